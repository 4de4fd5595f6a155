import type { PromoError, Tests } from '@promo/core'
import { qualityError } from './errors.ts'

/** How a step that read tests ends: undefined for a pass, else the error that says what failed. */
export function testsEnding({ decision, totals, cases }: Tests): { readonly error: PromoError } | undefined {
  if (decision.outcome === 'pass') return undefined
  const message = decision.reasons.join('; ')
  if (totals.failed === 0) return { error: qualityError('tests-too-few-reported', { totals }, message) }
  const failed = cases.filter(({ outcome }) => outcome === 'failed').map(({ suite, name }) => `${suite} › ${name}`)
  const named = `${message}: ${failed.slice(0, 3).join(', ')}`
  return { error: qualityError('tests-failed-reported', { totals, failed: failed.slice(0, 20) }, named) }
}
