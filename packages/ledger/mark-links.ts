import {
  PREDICATE_TYPES,
  readMarkPredicate,
  type ChainLink,
  type Digest,
  type MarkFacts,
  type Revocations,
} from '@promo/core'
import type { EvidenceSet } from '@promo/evidence'
import { markRevocation, policyError } from '@promo/policy'
import { broken, verified } from './link.ts'
import {
  notTrusted,
  placesOf,
  sameStatement,
  signedWhen,
  signerOf,
  told,
  type Signed,
  type Told,
  type TrustContext,
  type Trusted,
} from './trusted.ts'

interface Mark<S extends Signed> {
  readonly mark: MarkFacts
  readonly evidence: S
}

/**
 * The newest mark of each environment, signed inside it. One that was revoked, by a later signature or on the base branch, does
 * not hold; nor does one whose signer may not say so any more. Marks of strangers are nobody's word, and are left out.
 */
export function markLinks(set: EvidenceSet, trust: TrustContext, revocations: Revocations): readonly ChainLink[] {
  const found = told(set, PREDICATE_TYPES.mark, 'mark', trust)
  const newest = newestOfEach(found.trusted)
  const trusted = newest.map((each) => markLink(each, found.trusted, { digest: set.image.digest, revocations }))
  return [...trusted, ...lapsedLinks(found, new Set(newest.map(({ mark }) => mark.environment)), trust)]
}

function newestOfEach<S extends Signed>(evidence: readonly S[]): readonly Mark<S>[] {
  const marks = evidence.flatMap((each) => {
    const mark = readMarkPredicate(each.predicate)
    return mark === undefined ? [] : [{ mark, evidence: each }]
  })
  return [...new Map([...marks].reverse().map((each) => [each.mark.environment, each])).values()]
}

function markLink(
  { mark, evidence }: Mark<Trusted>,
  trusted: readonly Trusted[],
  { digest, revocations }: { readonly digest: Digest; readonly revocations: Revocations },
): ChainLink {
  const { environment, revoked, properties, expires, reason } = mark
  const when = signedWhen(evidence)
  const same = trusted.filter(({ predicate }) => JSON.stringify(predicate) === JSON.stringify(evidence.predicate))
  const run = 'claims' in evidence ? evidence.claims.runInvocationUri : undefined
  const facts = {
    link: 'mark' as const,
    at: environment,
    details: { signer: signerOf(evidence), run },
    evidence: placesOf(sameStatement(evidence, same)),
  }
  if (revoked)
    return broken(facts, policyError('mark-revoked', { environment }, `revoked ${when}: ${reason ?? 'no reason'}`))
  const until = expires === undefined ? '' : `, until ${expires}`
  const fact = `marked ${when}${until}: ${properties.join(', ') || 'passed'}`
  const inGit = markRevocation(revocations, { environment, digest })
  if (inGit === undefined || (evidence.signedAt !== undefined && evidence.signedAt > inGit.end))
    return verified({ ...facts, fact })
  const text = `${fact}, but revoked ${inGit.at} on the base branch: ${inGit.reason}`
  return broken(facts, policyError('mark-revoked', { environment }, text))
}

/** Marks that would count if their signer were not revoked, or not out of its time. */
function lapsedLinks({ untrusted }: Told, counted: ReadonlySet<string>, trust: TrustContext): readonly ChainLink[] {
  return newestOfEach(untrusted).flatMap(({ mark: { environment }, evidence }) => {
    if (counted.has(environment)) return []
    const own = 'claims' in evidence ? { valid: [evidence], keyed: [] } : { valid: [], keyed: [evidence] }
    const found = told(own, PREDICATE_TYPES.mark, 'mark', trust)
    if (found.code === 'signer-mismatch') return []
    const facts = { link: 'mark' as const, at: environment, evidence: placesOf([evidence]) }
    return [broken(facts, notTrusted(`the mark of ${environment}`, found))]
  })
}
