import { digestOf, parseJson, type Digest, type JsonValue } from '@promo/core'
import { readAnnotations, readDescriptor, type Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'
import { DOCKER_LIST, manifestKind, OCI_INDEX, OCI_MANIFEST } from './media-types.ts'

interface CommonContent {
  readonly subject?: Descriptor
  readonly artifactType?: string
  readonly annotations: Readonly<Record<string, string>>
}

/** OCI image-spec, image-index.md; also Docker's manifest list. */
export interface IndexContent extends CommonContent {
  readonly kind: 'index'
  readonly manifests: readonly Descriptor[]
}

/** OCI image-spec, manifest.md; also Docker's schema 2 manifest. An artifact is an image manifest too. */
export interface ImageContent extends CommonContent {
  readonly kind: 'image'
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

export type ManifestContent = IndexContent | ImageContent

/** A manifest as it was read: `bytes` are what the digest names and what a copy sends on. */
export interface Manifest {
  readonly digest: Digest
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly content: ManifestContent
}

/** OCI distribution-spec, "Pushing Manifests": registries should accept 4 MiB; distribution and containerd refuse more. */
export const MANIFEST_LIMIT = 4 * 1024 * 1024
/** cosign writes at most 1000 layers into one `.sig` manifest (pkg/oci/remote). */
const DESCRIPTOR_LIMIT = 2000

/**
 * Reads a manifest from bytes. `declared` is the media type its source gave (Content-Type or descriptor).
 * A document that two readers could take for different things is refused (GHSA-qq97-vm5h-rrhg).
 * Throws `manifest-invalid`.
 */
export function readManifest(bytes: Uint8Array, declared: string | undefined): Manifest {
  const object = readObject(bytes)
  const mediaType = mediaTypeOf(object, declared)
  return { digest: digestOf(bytes), mediaType, bytes, content: readContent(object, mediaType) }
}

/** The descriptor that names this manifest. */
export function describeManifest(manifest: Manifest): Descriptor {
  const { artifactType } = manifest.content
  return {
    mediaType: manifest.mediaType,
    digest: manifest.digest,
    size: manifest.bytes.byteLength,
    ...(artifactType === undefined ? {} : { artifactType }),
  }
}

function readObject(bytes: Uint8Array): JsonObject {
  let value: JsonValue
  try {
    value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT, maxDepth: 16 })
  } catch (cause) {
    throw registryError('manifest-invalid', {}, 'the manifest is not JSON that promo reads', { cause })
  }
  if (!isObject(value)) throw invalid('it is not an object')
  if (memberOf(value, 'schemaVersion') !== 2) throw invalid('its schemaVersion is not 2')
  return value
}

function mediaTypeOf(object: JsonObject, declared: string | undefined): string {
  const own = textOf(object, 'mediaType')
  const named = declared !== undefined && manifestKind(declared) !== undefined ? declared : undefined
  if (own !== undefined && named !== undefined && own !== named)
    throw invalid(`it says ${own}, its source says ${named}`)
  const mediaType = own ?? named ?? shapeOf(object)
  if (manifestKind(mediaType) === undefined) throw invalid(`media type ${mediaType} is not supported`)
  return mediaType
}

/** OCI allows `mediaType` to be absent; then only the members tell. */
function shapeOf(object: JsonObject): string {
  return Object.hasOwn(object, 'manifests') ? OCI_INDEX : OCI_MANIFEST
}

function readContent(object: JsonObject, mediaType: string): ManifestContent {
  const isIndex = mediaType === OCI_INDEX || mediaType === DOCKER_LIST
  const foreign = isIndex ? ['config', 'layers', 'fsLayers'] : ['manifests', 'fsLayers']
  const strange = foreign.find((key) => Object.hasOwn(object, key))
  if (strange !== undefined) throw invalid(`${mediaType} must not have \`${strange}\``)
  const common = readCommon(object)
  if (isIndex) return { kind: 'index', manifests: descriptors(object, 'manifests'), ...common }
  return {
    kind: 'image',
    config: readDescriptor(memberOf(object, 'config'), 'config'),
    layers: descriptors(object, 'layers'),
    ...common,
  }
}

function readCommon(object: JsonObject): CommonContent {
  const subject = memberOf(object, 'subject')
  const artifactType = textOf(object, 'artifactType')
  return {
    annotations: readAnnotations(memberOf(object, 'annotations')) ?? {},
    ...(subject === undefined || subject === null ? {} : { subject: readDescriptor(subject, 'subject') }),
    ...(artifactType === undefined ? {} : { artifactType }),
  }
}

function descriptors(object: JsonObject, key: string): readonly Descriptor[] {
  const list = memberOf(object, key) ?? []
  if (!isList(list)) throw invalid(`\`${key}\` is not a list`)
  if (list.length > DESCRIPTOR_LIMIT) throw invalid(`\`${key}\` has more than ${DESCRIPTOR_LIMIT} entries`)
  return list.map((entry, index) => readDescriptor(entry, `${key}[${index}]`))
}

function invalid(why: string): Error {
  return registryError('manifest-invalid', {}, `not a manifest that promo reads: ${why}`)
}
