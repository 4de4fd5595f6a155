import { parseJson, type Digest, type ImageName, type JsonValue } from '@promo/core'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { fallbackTag } from './evidence-tags.ts'
import { isList, isObject, memberOf, type JsonObject } from './json-shape.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { getManifest } from './manifests.ts'
import { OCI_INDEX } from './media-types.ts'
import type { Session } from './session.ts'

/** The index at the fallback tag. */
export interface FallbackIndex {
  readonly manifest: Manifest
  readonly entries: readonly Descriptor[]
  readonly etag: string | null
}

/**
 * Reads the fallback tag of a subject; undefined when there is none. GitLab resolves the tag `sha256-<hex>` to the subject
 * itself (oras-go#1396): that is no list. Anything else that is not an OCI index holds no list either, Docker's manifest
 * list included, and is not overwritten by writers (`forWriting` throws `referrers-invalid`).
 */
export async function readFallback(
  session: Session,
  name: ImageName,
  subject: Digest,
  forWriting = false,
): Promise<FallbackIndex | undefined> {
  const found = await getManifest(session, name, { tag: fallbackTag(subject) })
  if (found === undefined || found.manifest.digest === subject) return undefined
  const { manifest, etag } = found
  if (manifest.content.kind === 'index' && manifest.mediaType === OCI_INDEX)
    return { manifest, entries: manifest.content.manifests, etag }
  const what = `${name}:${fallbackTag(subject)} is not an OCI index`
  if (forWriting) throw registryError('referrers-invalid', { name, subject }, what)
  session.log(`${what}: it lists no referrers`)
  return undefined
}

/**
 * The index with these entries added and those that are `gone` left out, as bytes to put; undefined when it is so already.
 * Entries of others stay as they were written, member for member. Idempotent, and independent of the order of writers.
 */
export function mergeIntoIndex(
  current: Uint8Array | undefined,
  added: readonly Descriptor[],
  gone: ReadonlySet<unknown> = new Set(),
): Manifest | undefined {
  const before = current === undefined ? {} : readIndex(current)
  const list = memberOf(before, 'manifests')
  const entries = isList(list) ? list : []
  const kept = entries.filter((entry) => !gone.has(digestMember(entry)))
  const known = new Set(kept.map(digestMember))
  const distinct = new Map(added.map((descriptor) => [descriptor.digest, descriptor]))
  const missing = [...distinct.values()].filter(({ digest }) => !known.has(digest) && !gone.has(digest))
  if (missing.length === 0 && kept.length === entries.length && current !== undefined) return undefined
  const manifests = [...kept, ...missing.map(descriptorJson)]
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, ...before, manifests }
  return readManifest(new TextEncoder().encode(JSON.stringify(index)), OCI_INDEX)
}

function digestMember(entry: JsonValue): JsonValue | undefined {
  return isObject(entry) ? memberOf(entry, 'digest') : undefined
}

/** The JSON of a descriptor with its members in the order of the specification. */
export function descriptorJson(descriptor: Descriptor): JsonObject {
  const { mediaType, digest, size, artifactType, platform, annotations } = descriptor
  return {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(platform === undefined ? {} : { platform: platformJson(platform) }),
    ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
  }
}

function platformJson({ osVersion, ...rest }: NonNullable<Descriptor['platform']>): JsonObject {
  return { ...rest, ...(osVersion === undefined ? {} : { 'os.version': osVersion }) }
}

function readIndex(bytes: Uint8Array): JsonObject {
  const value: JsonValue = parseJson(bytes, { maxBytes: bytes.byteLength, maxDepth: 16 })
  return isObject(value) ? value : {}
}
