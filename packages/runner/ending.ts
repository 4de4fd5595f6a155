import { asPromoError, type Outcome, type PromoError } from '@promo/core'
import { runnerError } from './errors.ts'
import type { ActionEnding, Mode } from './runner.ts'

/** How a run ended, decided: what `outcome` and `failure-code` say, and whether the step fails. */
export interface FinalEnding {
  readonly outcome: Outcome
  readonly error: PromoError | undefined
  readonly failed: boolean
}

export const PASSED: FinalEnding = { outcome: 'pass', error: undefined, failed: false }

/** Only findings can be waved through by `mode: warn`: a mistake or an outage says nothing about the image. */
export function endWith(error: PromoError, mode: Mode): FinalEnding {
  return { outcome: error.ending, error, failed: !(error.ending === 'findings' && mode === 'warn') }
}

/** The ending of a recipe that returned. */
export function endOfReturn(ending: ActionEnding | undefined, mode: Mode): FinalEnding {
  return ending === undefined ? PASSED : endWith(ending.error, ending.mode ?? mode)
}

/** The ending of a recipe that threw: once the run is cancelled every failure is only the cancellation's echo. */
export function endOfThrow(thrown: unknown, mode: Mode, signal: AbortSignal): FinalEnding {
  return endWith(signal.aborted ? cancelled(signal.reason) : asPromoError(thrown), mode)
}

export function cancelled(reason: unknown): PromoError {
  const by = typeof reason === 'string' ? ` by ${reason}` : ''
  return runnerError('cancelled', {}, `the run was stopped${by} before it had finished`)
}
