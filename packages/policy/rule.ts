import type { ConfigPolicy, Digest, RuleResult, TrustRole, TrustSigner } from '@promo/core'
import { isPredicateType } from '@promo/core'
import { POLICY_CODES, type PolicyCode } from './errors.ts'
import type { EvidenceFact, ImageFacts } from './facts.ts'
import { matchSigner, type ClaimMismatch } from './signer.ts'

/** What every rule is given: the facts, the policy of the environment, the trusted signers and the time of the decision. */
export interface RuleInput {
  readonly facts: ImageFacts
  readonly policy: ConfigPolicy
  readonly signers: readonly TrustSigner[]
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

export type Trusted =
  | { readonly kind: 'trusted'; readonly evidence: readonly EvidenceFact[] }
  | {
      readonly kind: 'untrusted'
      readonly evidence: readonly EvidenceFact[]
      readonly mismatches: readonly ClaimMismatch[]
    }
  | { readonly kind: 'missing' }

/** The evidence of one predicate type whose signer is trusted for the role, newest first. */
export function trustedEvidence(
  input: RuleInput,
  found: readonly EvidenceFact[],
  predicateType: string,
  role: TrustRole,
): Trusted {
  const typed = found.filter((fact) => isPredicateType(fact.predicateType, predicateType))
  if (typed.length === 0) return { kind: 'missing' }
  const judged = typed.map((fact) => ({
    fact,
    match: matchSigner(fact.claims, input.signers, { role, signedAt: fact.signedAt, sourceId: input.facts.sourceId }),
  }))
  const trusted = judged.filter(({ match }) => match.matched).map(({ fact }) => fact)
  if (trusted.length > 0) return { kind: 'trusted', evidence: newestFirst(trusted) }
  return {
    kind: 'untrusted',
    evidence: typed,
    mismatches: judged.flatMap(({ match }) => (match.matched ? [] : match.mismatches)),
  }
}

export function newestFirst(evidence: readonly EvidenceFact[]): readonly EvidenceFact[] {
  return [...evidence].sort((a, b) => b.signedAt.getTime() - a.signedAt.getTime())
}

/** Expected and found, claim by claim, for at most a few signers: what a person needs to see why an identity was refused. */
export function describeMismatches(mismatches: readonly ClaimMismatch[]): {
  readonly fact: string
  readonly expected: string
} {
  const shown = [...new Map(mismatches.map((each) => [JSON.stringify(each), each])).values()].slice(0, 6)
  return {
    fact: shown.map(({ claim, found }) => `${claim} ${found}`).join('; '),
    expected: shown.map(({ signer, claim, expected }) => `${claim} ${expected} (signer ${signer})`).join('; '),
  }
}

export function manifestsOf(evidence: readonly EvidenceFact[]): readonly Digest[] {
  return evidence.map(({ manifest }) => manifest)
}
