import { isPromoError, type PromoError } from '@promo/core'
import { forgeError } from './errors.ts'

/** What GitHub says when it asks to slow down: such an answer is no verdict on the token. */
const RATE_LIMIT = /rate limit|abuse detection/i

interface Refusal {
  readonly status: number
  /** GitHub's words, on one line. */
  readonly reason: string
}

/** Runs one call; `what` names it in the message. Throws forge codes, or the PromoError of the network below. */
export async function call<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw translate(what, error)
  }
}

/** As `call`, but undefined when GitHub says 404. */
export async function callUnlessMissing<T>(what: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined
    throw translate(what, error)
  }
}

/** The status and reason of GitHub's answer; undefined when there was none. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || networkError(error) !== undefined || !('status' in error)) return undefined
  const { status } = error
  return typeof status === 'number' ? { status, reason: oneLine(error.message) } : undefined
}

/** Octokit wraps what the client throws in an error of its own, with status 500. */
function networkError(error: Error): PromoError | undefined {
  if (isPromoError(error)) return error
  return isPromoError(error.cause) ? error.cause : undefined
}

export function translate(what: string, error: unknown): PromoError {
  const network = error instanceof Error ? networkError(error) : undefined
  if (network !== undefined) return network
  const { status, reason } = refusalOf(error) ?? { status: 0, reason: 'an answer that cannot be read' }
  return forgeError(codeOf(status, reason), { what, status, reason }, `${what}: ${reason}`, { cause: error })
}

function codeOf(
  status: number,
  reason: string,
): 'forge-unauthorized' | 'forge-not-found' | 'forge-refused' | 'forge-unavailable' {
  if (status === 0 || status >= 500 || status === 429 || RATE_LIMIT.test(reason)) return 'forge-unavailable'
  if (status === 401 || status === 403) return 'forge-unauthorized'
  return status === 404 ? 'forge-not-found' : 'forge-refused'
}

function oneLine(text: string): string {
  // A reason from outside must not steer a terminal or a log.
  return text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .slice(0, 500)
    .trim()
}
