import { createHash, createPublicKey } from 'node:crypto'
import { REKOR_TILES_HOST } from './rekor-tiles.ts'

/** DER of everything a verifier of this instance has to know. */
export interface PublicMaterial {
  readonly fulcioRoot: ArrayBufferView
  readonly logKey: ArrayBufferView
  /** Of the Rekor v2 log. */
  readonly tilesKey: ArrayBufferView
  readonly certificateLogKey: ArrayBufferView
  /** Signing certificate first. */
  readonly timestampChain: readonly ArrayBufferView[]
}

const VALID_FOR = { start: '2020-01-01T00:00:00Z' }

/** The instance's `TrustedRoot` as JSON (sigstore/protobuf-specs, sigstore_trustroot.proto), each log under its own URL and key. */
export function trustedRootOf(material: PublicMaterial): string {
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [
      logInstance('https://rekor.sigstore.dev', material.logKey),
      logInstance(`https://${REKOR_TILES_HOST}`, material.tilesKey),
    ],
    certificateAuthorities: [authority('https://fulcio.sigstore.dev', 'sigstore', [material.fulcioRoot])],
    ctlogs: [logInstance('https://ctfe.sigstore.dev/2022', material.certificateLogKey)],
    timestampAuthorities: [
      authority('https://timestamp.sigstore.dev/api/v1/timestamp', 'tsa', material.timestampChain),
    ],
  }
  return `${JSON.stringify(root, null, 2)}\n`
}

/** A log as a trusted root names it, by its SubjectPublicKeyInfo (DER). */
export function logInstance(baseUrl: string, key: ArrayBufferView): LogInstance {
  const { asymmetricKeyType } = createPublicKey({ key: bytes(key), format: 'der', type: 'spki' })
  const keyDetails = asymmetricKeyType === 'ed25519' ? 'PKIX_ED25519' : 'PKIX_ECDSA_P256_SHA_256'
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(key), keyDetails, validFor: VALID_FOR },
    logId: { keyId: createHash('sha256').update(bytes(key)).digest('base64') },
  }
}

export type LogInstance = Readonly<Record<'baseUrl' | 'hashAlgorithm' | 'publicKey' | 'logId', unknown>>

/** An authority as a trusted root names it; the chain begins with the certificate that signs. */
export function authority(uri: string, commonName: string, chain: readonly ArrayBufferView[]): unknown {
  return {
    subject: { organization: 'sigstore.mock', commonName },
    uri,
    certChain: { certificates: chain.map((certificate) => ({ rawBytes: base64(certificate) })) },
    validFor: VALID_FOR,
  }
}

function bytes(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}

function base64(view: ArrayBufferView): string {
  return bytes(view).toString('base64')
}
