import {
  digestOf,
  parseImageReference,
  parseJson,
  systemClock,
  type Clock,
  type Digest,
  type ImageName,
  type JsonValue,
} from '@promo/core'
import { blobOf, OCI_CONFIG, OCI_MANIFEST, type Descriptor, type Manifest, type RegistryClient } from '@promo/registry'
import { BUNDLE_LIMIT, type LegacyLayer } from '@promo/sigstore'
import { evidenceError } from './errors.ts'

/** Media types of the layers under `.sig` and `.att` (cosign, pkg/types). */
export const LEGACY_LAYERS = {
  signature: 'application/vnd.dev.cosign.simplesigning.v1+json',
  attestation: 'application/vnd.dsse.envelope.v1+json',
} as const

/** cosign refuses a manifest with more (pkg/oci/remote). */
const LAYER_LIMIT = 1000
const CONFIG_LIMIT = 1024 * 1024
const ATTEMPTS = 5

/** What stands under a legacy tag; undefined when there is no such tag. */
export async function readTag(registry: RegistryClient, name: ImageName, tag: string): Promise<Manifest | undefined> {
  const found = await registry.resolve(parseImageReference(`${name}:${tag}`))
  return found === undefined ? undefined : registry.manifest(name, found.digest)
}

/** The blob of a layer, bounded; throws `evidence-too-large` before reading one that is too large. */
export async function readLayer(registry: RegistryClient, name: ImageName, layer: Descriptor): Promise<LegacyLayer> {
  if (layer.size > BUNDLE_LIMIT) {
    throw evidenceError(
      'evidence-too-large',
      { size: layer.size, limit: BUNDLE_LIMIT },
      `a layer has ${String(layer.size)} bytes`,
    )
  }
  const payload = await registry.readBlob(name, layer.digest, Math.max(layer.size, 1))
  return { payload, annotations: layer.annotations ?? {} }
}

/**
 * Adds one layer under a legacy tag, as cosign does: the manifest is read, appended to and put again. Another writer may come
 * between, so it is read back until the layer is there. Gives the manifest's digest; a layer that is there is not added twice.
 */
export async function appendLayer(
  ports: { readonly registry: RegistryClient; readonly clock?: Clock },
  name: ImageName,
  tag: string,
  layer: LegacyLayer & { readonly mediaType: string },
): Promise<Digest> {
  const { registry, clock = systemClock } = ports
  const descriptor = {
    mediaType: layer.mediaType,
    digest: digestOf(layer.payload),
    size: layer.payload.byteLength,
    annotations: layer.annotations,
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const present = await readTag(registry, name, tag)
    if (present !== undefined && holds(present, descriptor)) return present.digest
    await registry.putBlob(name, blobOf(layer.payload, descriptor.digest))
    await registry.putManifest(name, await extended(registry, name, present, descriptor), OCI_MANIFEST, tag)
    const stored = await readTag(registry, name, tag)
    if (stored !== undefined && holds(stored, descriptor)) return stored.digest
    await clock.sleep(250 * 2 ** attempt)
  }
  throw evidenceError(
    'evidence-not-stored',
    { name, tag, layer: descriptor.digest },
    `${name}:${tag} does not show the layer that was added`,
  )
}

function holds({ content }: Manifest, layer: Descriptor): boolean {
  if (content.kind !== 'image') return false
  const annotations = JSON.stringify(sorted(layer.annotations ?? {}))
  return content.layers.some(
    (each) => each.digest === layer.digest && JSON.stringify(sorted(each.annotations ?? {})) === annotations,
  )
}

function sorted(annotations: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The bytes of the manifest with one more layer; its members and layers stay as they are. */
async function extended(
  registry: RegistryClient,
  name: ImageName,
  present: Manifest | undefined,
  layer: Descriptor,
): Promise<Uint8Array> {
  const before =
    present === undefined ? NEW_MANIFEST : objectOf(parseJson(present.bytes, { maxBytes: present.bytes.byteLength }))
  const layers = listOf(before['layers'])
  if (layers.length >= LAYER_LIMIT) {
    throw evidenceError(
      'evidence-tag-full',
      { name, limit: LAYER_LIMIT },
      `the tag holds ${String(layers.length)} layers already`,
    )
  }
  const config = Buffer.from(JSON.stringify(await configWith(registry, name, present, layer.digest)))
  const digest = digestOf(config)
  await registry.putBlob(name, blobOf(config, digest))
  return Buffer.from(
    JSON.stringify({
      ...before,
      config: { mediaType: OCI_CONFIG, size: config.byteLength, digest },
      layers: [
        ...layers,
        { mediaType: layer.mediaType, size: layer.size, digest: layer.digest, annotations: layer.annotations },
      ],
    }),
  )
}

type JsonObject = { readonly [key: string]: JsonValue }

const NEW_MANIFEST: JsonObject = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: {}, layers: [] }

/** cosign's empty image config; it lists the layers as if they were a file system (pkg/oci/empty). */
const NEW_CONFIG: JsonObject = {
  architecture: '',
  created: '0001-01-01T00:00:00Z',
  history: [{ created: '0001-01-01T00:00:00Z' }],
  os: '',
  rootfs: { type: 'layers', diff_ids: [] },
  config: {},
}

async function configWith(
  registry: RegistryClient,
  name: ImageName,
  present: Manifest | undefined,
  layer: Digest,
): Promise<JsonObject> {
  const content = present?.content
  const before =
    content?.kind === 'image' && content.config.mediaType === OCI_CONFIG
      ? objectOf(parseJson(await registry.readBlob(name, content.config.digest, CONFIG_LIMIT)))
      : NEW_CONFIG
  const rootfs = objectOf(before['rootfs'] ?? null)
  return { ...before, rootfs: { type: 'layers', diff_ids: [...listOf(rootfs['diff_ids']), layer] } }
}

function objectOf(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {}
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value !== undefined && isList(value) ? value : []
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
