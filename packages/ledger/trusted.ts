import { isPredicateType, type ChainEvidence, type TrustRole } from '@promo/core'
import type { ValidEvidence } from '@promo/evidence'
import { matchSigner, policyError, type EvidenceSigner, type TrustFile } from '@promo/policy'

/** Who may say what about an image. */
export interface TrustContext {
  readonly file: TrustFile
  /** Numeric id of the repository that may build it. */
  readonly sourceId: string
}

export interface Told {
  /** By signers that promo.yaml trusts for the role, newest first. */
  readonly trusted: readonly ValidEvidence[]
  /** Verified too, but by others. */
  readonly untrusted: readonly ValidEvidence[]
  /** Which claims of the others differ, in words. */
  readonly why: string
}

/** All evidence of one predicate type, parted by whether its signer may say so. */
export function told(
  found: readonly ValidEvidence[],
  predicateType: string,
  role: TrustRole,
  { file, sourceId }: TrustContext,
): Told {
  const judged = found
    .filter((each) => isPredicateType(each.predicateType, predicateType))
    .toSorted((a, b) => b.signedAt.getTime() - a.signedAt.getTime())
    .map((each) => ({ each, match: matchSigner(signerOf(each), file, { role, signedAt: each.signedAt, sourceId }) }))
  const mismatches = judged.flatMap(({ match }) => (match.matched ? [] : match.mismatches))
  return {
    trusted: judged.filter(({ match }) => match.matched).map(({ each }) => each),
    untrusted: judged.filter(({ match }) => !match.matched).map(({ each }) => each),
    why: [...new Set(mismatches.map(({ claim, found: value, expected }) => `${claim} ${value}, not ${expected}`))]
      .slice(0, 4)
      .join('; '),
  }
}

function signerOf({ claims }: ValidEvidence): EvidenceSigner {
  return { kind: 'certificate', claims }
}

/** The error that says why nobody trusted signed this. */
export function notTrusted(what: string, { untrusted, why }: Told): Error & ReturnType<typeof policyError> {
  return policyError('signer-mismatch', { signatures: untrusted.length }, `${what} is signed by nobody trusted: ${why}`)
}

/** Where one or more statements can be looked up: their manifests and their entries in the transparency log. */
export function placesOf(evidence: readonly ValidEvidence[]): readonly ChainEvidence[] {
  const places = evidence.flatMap(({ manifest, logIndex }): ChainEvidence[] => [
    { kind: 'manifest', value: manifest },
    ...(logIndex === '' ? [] : [{ kind: 'log-entry' as const, value: logIndex }]),
  ])
  return [...new Map(places.map((place) => [`${place.kind} ${place.value}`, place])).values()]
}

/** The statements that are the same one in another storage, or by the same run at the same time. */
export function sameStatement(newest: ValidEvidence, all: readonly ValidEvidence[]): readonly ValidEvidence[] {
  const { runInvocationUri } = newest.claims
  return all.filter(
    (each) =>
      each.predicateType === newest.predicateType &&
      each.claims.runInvocationUri === runInvocationUri &&
      Math.abs(each.signedAt.getTime() - newest.signedAt.getTime()) <= SAME_STEP_MS,
  )
}

/** Signatures of one step, in both storages, are made within a minute. */
const SAME_STEP_MS = 60_000
