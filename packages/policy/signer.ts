import type { LegName, TrustKey, TrustRole, TrustSigner } from '@promo/core'
import { claimMismatches } from './claims-match.ts'
import type { EvidenceSigner } from './facts.ts'
import { allMismatches, gravest, refusalOf, type ClaimMismatch, type Judged, type TrustRefusal } from './mismatch.ts'
import type { TrustedKey, TrustFile } from './trust-file.ts'
import { statusAt, type ValidityStatus } from './validity.ts'

export type SignerMatch =
  | { readonly matched: true; readonly signer: Pick<TrustSigner | TrustKey, 'id'> }
  | { readonly matched: false; readonly code: TrustRefusal; readonly mismatches: readonly ClaimMismatch[] }

export interface WantedSigner {
  readonly role: TrustRole
  /** When the signature was made, by timestamp or log: validity and revocation are judged at it. Undefined when nobody vouches for a time. */
  readonly signedAt: Date | undefined
  /** Id of the repository that the image may be built from; a signer with a `source` of its own brings another. */
  readonly sourceId?: string | undefined
  /** The image as promo.yaml names it: keys may be bound to some. */
  readonly leg?: LegName | undefined
}

/** Roles whose evidence is judged by its age or order: without a trusted time it says nothing. */
const DATED_ROLES: readonly TrustRole[] = ['scan', 'tests', 'refusal', 'mark', 'verdict', 'promotion']

/**
 * Finds the first entry of the trust file with the role that accepts who signed and when; otherwise says, entry by entry, what
 * differs. An entry that is compromised refuses its signer for every role, though others would accept it.
 */
export function matchSigner(signer: EvidenceSigner, trust: TrustFile, wanted: WantedSigner): SignerMatch {
  const judged = signer.kind === 'key' ? judgeKeys(signer.keyId, trust, wanted) : judgeSigners(signer, trust, wanted)
  const compromised = judged.find(({ mismatches, status }) => mismatches.length === 0 && status === 'compromised')
  if (compromised !== undefined)
    return { matched: false, code: 'signer-revoked', mismatches: allMismatches(compromised) }
  const candidates = judged.filter(({ entry }) => entry.roles.includes(wanted.role))
  const match = candidates.find((each) => allMismatches(each).length === 0)
  if (match !== undefined) return { matched: true, signer: match.entry }
  if (candidates.length > 0)
    return {
      matched: false,
      code: gravest(candidates.map(refusalOf)),
      mismatches: candidates.flatMap(allMismatches),
    }
  const expected = `a signer with the role ${wanted.role}`
  const none = { signer: 'none', claim: 'role', expected, found: signerName(signer) }
  return { matched: false, code: 'signer-mismatch', mismatches: [none] }
}

/** Who signed, in words: the subject of the certificate, or the key by its digest. */
export function signerName(signer: EvidenceSigner): string {
  return signer.kind === 'key' ? `key ${signer.keyId}` : signer.claims.subject
}

function judgeSigners(
  { claims }: EvidenceSigner & { readonly kind: 'certificate' },
  { signers }: TrustFile,
  wanted: WantedSigner,
): readonly Judged[] {
  return signers.map((entry) => ({
    entry,
    mismatches: claimMismatches(claims, entry, wanted.sourceId),
    status: statusFor(entry, wanted),
  }))
}

function judgeKeys(keyId: string, { keys }: TrustFile, wanted: WantedSigner): readonly Judged[] {
  return keys.map((entry) => ({
    entry,
    mismatches: keyMismatches(keyId, entry, wanted),
    status: statusFor(entry, wanted),
  }))
}

function keyMismatches(keyId: string, { id, images, ...key }: TrustedKey, wanted: WantedSigner): ClaimMismatch[] {
  const mismatches: ClaimMismatch[] = []
  if (key.keyId !== keyId) mismatches.push({ signer: id, claim: 'key', expected: key.keyId, found: keyId })
  if (images !== undefined && (wanted.leg === undefined || !images.includes(wanted.leg)))
    mismatches.push({ signer: id, claim: 'image', expected: images.join(' or '), found: wanted.leg ?? 'none' })
  return mismatches
}

function statusFor(entry: Judged['entry'], { role, signedAt }: WantedSigner): ValidityStatus {
  const status = statusAt(entry, signedAt)
  return status === 'valid' && signedAt === undefined && DATED_ROLES.includes(role) ? 'undated' : status
}
