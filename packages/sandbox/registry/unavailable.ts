import type { SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import type { RegistrySwitches } from './switches.ts'

/** The answer of a registry that is throttling or out of order; undefined when it works. Each answer counts down. */
export function unavailable({ throttle, outage }: RegistrySwitches): SandboxResponse | undefined {
  if (throttle.requests > 0) {
    throttle.requests -= 1
    return errorAnswer(429, 'TOOMANYREQUESTS', 'too many requests', { 'retry-after': String(throttle.retryAfter) })
  }
  if (outage.requests <= 0) return undefined
  outage.requests -= 1
  return errorAnswer(outage.status, 'UNAVAILABLE', 'service unavailable')
}
