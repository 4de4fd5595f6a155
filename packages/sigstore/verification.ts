import type { Bundle } from '@sigstore/bundle'
import { RFC3161Timestamp, type X509Certificate } from '@sigstore/core'
import { toSignedEntity, type Verifier } from '@sigstore/verify'
import { isCodeSigning } from './certificate.ts'
import { readClaims, type CertificateClaims } from './claims.ts'
import { encodeOnce } from './encode-once.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'
import { namesCertificate } from './logged-certificate.ts'

/** Who signed and when, once everything verified. */
export interface Verification {
  readonly claims: CertificateClaims
  readonly signedAt: Date
  /** Decimal index of the entry in the transparency log; empty without a log. */
  readonly logIndex: string
}

/**
 * Verifies certificate chain, certificate timestamps, log entries, signature times and the signature with the library, and
 * what it leaves out: the certificate's purpose, and that the log entry is about this certificate. Throws `bundle-invalid` or `signature-invalid`.
 */
export function verifyEntity(
  verifier: Verifier,
  bundle: Bundle,
  certificate: Uint8Array,
  artifact?: Uint8Array,
): Verification {
  const { entity, leaf } = readEntity(bundle, artifact)
  try {
    encodeOnce(leaf)
    verifier.verify(entity)
    if (!isCodeSigning(leaf)) throw malformed('the certificate is not for signing code')
    if (!bundle.verificationMaterial.tlogEntries.every((entry) => namesCertificate(entry, certificate))) {
      throw malformed('a log entry is about another certificate')
    }
    const logIndex = bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? ''
    return { claims: readClaims(leaf), signedAt: earliestTime(bundle), logIndex }
  } catch (cause) {
    throw sigstoreError('signature-invalid', {}, `the signature does not verify: ${reasonOf(cause)}`, { cause })
  }
}

/** Certificates and timestamps are parsed here; what cannot be parsed is `bundle-invalid`. */
function readEntity(
  bundle: Bundle,
  artifact: Uint8Array | undefined,
): { readonly entity: SignedEntity; readonly leaf: X509Certificate } {
  try {
    const entity = toSignedEntity(bundle, artifact === undefined ? undefined : Buffer.from(artifact))
    if (entity.key.$case === 'certificate') return { entity, leaf: entity.key.certificate }
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause })
  }
  throw malformed('it is signed with a key, not a certificate')
}

type SignedEntity = ReturnType<typeof toSignedEntity>

/** All times were verified before: tokens by their authority, integrated times by the log's promise. */
function earliestTime(bundle: Bundle): Date {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const promised = tlogEntries.filter((entry) => entry.inclusionPromise !== undefined && entry.integratedTime !== '0')
  const tokens = timestampVerificationData?.rfc3161Timestamps ?? []
  const times = [
    ...promised.map((entry) => Number(entry.integratedTime) * 1000),
    ...tokens.map((token) => RFC3161Timestamp.parse(Buffer.from(token.signedTimestamp)).signingTime.getTime()),
  ]
  return new Date(Math.min(...times))
}
