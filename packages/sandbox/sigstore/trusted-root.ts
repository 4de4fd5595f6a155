import { createHash } from 'node:crypto'
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
    tlogs: [log('https://rekor.sigstore.dev', material.logKey), log(`https://${REKOR_TILES_HOST}`, material.tilesKey)],
    certificateAuthorities: [authority('https://fulcio.sigstore.dev', 'sigstore', [material.fulcioRoot])],
    ctlogs: [log('https://ctfe.sigstore.dev/2022', material.certificateLogKey)],
    timestampAuthorities: [
      authority('https://timestamp.sigstore.dev/api/v1/timestamp', 'tsa', material.timestampChain),
    ],
  }
  return `${JSON.stringify(root, null, 2)}\n`
}

function log(baseUrl: string, key: ArrayBufferView): unknown {
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(key), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: VALID_FOR },
    logId: { keyId: createHash('sha256').update(bytes(key)).digest('base64') },
  }
}

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
