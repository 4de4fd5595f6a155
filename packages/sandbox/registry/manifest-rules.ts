import { parseJson, type JsonValue } from '@promo/core'
import type { SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import { isContentDigest, type ContentDigest } from './content-digest.ts'
import type { Store } from './store.ts'

/** What the registry reads of a manifest. */
export interface ManifestFacts {
  readonly subject: ContentDigest | undefined
  readonly artifactType: string | undefined
  readonly annotations: JsonValue | undefined
}

interface JsonObject {
  readonly [key: string]: JsonValue
}

/** OCI distribution-spec, "Pushing Manifests": 4 MiB and more should be accepted; larger ones get 413. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024

const MEDIA_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

/**
 * Checks a manifest before it is stored: JSON, one known media type, and every blob and manifest it needs present
 * ("Pushing Manifests": MANIFEST_BLOB_UNKNOWN); what was `collected` is not. The subject need not be there ("Pushing Manifests with Subject").
 */
export function checkManifest(
  bytes: Uint8Array,
  contentType: string,
  repository: string,
  store: Store,
  collected: ReadonlySet<string>,
): SandboxResponse | undefined {
  const manifest = objectOf(bytes)
  if (manifest === undefined) return errorAnswer(400, 'MANIFEST_INVALID', 'manifest is not a JSON object')
  if (!MEDIA_TYPES.includes(contentType))
    return errorAnswer(400, 'MANIFEST_INVALID', `unknown media type ${contentType}`)
  const own = manifest['mediaType']
  if (own !== undefined && own !== contentType)
    return errorAnswer(400, 'MANIFEST_INVALID', 'mediaType differs from Content-Type')
  const owned = store.repositories.get(repository)
  const isCollected = (digest: ContentDigest): boolean => collected.has(`${repository}@${digest}`)
  const hasBlob = (digest: ContentDigest): boolean => owned?.blobs.has(digest) === true && !isCollected(digest)
  const hasChild = (digest: ContentDigest): boolean =>
    hasBlob(digest) || (owned?.manifests.has(digest) === true && !isCollected(digest))
  const missingBlob = [manifest['config'], ...listOf(manifest['layers'])]
    .filter((entry) => entry !== undefined && !isForeign(entry))
    .some((entry) => !hasDigest(entry, hasBlob))
  const missingChild = listOf(manifest['manifests']).some((entry) => !hasDigest(entry, hasChild))
  if (!missingBlob && !missingChild) return undefined
  return errorAnswer(400, 'MANIFEST_BLOB_UNKNOWN', 'the manifest references content that is unknown to the registry')
}

/** Artifact type as the referrers API lists it: the manifest's own, else the media type of its config. */
export function factsOf(bytes: Uint8Array): ManifestFacts {
  const facts = known.get(bytes) ?? readFacts(bytes)
  known.set(bytes, facts)
  return facts
}

/** A listing looks at every manifest of the repository; the bytes of one never change. */
const known = new WeakMap<Uint8Array, ManifestFacts>()

function readFacts(bytes: Uint8Array): ManifestFacts {
  const manifest = objectOf(bytes) ?? {}
  const subject = asObject(manifest['subject'])?.['digest']
  const type = manifest['artifactType'] ?? asObject(manifest['config'])?.['mediaType']
  return {
    subject: isContentDigest(subject) ? subject : undefined,
    artifactType: typeof type === 'string' && type !== '' ? type : undefined,
    annotations: manifest['annotations'],
  }
}

function objectOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    return asObject(parseJson(bytes, { maxBytes: MANIFEST_LIMIT }))
  } catch {
    return undefined
  }
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value !== undefined && isList(value) ? value : []
}

/** Layers that live elsewhere (image-spec, descriptor.md, `urls`). */
function isForeign(value: JsonValue): boolean {
  return listOf(asObject(value)?.['urls']).length > 0
}

function hasDigest(value: JsonValue | undefined, known: (digest: ContentDigest) => boolean): boolean {
  const digest = asObject(value)?.['digest']
  return isContentDigest(digest) && known(digest)
}
