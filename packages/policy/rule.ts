import type { ConfigPolicy, Digest, Revocations, RuleResult } from '@promo/core'
import { POLICY_CODES, type PolicyCode } from './errors.ts'
import type { ImageFacts } from './facts.ts'
import type { TrustFile } from './trust-file.ts'

/** What every rule is given: the facts, the policy of the environment, who is trusted and the time of the decision. */
export interface RuleInput {
  readonly facts: ImageFacts
  readonly policy: ConfigPolicy
  readonly trust: TrustFile
  readonly revocations: Revocations
  readonly at: Date
}

/** One rule's answer and, when it passed on evidence that goes stale, until when. */
export interface RuleAnswer {
  readonly result: RuleResult
  readonly expiresAt?: Date
}

/** Identities and reasons come from certificates of strangers: what they say is shown, not stored without end. */
const FACT_LIMIT = 2000

export function pass(rule: string, fact: string, expected: string, evidence: readonly Digest[] = []): RuleResult {
  return { rule, outcome: 'pass', code: '', fact: clip(fact), expected, remedy: '', evidence: [...evidence] }
}

export function refuse(
  rule: string,
  code: PolicyCode,
  fact: string,
  expected: string,
  evidence: readonly Digest[] = [],
): RuleResult {
  const { ending, remedy } = POLICY_CODES[code]
  return { rule, outcome: ending, code, fact: clip(fact), expected: clip(expected), remedy, evidence: [...evidence] }
}

function clip(text: string): string {
  return text.slice(0, FACT_LIMIT)
}
