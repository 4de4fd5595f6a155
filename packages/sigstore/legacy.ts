import { createHash } from 'node:crypto'
import { BUNDLE_V01_MEDIA_TYPE, bundleFromJSON, type Bundle } from '@sigstore/bundle'
import { isDigest, parseJson, type Digest, type JsonValue } from '@promo/core'
import * as z from 'zod/mini'
import { assertMaterial, readDsse, type ReadBundle } from './bundle.ts'
import { derOf } from './certificate.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'
import { LEGACY_ANNOTATIONS, type Annotations } from './legacy-annotations.ts'
import { BUNDLE_LIMIT } from './statement.ts'

/** One layer under `.sig` or `.att`: its blob and its annotations. */
export interface LegacyLayer {
  readonly payload: Uint8Array
  readonly annotations: Annotations
}

export interface ReadSignature {
  readonly bundle: Bundle
  readonly digest: Digest
  readonly annotations: JsonValue
}

const logged = z.object({
  SignedEntryTimestamp: z.string(),
  Payload: z.object({
    body: z.string(),
    integratedTime: z.int(),
    logIndex: z.int(),
    logID: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
})

const timestamped = z.object({ SignedRFC3161Timestamp: z.string() })

const loggedBody = z.object({
  kind: z.string(),
  apiVersion: z.string(),
  spec: z.optional(z.object({ envelopeHash: z.optional(z.object({ value: z.string() })) })),
})

/** containers/image, docs/containers-signature.5.md; cosign compares nothing but digest and type. */
const simpleSigning = z.object({
  critical: z.object({
    image: z.object({ 'docker-manifest-digest': z.string() }),
    type: z.literal('cosign container image signature'),
  }),
  optional: z.optional(z.unknown()),
})

/** Longest annotation that is read: a chain of certificates and a log entry have a few KiB. */
const ANNOTATION_LIMIT = 256 * 1024

/** Reads an attestation layer as the bundle it was before version 0.2; throws `bundle-invalid`. */
export function readLegacyEnvelope(layer: LegacyLayer): ReadBundle {
  return reading('legacy attestation', () => {
    const material = materialOf(layer.annotations)
    const envelope = parseJson(layer.payload, { maxBytes: BUNDLE_LIMIT, maxDepth: 20 })
    const hash = material.body?.spec?.envelopeHash?.value
    if (material.body?.kind === 'dsse' && hash !== sha256(layer.payload).toString('hex')) {
      throw malformed('the envelope is not the one that was logged')
    }
    return readDsse(bundleFromJSON({ ...material.parts, dsseEnvelope: envelope }))
  })
}

/** Reads a signature layer over a simple signing payload; throws `bundle-invalid`. */
export function readLegacySignature(layer: LegacyLayer): ReadSignature {
  return reading('legacy signature', () => {
    const { parts } = materialOf(layer.annotations)
    const payload = simpleSigning.parse(parseJson(layer.payload, { maxBytes: ANNOTATION_LIMIT, maxDepth: 10 }))
    const digest = payload.critical.image['docker-manifest-digest']
    if (!isDigest(digest)) throw malformed('it names no sha256 digest')
    const signature = annotation(layer.annotations, LEGACY_ANNOTATIONS.signature)
    const messageDigest = { algorithm: 'SHA2_256', digest: sha256(layer.payload).toString('base64') }
    const bundle = bundleFromJSON({ ...parts, messageSignature: { messageDigest, signature } })
    assertMaterial(bundle)
    return { bundle, digest, annotations: (payload.optional ?? null) as JsonValue }
  })
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the ${what} cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

interface Material {
  /** A bundle without its content. */
  readonly parts: object
  /** Of the log entry; undefined when the signature is in no log. */
  readonly body: z.infer<typeof loggedBody> | undefined
}

function materialOf(annotations: Annotations): Material {
  const entry = entryOf(annotations)
  const parts = {
    mediaType: BUNDLE_V01_MEDIA_TYPE,
    verificationMaterial: {
      ...signerOf(annotations),
      tlogEntries: entry === undefined ? [] : [entry.logged],
      timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) },
    },
  }
  return { parts, body: entry?.body }
}

/** A layer without a certificate is signed with a key; cosign names it nowhere. */
function signerOf(annotations: Annotations): object {
  if (isAbsent(annotations, LEGACY_ANNOTATIONS.certificate)) return { publicKey: { hint: '' } }
  const certificate = derOf(annotation(annotations, LEGACY_ANNOTATIONS.certificate))
  return { x509CertificateChain: { certificates: [{ rawBytes: certificate.toString('base64') }] } }
}

function entryOf(
  annotations: Annotations,
): { readonly logged: object; readonly body: z.infer<typeof loggedBody> } | undefined {
  if (isAbsent(annotations, LEGACY_ANNOTATIONS.bundle)) return undefined
  const { SignedEntryTimestamp, Payload } = logged.parse(parseJson(annotation(annotations, LEGACY_ANNOTATIONS.bundle)))
  const body = loggedBody.parse(parseJson(Buffer.from(Payload.body, 'base64')))
  const entry = {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
    kindVersion: { kind: body.kind, version: body.apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  }
  return { logged: entry, body }
}

/** Of a signature. That of an attestation, known by its empty signature, is over the envelope and no part of a bundle. */
function timestampsOf(annotations: Annotations): readonly object[] {
  const isAttestation = isAbsent(annotations, LEGACY_ANNOTATIONS.signature)
  if (isAttestation || isAbsent(annotations, LEGACY_ANNOTATIONS.timestamp)) return []
  const text = annotation(annotations, LEGACY_ANNOTATIONS.timestamp)
  const { SignedRFC3161Timestamp } = timestamped.parse(parseJson(text, { maxBytes: ANNOTATION_LIMIT }))
  return [{ signedTimestamp: SignedRFC3161Timestamp }]
}

function isAbsent(annotations: Annotations, name: string): boolean {
  return (annotations[name] ?? '') === ''
}

function annotation(annotations: Annotations, name: string): string {
  const text = annotations[name]
  if (text === undefined || text.length > ANNOTATION_LIMIT)
    throw malformed(`its annotation ${name} is missing or too large`)
  return text
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
