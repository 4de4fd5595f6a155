import { PromoError, type Gate, type JsonValue } from '@promo/core'
import { firstRefusal } from '@promo/promotion'
import type { ActionEnding } from '@promo/runner'

/** How the step ends: passed, or with the code, fact and remedy of the first rule that failed. */
export function gateEnding(gate: Gate, mode: 'enforce' | 'warn'): ActionEnding | undefined {
  const refusal = firstRefusal(gate)
  if (gate.outcome === 'pass' || refusal === undefined) return undefined
  const { code, fact, remedy } = refusal
  const all = failedRules(gate)
  const error = new PromoError(code, { ending: gate.outcome, remedy }, { failed: all }, fact)
  return { error, mode }
}

export function gateOutputs(gate: Gate): Readonly<Record<string, JsonValue>> {
  const expiries = gate.verdicts.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])).sort()
  return {
    'failed-rules': failedRules(gate),
    'exceptions-used': gate.verdicts.flatMap(({ exceptions }) => exceptions),
    'expires-at': expiries[0] ?? '',
  }
}

function failedRules(gate: Gate): JsonValue[] {
  return gate.verdicts.flatMap(({ environment, image, rules }) =>
    rules
      .filter(({ code }) => code !== '')
      .map(({ rule, code, fact }) => ({ environment, image: `${image.name}@${image.digest}`, rule, code, fact })),
  )
}
