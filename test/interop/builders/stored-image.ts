import { gunzipSync } from 'node:zlib'
import type { Digest } from '@promo/core'
import type { BuildScene } from './scene.ts'

const LIMIT = 64 * 1024 * 1024

/** Everything that a registry holds of an image: manifests, configs, attestations and layers, the latter unpacked. */
export async function everythingOf(scene: BuildScene, repository: string, digest: Digest): Promise<Buffer> {
  const image = scene.image(repository)
  const { bytes, content } = await scene.client.manifest(image, digest)
  const parts: Uint8Array[] = [bytes]
  if (content.kind === 'index')
    for (const child of content.manifests) parts.push(await everythingOf(scene, repository, child.digest))
  else
    for (const blob of [content.config, ...content.layers])
      parts.push(unpackedBlob(await scene.client.readBlob(image, blob.digest, LIMIT)))
  return Buffer.concat(parts)
}

/** Of gzip (RFC 1952, 2.3.1), or as it is. */
export function unpackedBlob(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
}
