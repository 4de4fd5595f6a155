import { formatTime, isPredicateType, type ChainEvidence, type Digest, type LegName, type TrustRole } from '@promo/core'
import type { EvidenceSet, KeyedEvidence, ValidEvidence } from '@promo/evidence'
import {
  gravestRefusal,
  matchSigner,
  policyError,
  type EvidenceSigner,
  type TrustFile,
  type ClaimMismatch,
  type TrustRefusal,
} from '@promo/policy'
import { short } from './link.ts'

/** Who may say what about an image. */
export interface TrustContext {
  readonly file: TrustFile
  /** Numeric id of the repository that may build it. */
  readonly sourceId: string
  /** The image as promo.yaml names it: keys may be bound to some. */
  readonly leg?: LegName
}

/** What a certificate or a key signed. */
export type Signed = ValidEvidence | KeyedEvidence

/** Evidence with the id of the entry of promo.yaml that trusts its signer. */
export type Trusted = Signed & { readonly as: string }

export interface Told {
  /** By signers that promo.yaml trusts for the role, newest first, what has no trusted time last. */
  readonly trusted: readonly Trusted[]
  /** Verified too, but by others. */
  readonly untrusted: readonly Signed[]
  /** Why the others do not count, the gravest reason. */
  readonly code: TrustRefusal
  /** Which claims of the others differ, in words. */
  readonly why: string
}

export type Signatures = Pick<EvidenceSet, 'valid' | 'keyed'>

/** All evidence of one predicate type, parted by whether its signer may say so, as the gate parts it. */
export function told(
  { valid, keyed }: Signatures,
  predicateType: string,
  role: TrustRole,
  { file, sourceId, leg }: TrustContext,
): Told {
  const judged = [...valid, ...keyed]
    .filter((each) => isPredicateType(each.predicateType, predicateType))
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .map((each) => ({
      each,
      match: matchSigner(signedBy(each), file, { role, signedAt: each.signedAt, sourceId, leg }),
    }))
  const refused = judged.flatMap(({ match }) => (match.matched ? [] : [match]))
  const mismatches = refused.flatMap((match) => match.mismatches)
  return {
    trusted: judged.flatMap(({ each, match }) => (match.matched ? [{ ...each, as: match.signer.id }] : [])),
    untrusted: judged.filter(({ match }) => !match.matched).map(({ each }) => each),
    code: gravestRefusal(refused.map(({ code }) => code)),
    why: [...new Set(mismatches.map(inWords))].slice(0, 4).join('; '),
  }
}

/** What an entry of promo.yaml does not accept; of one whose signer it is, why its time is not right. */
function inWords({ signer, claim, found, expected }: ClaimMismatch): string {
  if (claim !== 'validity') return `${claim} ${found}, not ${expected}`
  if (found === 'compromised') return `${signer} accepts ${expected}`
  return `${found} for ${signer}, which wants ${expected.startsWith('signed') ? 'it ' : ''}${expected}`
}

function signedBy(evidence: Signed): EvidenceSigner {
  return 'claims' in evidence ? { kind: 'certificate', claims: evidence.claims } : evidence.signer
}

function timeOf({ signedAt }: Signed): number {
  return signedAt?.getTime() ?? 0
}

/** The error that says why nobody trusted signed this. */
export function notTrusted(what: string, { untrusted, code, why }: Told): Error & ReturnType<typeof policyError> {
  const verdict = code === 'signer-mismatch' ? 'is signed by nobody trusted' : 'does not count'
  return policyError(code, { signatures: untrusted.length }, `${what} ${verdict}: ${why}`)
}

/** Where one or more statements can be looked up: their manifests and their entries in the transparency log. */
export function placesOf(evidence: readonly Signed[]): readonly ChainEvidence[] {
  const places = evidence.flatMap(({ manifest, logIndex }): ChainEvidence[] => [
    { kind: 'manifest', value: manifest },
    ...(logIndex === '' ? [] : [{ kind: 'log-entry' as const, value: logIndex }]),
  ])
  return [...new Map(places.map((place) => [`${place.kind} ${place.value}`, place])).values()]
}

/** The statements that are the same one in another storage, or by the same run or key at the same time. */
export function sameStatement<S extends Signed>(newest: S, all: readonly S[]): readonly S[] {
  return all.filter(
    (each) =>
      each.predicateType === newest.predicateType &&
      hand(each) === hand(newest) &&
      Math.abs(timeOf(each) - timeOf(newest)) <= SAME_STEP_MS,
  )
}

/** Signatures of one step, in both storages, are made within a minute. */
const SAME_STEP_MS = 60_000

function hand(evidence: Signed): string | undefined {
  return 'claims' in evidence ? evidence.claims.runInvocationUri : evidence.signer.keyId
}

/** `owner/repo/.github/workflows/file.yml at <commit>`, as the certificate has it; or the key by its id in promo.yaml and its digest. */
export function signerOf(evidence: Trusted): string {
  if (!('claims' in evidence)) return `key ${evidence.as} (${shortKey(evidence.signer.keyId)})`
  const { claims } = evidence
  const workflow = (claims.buildSignerUri ?? claims.subject).replace('https://github.com/', '').split('@')[0] ?? ''
  return claims.buildSignerDigest === undefined ? workflow : `${workflow} at ${short(claims.buildSignerDigest)}`
}

function shortKey(keyId: Digest): string {
  return keyId.slice(0, 'sha256:'.length + 12)
}

/** All that is known of who signed, by name. */
export function signerDetails(evidence: Trusted): Readonly<Record<string, string | undefined>> {
  const as = { 'trusted-as': evidence.as }
  return 'claims' in evidence ? { ...evidence.claims, ...as } : { 'key-id': evidence.signer.keyId, ...as }
}

/** When it was signed, by a log or a timestamp authority; a key may do without. */
export function signedWhen({ signedAt }: Signed): string {
  return signedAt === undefined ? 'at no trusted time' : formatTime(signedAt)
}
