import type { Host, HostAnswer } from './testing.ts'

/** What becomes of a request: it is lost on its way, or it is done and its answer is lost, or the service cannot. */
export const FAULTS = ['lost', 'unanswered', 'unavailable'] as const
export type Fault = (typeof FAULTS)[number]

/** Which requests fail, counted from 1. */
export interface Breaker {
  count: number
  /** `truncated`: it is done, and half of the answer arrives. */
  fault: Fault | 'truncated'
  fails: (request: number) => boolean
}

export function anUnbroken(): Breaker {
  return { count: 0, fault: 'lost', fails: () => false }
}

export interface BrokenEnding<Answer> {
  /** What a service answers that cannot. */
  readonly refuse: () => Answer
  /** What is thrown when no answer comes. */
  readonly lose: () => Error
  /** Half of an answer; default: it is lost. */
  readonly truncate?: (answer: Answer) => Answer
}

export async function throughBreaker<Answer>(
  breaker: Breaker,
  deed: () => Answer | Promise<Answer>,
  { refuse, lose, truncate }: BrokenEnding<Answer>,
): Promise<Answer> {
  breaker.count += 1
  if (!breaker.fails(breaker.count)) return deed()
  if (breaker.fault === 'unavailable') return refuse()
  if (breaker.fault === 'lost') throw lose()
  const answer = await deed()
  if (breaker.fault === 'truncated' && truncate !== undefined) return truncate(answer)
  throw lose()
}

/** A host whose requests count for the breaker, and fail as it says. */
export function breakingHost(breaker: Breaker, host: Host, lose: () => Error): Host {
  const refuse = (): HostAnswer => ({ status: 503, body: 'try later' })
  return (request) => throughBreaker(breaker, () => host(request), { refuse, lose, truncate: half })
}

function half(answer: HostAnswer): HostAnswer {
  const { body = '' } = answer
  return { ...answer, body: body.slice(0, Math.floor(body.length / 2)) }
}
