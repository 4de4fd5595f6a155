import type { Host, HostAnswer, HostRequest } from './testing.ts'

/** What becomes of a request: it is lost on its way, or it is done and its answer is lost, or the service cannot. */
export const FAULTS = ['lost', 'unanswered', 'unavailable'] as const
export type Fault = (typeof FAULTS)[number]

/**
 * What HTTP adds: half of the answer arrives; the service breaks; a page comes in its place, or the answer to a like request
 * of somebody else; the request arrives twice, as when a first answer was lost on its way, and the second answer counts.
 */
export const ANSWER_FAULTS = ['truncated', 'failed', 'page', 'foreign', 'repeated'] as const
export type AnswerFault = (typeof ANSWER_FAULTS)[number]

/** Which requests fail, counted from 1. */
export interface Breaker {
  count: number
  fault: Fault | AnswerFault
  fails: (request: number) => boolean
  /** Answers that were given, by host and kind of request. */
  readonly given: Map<string, HostAnswer>
}

/** Whether faults begin at a request and stay, or hit that one alone. */
export const EXTENTS = {
  'from any one on': (first: number) => (request: number) => request >= first,
  'at any one only': (first: number) => (request: number) => request === first,
} as const
export type Extent = keyof typeof EXTENTS

/** Counts, and lets everything through until it is told what fails. */
export function anUnbroken(given: Breaker['given'] = new Map<string, HostAnswer>()): Breaker {
  return { count: 0, fault: 'lost', fails: () => false, given }
}

export interface BrokenEnding<Answer> {
  /** What a service answers that cannot. */
  readonly refuse: () => Answer
  /** What is thrown when no answer comes. */
  readonly lose: () => Error
  /** What comes in place of the answer; default: it is lost. */
  readonly spoil?: (fault: AnswerFault, answer: Answer) => Answer | Promise<Answer>
}

export async function throughBreaker<Answer>(
  breaker: Breaker,
  deed: () => Answer | Promise<Answer>,
  { refuse, lose, spoil }: BrokenEnding<Answer>,
): Promise<Answer> {
  breaker.count += 1
  if (!breaker.fails(breaker.count)) return deed()
  const { fault } = breaker
  if (fault === 'unavailable') return refuse()
  if (fault === 'lost') throw lose()
  const answer = await deed()
  if (fault === 'unanswered' || spoil === undefined) throw lose()
  return spoil(fault, answer)
}

/** A host whose requests count for the breaker, and fail as it says. */
export function breakingHost(breaker: Breaker, host: Host, lose: () => Error): Host {
  const refuse = (): HostAnswer => ({ status: 503, body: 'try later' })
  return async (request) => {
    const kind = kindOf(request)
    const before = breaker.given.get(kind)
    const deed = async (): Promise<HostAnswer> => {
      const answer = await host(request)
      // An answer without content has nothing of somebody else.
      if (request.method !== 'HEAD') breaker.given.set(kind, answer)
      return answer
    }
    const spoil = (fault: AnswerFault, answer: HostAnswer): HostAnswer | Promise<HostAnswer> =>
      fault === 'repeated' ? host(request) : SPOILT[fault](answer, before)
    return throughBreaker(breaker, deed, { refuse, lose, spoil })
  }
}

const PAGE: HostAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Sign in</title></html>',
}

const SPOILT: Readonly<
  Record<Exclude<AnswerFault, 'repeated'>, (answer: HostAnswer, before: HostAnswer | undefined) => HostAnswer>
> = {
  truncated: (answer) => ({ ...answer, body: (answer.body ?? '').slice(0, (answer.body ?? '').length / 2) }),
  failed: () => ({ status: 500, body: 'internal error' }),
  page: () => PAGE,
  foreign: (_answer, before) => before ?? PAGE,
}

/** Requests that differ in a digest or an upload only are of one kind. */
function kindOf({ method, url }: HostRequest): string {
  return `${method} ${url.host}${url.pathname.replaceAll(/[0-9a-f]{32,}|[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')}`
}
