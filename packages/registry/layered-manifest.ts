import { parseJson, type Digest, type JsonValue } from '@promo/core'
import { blobOf } from './blob-bytes.ts'
import type { Descriptor } from './descriptor.ts'
import { descriptorJson } from './fallback-index.ts'
import { isList, isObject, memberOf, type JsonObject } from './json-shape.ts'
import { MANIFEST_LIMIT, readManifest, type Manifest } from './manifest.ts'
import { OCI_CONFIG, OCI_MANIFEST } from './media-types.ts'
import type { BlobSource } from './uploads.ts'

/** An image manifest each of whose layers is a signature or an attestation (cosign, specs/SIGNATURE_SPEC.md, "Storage"). */
export interface LayeredManifest {
  readonly manifest: Manifest
  /** The configuration it names, which has to be there first. */
  readonly config: BlobSource & { readonly digest: Digest }
}

/** cosign's empty image; it lists its layers as if they were a file system (cosign, pkg/oci/empty). */
const NEW_MANIFEST: JsonObject = { schemaVersion: 2, mediaType: OCI_MANIFEST }
const NEW_CONFIG: JsonObject = {
  architecture: '',
  created: '0001-01-01T00:00:00Z',
  history: [{ created: '0001-01-01T00:00:00Z' }],
  os: '',
  rootfs: { type: 'layers', diff_ids: [] },
  config: {},
}

/** The layers as a manifest has them, or as it would have these. */
export function layersOf(source: Manifest | readonly Descriptor[]): readonly JsonObject[] {
  if (!('bytes' in source)) return source.map(descriptorJson)
  return listOf(objectOf(source.bytes), 'layers').filter(isObject)
}

/** Of these layers those that the manifest lacks: a layer is its digest and its annotations. */
export function missingLayers(present: Manifest, layers: readonly JsonObject[]): readonly JsonObject[] {
  const known = new Set(layersOf(present).map(identityOf))
  return layers.filter((layer) => !known.has(identityOf(layer)))
}

/** A manifest of these layers alone. */
export function layeredManifest(layers: readonly JsonObject[]): LayeredManifest {
  return extended(NEW_MANIFEST, { mediaType: OCI_CONFIG, content: NEW_CONFIG }, layers)
}

/** The manifest with more layers; its members, its layers and the rest of its configuration stay as they were written. */
export function appended(present: Manifest, config: Uint8Array, layers: readonly JsonObject[]): LayeredManifest {
  const mediaType = present.content.kind === 'image' ? present.content.config.mediaType : OCI_CONFIG
  return extended(objectOf(present.bytes), { mediaType, content: objectOf(config) }, layers)
}

interface Config {
  readonly mediaType: string
  readonly content: JsonObject
}

function extended(before: JsonObject, { mediaType, content }: Config, layers: readonly JsonObject[]): LayeredManifest {
  const config = blobOf(encode(withDiffIds(content, layers)))
  const { digest, size } = config
  const joined = [...listOf(before, 'layers'), ...layers]
  const bytes = encode({ ...before, config: { mediaType, digest, size }, layers: joined })
  const type = memberOf(before, 'mediaType')
  return { manifest: readManifest(bytes, typeof type === 'string' ? type : OCI_MANIFEST), config }
}

/** An image config lists the uncompressed hash of each layer (image-spec, config.md, `rootfs`); these are not compressed. */
function withDiffIds(config: JsonObject, layers: readonly JsonObject[]): JsonObject {
  const rootfs = memberOf(config, 'rootfs')
  const own = isObject(rootfs) ? rootfs : { type: 'layers' }
  const digests = layers.map((layer) => memberOf(layer, 'digest') ?? null)
  return { ...config, rootfs: { ...own, diff_ids: [...listOf(own, 'diff_ids'), ...digests] } }
}

function identityOf(layer: JsonObject): string {
  const annotations = memberOf(layer, 'annotations')
  const sorted = Object.entries(isObject(annotations) ? annotations : {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([memberOf(layer, 'digest'), sorted])
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
