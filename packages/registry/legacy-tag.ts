import { digestOf, parseImageReference, parseJson, type JsonValue } from '@promo/core'
import { blobOf } from './blob-bytes.ts'
import type { EvidenceCopy } from './copy-evidence.ts'
import type { Descriptor } from './descriptor.ts'
import { isList, isObject, memberOf, type JsonObject } from './json-shape.ts'
import { MANIFEST_LIMIT, type Manifest } from './manifest.ts'

const CONFIG_LIMIT = 4 * 1024 * 1024

/**
 * Copies one `.sig`, `.att` or `.sbom` tag. Where the destination has another manifest under it, the layers are joined, as
 * cosign does when it adds a signature: evidence is added, never replaced.
 */
export async function copyLegacyTag(copy: EvidenceCopy, source: Descriptor, tag: string): Promise<void> {
  const { client, to, copier } = copy
  const [incoming] = await copier.copy(source)
  const present = await client.resolve(parseImageReference(`${to}:${tag}`))
  if (incoming === undefined || present?.digest === incoming.digest) return
  const joined =
    present === undefined ? incoming.bytes : await joinLayers(copy, await client.manifest(to, present.digest), incoming)
  await client.putManifest(to, joined, incoming.mediaType, tag)
  copier.addReferrers(1)
}

/** The layers of `incoming` that `present` lacks are appended; other members stay as the destination has them. */
async function joinLayers({ client, to }: EvidenceCopy, present: Manifest, incoming: Manifest): Promise<Uint8Array> {
  if (present.content.kind !== 'image') return present.bytes
  const before = objectOf(present.bytes)
  const layers = listOf(before, 'layers')
  const known = new Set(layers.map((layer) => JSON.stringify(layer)))
  const added = listOf(objectOf(incoming.bytes), 'layers').filter((layer) => !known.has(JSON.stringify(layer)))
  if (added.length === 0) return present.bytes
  const config = objectOf(await client.readBlob(to, present.content.config.digest, CONFIG_LIMIT))
  const bytes = encode(withLayers(config, added))
  const digest = digestOf(bytes)
  await client.putBlob(to, blobOf(bytes, digest))
  const { mediaType } = present.content.config
  return encode({ ...before, config: { mediaType, digest, size: bytes.byteLength }, layers: [...layers, ...added] })
}

/** An image config lists the uncompressed hash of each layer (image-spec, config.md, `rootfs`); these layers are not compressed. */
function withLayers(config: JsonObject, added: readonly JsonValue[]): JsonObject {
  const rootfs = memberOf(config, 'rootfs')
  const own = isObject(rootfs) ? rootfs : { type: 'layers' }
  const digests = added.flatMap((layer) => (isObject(layer) ? [memberOf(layer, 'digest') ?? null] : []))
  return { ...config, rootfs: { ...own, diff_ids: [...listOf(own, 'diff_ids'), ...digests] } }
}

function objectOf(bytes: Uint8Array): JsonObject {
  const value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT })
  return isObject(value) ? value : {}
}

function listOf(object: JsonObject, key: string): readonly JsonValue[] {
  const value = memberOf(object, key)
  return isList(value) ? value : []
}

function encode(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
