import { digestOf, type Digest, type JsonValue } from '@promo/core'
import type { TrustMaterial } from '@sigstore/verify'
import { readBundle, type ReadBundle } from './bundle.ts'
import { readLegacyEnvelope, readLegacySignature, type LegacyLayer } from './legacy.ts'
import { createMemory } from './memory.ts'
import type { AcceptedKeys } from './public-key.ts'
import { isSignatureOf } from './signature-check.ts'
import { envelopeContent, messageContent } from './signed-content.ts'
import { readStatement, type Statement } from './statement.ts'
import { readTrustMaterial } from './trusted-root.ts'
import { verifySigned, type CertifiedSignature, type VerifiedSigning } from './verification.ts'

/** A statement whose signature, log entry and timestamps verify. Whom to trust is the caller's decision. */
export type VerifiedStatement = Statement & VerifiedSigning
/** The same, certainly by a certificate: no keys were accepted. */
export type CertifiedStatement = Statement & CertifiedSignature

interface ImageSignature {
  readonly digest: Digest
  /** What the signer added (`optional` of the simple signing payload). */
  readonly annotations: JsonValue
}

/** A legacy signature over an image digest that verifies. */
export type VerifiedSignature = ImageSignature & VerifiedSigning
export type CertifiedImageSignature = ImageSignature & CertifiedSignature

/**
 * Verifies offline against one trusted root. All methods throw `bundle-invalid` or `signature-invalid` and nothing else.
 * Signatures by a bare key verify only with the `keys` that the caller accepts; without any, all are by certificates.
 */
export interface Trust {
  /** A bundle in a registry: version 0.3 over an in-toto statement. */
  verifyBundle(bundle: Uint8Array): CertifiedStatement
  verifyBundle(bundle: Uint8Array, keys: AcceptedKeys | undefined): VerifiedStatement
  /** One layer of a `.sig` manifest: simple signing payload and annotations. */
  verifyLegacySignature(layer: LegacyLayer): CertifiedImageSignature
  verifyLegacySignature(layer: LegacyLayer, keys: AcceptedKeys | undefined): VerifiedSignature
  /** One layer of an `.att` manifest: DSSE envelope and annotations. */
  verifyLegacyEnvelope(layer: LegacyLayer): CertifiedStatement
  verifyLegacyEnvelope(layer: LegacyLayer, keys: AcceptedKeys | undefined): VerifiedStatement
}

/** Reads a `TrustedRoot`: JSON of sigstore/protobuf-specs, sigstore_trustroot.proto. Throws `trusted-root-invalid`. */
export function readTrustedRoot(text: string): Trust {
  return new RootedTrust(readTrustMaterial(text))
}

/** A class for its overloads: they say what follows from accepting no keys. */
class RootedTrust implements Trust {
  readonly #material: TrustMaterial
  readonly #statements = createMemory<VerifiedStatement>()
  readonly #signatures = createMemory<VerifiedSignature>()

  constructor(material: TrustMaterial) {
    this.#material = material
  }

  verifyBundle(bytes: Uint8Array): CertifiedStatement
  verifyBundle(bytes: Uint8Array, keys: AcceptedKeys | undefined): VerifiedStatement
  verifyBundle(bytes: Uint8Array, keys?: AcceptedKeys): VerifiedStatement {
    return this.#statements(`bundle ${digestOf(bytes)} ${nameOfKeys(keys)}`, bytes.byteLength, () =>
      verifyStatement(this.#material, readBundle(bytes), keys),
    )
  }

  verifyLegacyEnvelope(layer: LegacyLayer): CertifiedStatement
  verifyLegacyEnvelope(layer: LegacyLayer, keys: AcceptedKeys | undefined): VerifiedStatement
  verifyLegacyEnvelope(layer: LegacyLayer, keys?: AcceptedKeys): VerifiedStatement {
    return this.#statements(`layer ${nameOfLayer(layer)} ${nameOfKeys(keys)}`, layer.payload.byteLength, () =>
      verifyStatement(this.#material, readLegacyEnvelope(layer), keys),
    )
  }

  verifyLegacySignature(layer: LegacyLayer): CertifiedImageSignature
  verifyLegacySignature(layer: LegacyLayer, keys: AcceptedKeys | undefined): VerifiedSignature
  verifyLegacySignature(layer: LegacyLayer, keys?: AcceptedKeys): VerifiedSignature {
    return this.#signatures(`${nameOfLayer(layer)} ${nameOfKeys(keys)}`, layer.payload.byteLength, () =>
      verifyImageSignature(this.#material, layer, keys),
    )
  }
}

/** Verifies a statement that was read. Throws `bundle-invalid` or `signature-invalid`. */
export function verifyStatement(material: TrustMaterial, read: ReadBundle, keys?: AcceptedKeys): VerifiedStatement {
  return { ...readStatement(read.payload), ...verifySigned(material, read.bundle, envelopeContent(read), keys) }
}

function verifyImageSignature(material: TrustMaterial, layer: LegacyLayer, keys?: AcceptedKeys): VerifiedSignature {
  const { bundle, digest, annotations } = readLegacySignature(layer)
  const content = messageContent(bundle, (key, signature) => isSignatureOf(key, signature, layer.payload))
  return { digest, annotations, ...verifySigned(material, bundle, content, keys) }
}

function nameOfLayer({ payload, annotations }: LegacyLayer): string {
  return `${digestOf(payload)} ${digestOf(JSON.stringify(annotations))}`
}

function nameOfKeys(accepted: AcceptedKeys | undefined): string {
  if (accepted === undefined) return ''
  return `${String(accepted.unlogged === true)} ${accepted.keys.map(({ keyId }) => keyId).join(' ')}`
}
