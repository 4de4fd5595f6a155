import { digestOf, parseJson, type Digest, type JsonValue } from '@promo/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toTrustMaterial, Verifier } from '@sigstore/verify'
import { readBundle, type ReadBundle } from './bundle.ts'
import type { CertificateClaims } from './claims.ts'
import { encodeOnce } from './encode-once.ts'
import { reasonOf, sigstoreError } from './errors.ts'
import { readLegacyEnvelope, readLegacySignature, type LegacyLayer } from './legacy.ts'
import { createMemory } from './memory.ts'
import { readStatement } from './statement.ts'
import { verifyEntity } from './verification.ts'

/** A statement whose signature, certificate, log entry and timestamps verify. Whom to trust is the caller's decision. */
export interface VerifiedStatement {
  readonly predicateType: string
  readonly predicate: JsonValue
  /** sha256 subjects: the caller compares them with the digest it asked about. */
  readonly subjects: readonly Digest[]
  readonly claims: CertificateClaims
  /** The earliest verified time of the signature. */
  readonly signedAt: Date
  /** Decimal index of the entry in the transparency log; empty without a log. */
  readonly logIndex: string
  readonly statement: JsonValue
}

/** A legacy signature over an image digest that verifies. */
export interface VerifiedSignature {
  readonly digest: Digest
  /** What the signer added (`optional` of the simple signing payload). */
  readonly annotations: JsonValue
  readonly claims: CertificateClaims
  readonly signedAt: Date
  readonly logIndex: string
}

/** Verifies offline against one trusted root. All methods throw `bundle-invalid` or `signature-invalid` and nothing else. */
export interface Trust {
  verifyBundle(bundle: Uint8Array): VerifiedStatement
  /** One layer of a `.sig` manifest: simple signing payload and annotations. */
  verifyLegacySignature(layer: LegacyLayer): VerifiedSignature
  /** One layer of an `.att` manifest: DSSE envelope and annotations. */
  verifyLegacyEnvelope(layer: LegacyLayer): VerifiedStatement
}

/** The public root has about 20 KiB. */
const ROOT_LIMIT = 1024 * 1024

/**
 * Reads a `TrustedRoot` (sigstore/protobuf-specs, sigstore_trustroot.proto); throws `trusted-root-invalid`. One verified log
 * entry, certificate timestamp and signature time is required of what the root knows: an instance without a transparency log
 * (GitHub's own) has none to verify, and its timestamp authority must vouch for the time.
 */
export function readTrustedRoot(text: string): Trust {
  const verifier = verifierOf(parseRoot(text))
  const statements = createMemory<VerifiedStatement>()
  const signatures = createMemory<VerifiedSignature>()
  const verifyStatement = ({ bundle, certificate, payload }: ReadBundle): VerifiedStatement => {
    return { ...readStatement(payload), ...verifyEntity(verifier, bundle, certificate) }
  }
  return {
    verifyBundle: (bytes) =>
      statements(`bundle ${digestOf(bytes)}`, bytes.byteLength, () => verifyStatement(readBundle(bytes))),
    verifyLegacyEnvelope: (layer) =>
      statements(`layer ${keyOf(layer)}`, layer.payload.byteLength, () => verifyStatement(readLegacyEnvelope(layer))),
    verifyLegacySignature: (layer) =>
      signatures(keyOf(layer), layer.payload.byteLength, () => {
        const { bundle, certificate, digest, annotations } = readLegacySignature(layer)
        return { digest, annotations, ...verifyEntity(verifier, bundle, certificate, layer.payload) }
      }),
  }
}

function keyOf({ payload, annotations }: LegacyLayer): string {
  return `${digestOf(payload)} ${digestOf(JSON.stringify(annotations))}`
}

function parseRoot(text: string): TrustedRoot {
  try {
    return TrustedRoot.fromJSON(parseJson(text, { maxBytes: ROOT_LIMIT }))
  } catch (cause) {
    throw sigstoreError('trusted-root-invalid', {}, `the trusted root cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

function verifierOf(root: TrustedRoot): Verifier {
  const { certificateAuthorities, tlogs, ctlogs, timestampAuthorities } = root
  if (certificateAuthorities.length === 0 || tlogs.length + timestampAuthorities.length === 0) {
    throw sigstoreError(
      'trusted-root-invalid',
      {},
      'the trusted root names no certificate authority, or neither a log nor a timestamp authority',
    )
  }
  try {
    const material = toTrustMaterial(root)
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      certChain.forEach(encodeOnce)
    return new Verifier(material, {
      tlogThreshold: tlogs.length > 0 ? 1 : 0,
      ctlogThreshold: ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: 1,
    })
  } catch (cause) {
    throw sigstoreError('trusted-root-invalid', {}, `the trusted root has an unusable key: ${reasonOf(cause)}`, {
      cause,
    })
  }
}
