import type { Clock } from '@promo/core'
import type { RetryBudget } from './budgets.ts'
import { httpError } from './errors.ts'
import { backoff } from './retry-delay.ts'

/** How one attempt ended: with a value, or in a way that another attempt may better. A permanent failure is thrown. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  | {
      readonly kind: 'transient'
      /** For the log, without secrets: `503`, `ECONNRESET`. */
      readonly cause: string
      /** What the server asked for, in milliseconds. */
      readonly waitMs?: number | undefined
      /** How the operation ends when this was the last attempt: a value, or an error that is told what every attempt met. */
      readonly last: { readonly value: T } | { readonly error: (causes: readonly string[]) => Error }
    }

export interface RetryPorts {
  /** Names the operation in the log: `GET https://ghcr.io/v2/`, without a query. */
  readonly what: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: (line: string) => void
  readonly signal?: AbortSignal | undefined
  /** Time that one attempt gets on top, for a large body. */
  readonly transferMs?: number
}

/**
 * The one retry policy: full jitter from 1 s to 30 s, the server's own delay when it fits the budget, one log line for
 * each retry. Throws `http-timeout` when the budget ends an attempt, `http-cancelled` when the signal does.
 */
export async function withRetries<T>(
  budget: RetryBudget,
  attempt: (number: number, signal: AbortSignal) => Promise<Attempt<T>>,
  ports: RetryPorts,
): Promise<T> {
  const deadline = ports.clock.now().getTime() + budget.totalMs
  const remaining = (): number => deadline - ports.clock.now().getTime()
  const causes: string[] = []
  for (let number = 1; ; number += 1) {
    const ended = await runAttempt(number, Math.min(budget.attemptTimeoutMs, remaining()), attempt, ports)
    if (ended.kind === 'done') return ended.value
    causes.push(ended.cause)
    const delay = ended.waitMs ?? backoff(number, ports.random)
    if (number >= budget.attempts || delay >= remaining()) return giveUp(ended.last, causes, ended.waitMs, ports)
    const seconds = (delay / 1000).toFixed(1)
    ports.log(`${ports.what}: ${ended.cause}; attempt ${number} of ${budget.attempts}, again in ${seconds} s`)
    await pause(delay, ports)
  }
}

type Last<T> = Extract<Attempt<T>, { kind: 'transient' }>['last']

function giveUp<T>(last: Last<T>, causes: readonly string[], waitMs: number | undefined, ports: RetryPorts): T {
  if (waitMs !== undefined) {
    const at = new Date(ports.clock.now().getTime() + waitMs).toISOString()
    ports.log(`${ports.what}: ${causes.at(-1) ?? ''}; the server asks to wait until ${at}, giving up`)
  }
  if ('value' in last) return last.value
  throw last.error(causes)
}

/** Runs one attempt under its own time limit; a limit that passed is a transient ending. */
async function runAttempt<T>(
  number: number,
  limitMs: number,
  attempt: (number: number, signal: AbortSignal) => Promise<Attempt<T>>,
  { what, signal, transferMs = 0 }: RetryPorts,
): Promise<Attempt<T>> {
  assertWanted(what, signal)
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), Math.max(1, limitMs + transferMs))
  try {
    return await attempt(number, signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal]))
  } catch (cause) {
    assertWanted(what, signal)
    if (!limit.signal.aborted) throw cause
    return {
      kind: 'transient',
      cause: 'no answer in time',
      last: {
        error: (causes) =>
          httpError('http-timeout', { what, attempts: causes }, `${what}: no answer in time`, { cause }),
      },
    }
  } finally {
    clearTimeout(timer)
  }
}

async function pause(delay: number, { what, clock, signal }: RetryPorts): Promise<void> {
  try {
    await clock.sleep(delay, signal)
  } catch (cause) {
    assertWanted(what, signal)
    throw cause
  }
}

/** Throws `http-cancelled` when the signal was aborted. */
export function assertWanted(what: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw httpError('http-cancelled', { what }, `${what}: cancelled`, { cause: signal.reason })
}
