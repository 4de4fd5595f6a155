import { isPredicateType, type Digest, type RuleResult, type TrustRole } from '@promo/core'
import { acceptingChange } from './accepting.ts'
import { POLICY_CODES } from './errors.ts'
import type { EvidenceFact } from './facts.ts'
import { gravest, type ClaimMismatch, type TrustRefusal } from './mismatch.ts'
import { refuse, type RuleInput } from './rule.ts'
import { matchSigner } from './signer.ts'

export interface Untrusted {
  readonly kind: 'untrusted'
  readonly evidence: readonly EvidenceFact[]
  readonly code: TrustRefusal
  readonly mismatches: readonly ClaimMismatch[]
}

export type Trusted =
  { readonly kind: 'trusted'; readonly evidence: readonly EvidenceFact[] } | Untrusted | { readonly kind: 'missing' }

/** The evidence of one predicate type whose signer is trusted for the role, newest first, what has no trusted time last. */
export function trustedEvidence(
  input: Pick<RuleInput, 'facts' | 'trust'>,
  found: readonly EvidenceFact[],
  predicateType: string,
  role: TrustRole,
): Trusted {
  const { sourceId, leg } = input.facts
  const typed = found.filter((fact) => isPredicateType(fact.predicateType, predicateType))
  if (typed.length === 0) return { kind: 'missing' }
  const judged = typed.map((fact) => ({
    fact,
    match: matchSigner(fact.signer, input.trust, { role, signedAt: fact.signedAt, sourceId, leg }),
  }))
  const trusted = judged.filter(({ match }) => match.matched).map(({ fact }) => fact)
  if (trusted.length > 0) return { kind: 'trusted', evidence: newestFirst(trusted) }
  const refused = judged.map(({ match }) => match).filter((match) => !match.matched)
  return {
    kind: 'untrusted',
    evidence: typed,
    code: gravest(refused.map(({ code }) => code)),
    mismatches: refused.flatMap(({ mismatches }) => mismatches),
  }
}

export function newestFirst<Fact extends EvidenceFact>(evidence: readonly Fact[]): readonly Fact[] {
  return [...evidence].sort((a, b) => timeOf(b) - timeOf(a))
}

function timeOf({ signedAt }: EvidenceFact): number {
  return signedAt?.getTime() ?? Number.MIN_SAFE_INTEGER
}

export type DatedFact = EvidenceFact & { readonly signedAt: Date }

/** True for evidence with a trusted time; what is judged by its age or order is nothing without. */
export function isDated(fact: EvidenceFact): fact is DatedFact {
  return fact.signedAt !== undefined
}

/** The answer of a rule whose evidence nobody trusted signed: expected and found claim by claim, and what would accept it. */
export function refuseUntrusted(
  rule: string,
  { code, mismatches, evidence }: Pick<Untrusted, 'code' | 'mismatches' | 'evidence'>,
): RuleResult {
  const { fact, expected } = describeMismatches(mismatches)
  const refused = refuse(rule, code, fact, expected, manifestsOf(evidence))
  const change = code === 'signer-mismatch' ? acceptingChange(mismatches) : undefined
  return change === undefined ? refused : { ...refused, remedy: `${POLICY_CODES[code].remedy} ${change}` }
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
