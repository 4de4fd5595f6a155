import type { PromoError, Scan } from '@promo/core'
import { lineError } from './errors.ts'

/** How a step that scanned ends: undefined for a pass, else the error that says what was found or could not be known. */
export function scanEnding(scan: Scan): { readonly error: PromoError } | undefined {
  const { outcome, failing, failOn } = scan.decision
  if (outcome === 'pass') return undefined
  if (outcome === 'findings') {
    const rules = [
      ...new Set(scan.findings.filter(({ fingerprint }) => failing.includes(fingerprint)).map(({ ruleId }) => ruleId)),
    ]
    const message = `${String(failing.length)} findings of severity ${failOn} or worse: ${rules.slice(0, 5).join(', ')}`
    return { error: lineError('scan-findings-reported', { counts: scan.counts, rules }, message) }
  }
  const broken = scan.tools.filter(({ complete, outcome: ended }) => !complete || ended !== 'pass')
  const reasons = broken.map(({ name, error }) => `${name}: ${error?.code ?? 'incomplete'}`)
  return {
    error: lineError('scan-incomplete-reported', { reasons }, `the scan is not complete: ${reasons.join(', ')}`),
  }
}
