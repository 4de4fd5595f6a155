import type { Bundle } from '@sigstore/bundle'
import type { X509Certificate } from '@sigstore/core'
import { toSignedEntity, Verifier, type SignedEntity, type TrustMaterial } from '@sigstore/verify'
import { certificateOf } from './bundle.ts'
import { isCodeSigning } from './certificate.ts'
import { readClaims } from './claims.ts'
import { encodeOnce } from './encode-once.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'
import { assertLogged, namedLogs } from './log-entry-check.ts'
import type { AcceptedKeys, PublicKey } from './public-key.ts'
import type { SignedContent } from './signed-content.ts'
import { soundTimes } from './sound-times.ts'
import type { ByCertificate, ByKey } from './verified-signer.ts'

/** Where the signature stands in the log. */
export interface Logged {
  /** Decimal index of the entry in the transparency log; empty without a log. */
  readonly logIndex: string
}

export type CertifiedSignature = ByCertificate & Logged
export type VerifiedSigning = CertifiedSignature | (ByKey & Logged)

/**
 * Verifies certificate chain, certificate timestamps, log entries, signature times and the signature with the library, and
 * what it leaves out: the certificate's purpose, and what log entries are about. One log entry, certificate timestamp and
 * signature time is required of what the root knows. Throws `bundle-invalid` or `signature-invalid`.
 */
export function verifyCertified(material: TrustMaterial, bundle: Bundle, content: SignedContent): CertifiedSignature {
  const der = certificateOf(bundle)
  const { entity, leaf } = readEntity(bundle)
  if (der === undefined || leaf === undefined) throw keyNeeded()
  return judging(() => {
    encodeOnce(leaf)
    const times = verifiedTimes(certificateVerifier(namingLogs(material, bundle)), { ...entity, signature: content })
    if (!isCodeSigning(leaf)) throw malformed('the certificate is not for signing code')
    const signedAt = earliest(times)
    if (signedAt === undefined) throw malformed('nothing vouches for the time of the signature')
    assertLogged(bundle, { kind: 'certificate', der }, material.tlogs, signedAt)
    return { signer: { kind: 'certificate', claims: readClaims(leaf) }, signedAt, logIndex: logIndexOf(bundle) }
  })
}

/** The same for a signature by one of the accepted keys; which one, its hint is not believed. A key needs no time. */
export function verifyKeyed(
  material: TrustMaterial,
  bundle: Bundle,
  content: SignedContent,
  accepted: AcceptedKeys,
): ByKey & Logged {
  const { entity } = readEntity(bundle)
  if (entity.key.$case !== 'public-key') throw malformed('it is signed with a certificate, not a key')
  const own = accepted.keys.find(({ key }) => content.verifySignature(key))
  if (own === undefined) throw otherKey(accepted.keys)
  return judging(() => {
    const verifier = keyVerifier(namingLogs(material, bundle), own, accepted.unlogged === true)
    const signedAt = earliest(verifiedTimes(verifier, { ...entity, signature: content }))
    const der = own.key.export({ type: 'spki', format: 'der' })
    assertLogged(bundle, { kind: 'key', der }, material.tlogs, signedAt)
    return { signer: { kind: 'key', keyId: own.keyId }, signedAt, logIndex: logIndexOf(bundle) }
  })
}

/** By a certificate, or by an accepted key when a bare key signed. */
export function verifySigned(
  material: TrustMaterial,
  bundle: Bundle,
  content: SignedContent,
  accepted: AcceptedKeys | undefined,
): VerifiedSigning {
  return accepted === undefined || certificateOf(bundle) !== undefined
    ? verifyCertified(material, bundle, content)
    : verifyKeyed(material, bundle, content, accepted)
}

function namingLogs(material: TrustMaterial, bundle: Bundle): TrustMaterial {
  return { ...material, tlogs: namedLogs(bundle, material.tlogs) }
}

function certificateVerifier(material: TrustMaterial): Verifier {
  return new Verifier(material, {
    tlogThreshold: material.tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: material.ctlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  })
}

function keyVerifier(material: TrustMaterial, { key }: PublicKey, unlogged: boolean): Verifier {
  return new Verifier(
    { ...material, publicKey: () => ({ publicKey: key, validFor: () => true }) },
    { tlogThreshold: material.tlogs.length > 0 && !unlogged ? 1 : 0, ctlogThreshold: 0, timestampThreshold: 0 },
  )
}

function judging<T>(judge: () => T): T {
  try {
    return judge()
  } catch (cause) {
    throw sigstoreError('signature-invalid', {}, `the signature does not verify: ${reasonOf(cause)}`, { cause })
  }
}

/** Certificates and timestamps are parsed here; what cannot be parsed is `bundle-invalid`. */
function readEntity(bundle: Bundle): { readonly entity: SignedEntity; readonly leaf: X509Certificate | undefined } {
  try {
    const entity = toSignedEntity(bundle)
    return { entity, leaf: entity.key.$case === 'certificate' ? entity.key.certificate : undefined }
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

/** Verifies everything, and gives the times that went into it: of tokens by their authority, of entries by the log's promise. */
function verifiedTimes(verifier: Verifier, entity: SignedEntity): readonly Date[] {
  const timestamps = soundTimes(verifier, entity)
  verifier.verify({ ...entity, timestamps })
  return timestamps.flatMap((time) => {
    if (time.$case === 'timestamp-authority') return [time.timestamp.signingTime]
    const { inclusionPromise, integratedTime } = time.tlogEntry
    return inclusionPromise === undefined ? [] : [new Date(Number(integratedTime) * 1000)]
  })
}

function earliest(times: readonly Date[]): Date | undefined {
  return times.length === 0 ? undefined : new Date(Math.min(...times.map((time) => time.getTime())))
}

function logIndexOf(bundle: Bundle): string {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? ''
}

function keyNeeded(): Error {
  return sigstoreError('signature-invalid', {}, 'it is signed with a key, and no key is given to verify it with', {
    remedy: 'Give the public key (`--key`, or `trust.keys` in promo.yaml), or sign with a certificate.',
  })
}

function otherKey(keys: readonly PublicKey[]): Error {
  const wanted = keys.map(({ keyId }) => keyId)
  return sigstoreError('signature-invalid', { wanted }, 'it is signed with none of the keys that are accepted')
}
