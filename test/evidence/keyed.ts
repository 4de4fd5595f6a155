import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import type { HttpClient } from '@promo/http'
import { IN_TOTO_PAYLOAD } from '@promo/sigstore'
import type { RegistryClient } from '@promo/registry'
import { statementAbout } from '../sigstore/signing.ts'

/** A signing key that stands in no certificate, as `cosign generate-key-pair` makes it. */
export interface SigningKey {
  readonly privateKey: KeyObject
  /** PEM text. */
  readonly publicKey: string
}

export function aKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const TIMESTAMPS = 'https://timestamp.sigstore.dev/api/v1/timestamp'

/** Signs the image as `cosign sign --key` does without a log, and attaches it. `authority`: asked for a timestamp; without one nobody vouches for a time. */
export async function signWithKey(
  image: PinnedImage,
  { privateKey, publicKey }: SigningKey,
  registry: RegistryClient,
  authority?: HttpClient,
): Promise<void> {
  const payload = Buffer.from(statementAbout(image.digest, {}, PREDICATE_TYPES.signature))
  const encoded = `DSSEv1 ${IN_TOTO_PAYLOAD.length} ${IN_TOTO_PAYLOAD} ${payload.byteLength} ${payload.toString()}`
  const signature = sign('sha256', Buffer.from(encoded), privateKey)
  const rfc3161Timestamps = authority === undefined ? [] : [{ signedTimestamp: await timestamp(signature, authority) }]
  const bundle = {
    mediaType: BUNDLE,
    verificationMaterial: {
      publicKey: { hint: createHash('sha256').update(publicKey).digest('base64') },
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps },
    },
    dsseEnvelope: {
      payloadType: IN_TOTO_PAYLOAD,
      payload: payload.toString('base64'),
      signatures: [{ sig: signature.toString('base64') }],
    },
  }
  const subject = await registry.resolve(image)
  if (subject === undefined) throw new Error('no image')
  await registry.attach(image.name, subject, {
    artifactType: BUNDLE,
    payload: Buffer.from(JSON.stringify(bundle)),
    annotations: { 'dev.sigstore.bundle.predicateType': PREDICATE_TYPES.signature },
  })
}

async function timestamp(signature: Buffer, http: HttpClient): Promise<string> {
  const artifactHash = createHash('sha256').update(signature).digest('base64')
  const { status, body } = await http.request({
    method: 'POST',
    url: TIMESTAMPS,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' })),
  })
  if (status !== 201 && status !== 200) throw new Error(`no timestamp: ${String(status)}`)
  return Buffer.from(body).toString('base64')
}
