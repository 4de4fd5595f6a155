import type { PromoError } from '@promo/core'
import type { RunContext } from './context.ts'
import { runnerError } from './errors.ts'
import { member } from './event.ts'

/** Events that run with the base repository's secrets on behalf of whoever opened the pull request. */
const PRIVILEGED_EVENTS = new Set(['pull_request_target', 'workflow_run'])

/**
 * Why this event may not sign, publish or change anything; undefined when it may. Refused are the two privileged
 * events, and everything about a pull request whose head is another repository, a deleted one or unknown.
 */
export function untrustedEvent(
  context: Pick<RunContext, 'eventName' | 'event' | 'pullRequest'>,
): PromoError | undefined {
  const { eventName, pullRequest } = context
  if (PRIVILEGED_EVENTS.has(eventName)) return refuse(eventName, `refused on ${eventName}`)
  const concerns = eventName.startsWith('pull_request') || member(context.event, 'pull_request') !== null
  if (!concerns) return undefined
  if (pullRequest?.headRepositoryId === undefined || pullRequest.baseRepositoryId === undefined) {
    return refuse(eventName, 'the repository of the pull request is not known')
  }
  if (pullRequest.headRepositoryId === pullRequest.baseRepositoryId) return undefined
  return refuse(eventName, `the pull request comes from repository ${pullRequest.headRepositoryId}, not from this one`)
}

/** True when actions that sign, publish or promote may run on this event. */
export function trustedEvent(context: Pick<RunContext, 'eventName' | 'event' | 'pullRequest'>): boolean {
  return untrustedEvent(context) === undefined
}

function refuse(eventName: string, message: string): PromoError {
  return runnerError('untrusted-event', { eventName }, message)
}
