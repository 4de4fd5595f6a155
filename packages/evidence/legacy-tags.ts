import { digestOf, parseImageReference, type Digest, type ImageName } from '@promo/core'
import { blobOf, type Descriptor, type Manifest, type RegistryClient } from '@promo/registry'
import { BUNDLE_LIMIT, type LegacyLayer } from '@promo/sigstore'
import { evidenceError } from './errors.ts'

/** Media types of the layers under `.sig` and `.att` (cosign, pkg/types). */
export const LEGACY_LAYERS = {
  signature: 'application/vnd.dev.cosign.simplesigning.v1+json',
  attestation: 'application/vnd.dsse.envelope.v1+json',
} as const

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

/** Adds one layer under a legacy tag and gives the manifest's digest; a layer that is there is not added twice. */
export async function appendLayer(
  registry: RegistryClient,
  name: ImageName,
  tag: string,
  { payload, annotations, mediaType }: LegacyLayer & { readonly mediaType: string },
): Promise<Digest> {
  const digest = digestOf(payload)
  await registry.putBlob(name, blobOf(payload, digest))
  const layer = { mediaType, digest, size: payload.byteLength, annotations }
  return (await registry.appendLayers(name, tag, [layer])).manifest
}
