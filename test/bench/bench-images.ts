import type { Digest, ImageName } from '@promo/core'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, type RegistryClient } from '@promo/registry'
import { anImage, bytesOf, pointer, pushBlob, pushImage } from '@promo/registry/testing'
import { createHash } from 'node:crypto'

/** Signature, SBOM and provenance. */
const EVIDENCE = ['sign', 'sbom', 'provenance']
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const MEGABYTE = 1024 * 1024

/** A small image with evidence. */
export async function pushSealed(client: RegistryClient, name: ImageName, text: string): Promise<Digest> {
  const image = anImage(text)
  await pushImage(client, name, image)
  await seal(client, name, image.descriptor, text)
  return image.descriptor.digest
}

/** Two platforms with a layer of so many megabytes each, and evidence beside the index. */
export async function pushSealedIndex(client: RegistryClient, name: ImageName, megabytes: number): Promise<Digest> {
  const manifests = []
  for (const architecture of ['amd64', 'arm64']) {
    const digest = await pushLarge(client, name, megabytes, architecture)
    const { bytes, mediaType } = await client.manifest(name, digest)
    manifests.push({ ...pointer(mediaType, bytes), platform: { os: 'linux', architecture } })
  }
  const index = bytesOf(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }))
  await client.putManifest(name, index, OCI_INDEX)
  const descriptor = pointer(OCI_INDEX, index)
  await seal(client, name, descriptor, 'index')
  return descriptor.digest
}

/** One platform with a layer of so many megabytes, and evidence. */
export async function pushSealedLarge(client: RegistryClient, name: ImageName, megabytes: number): Promise<Digest> {
  const digest = await pushLarge(client, name, megabytes)
  const { bytes, mediaType } = await client.manifest(name, digest)
  await seal(client, name, pointer(mediaType, bytes), 'single')
  return digest
}

/** An image with one layer of so many megabytes, other ones for each architecture. */
export async function pushLarge(
  client: RegistryClient,
  name: ImageName,
  megabytes: number,
  architecture = 'amd64',
): Promise<Digest> {
  const parts = layerOf(Buffer.alloc(MEGABYTE, architecture), megabytes)
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  const digest = `sha256:${hash.digest('hex')}` as Digest
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0)
  const config = bytesOf(JSON.stringify({ os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: [digest] } }))
  await pushBlob(client, name, config)
  await client.putBlob(name, { digest, size, open: () => inTurn(parts) })
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size }
  const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: pointer(OCI_CONFIG, config), layers: [layer] }
  return client.putManifest(name, bytesOf(JSON.stringify(manifest)), OCI_MANIFEST)
}

async function seal(
  client: RegistryClient,
  name: ImageName,
  subject: ReturnType<typeof pointer>,
  text: string,
): Promise<void> {
  for (const kind of EVIDENCE) {
    const payload = bytesOf(JSON.stringify({ kind, text, padding: 'x'.repeat(5000) }))
    await client.attach(name, subject, { artifactType: BUNDLE, payload, annotations: {} })
  }
}

/** A tar of one file, in parts: docker unpacks what it pulls. */
function layerOf(part: Uint8Array, times: number): readonly Uint8Array[] {
  return [tarHeader(part.byteLength * times), ...Array.from({ length: times }, () => part), Buffer.alloc(1024)]
}

/** POSIX.1-2024, pax, "ustar Interchange Format". */
function tarHeader(size: number): Uint8Array {
  const header = Buffer.alloc(512)
  const fields: readonly (readonly [offset: number, text: string])[] = [
    ...([
      [0, 'large'],
      [100, '0000644'],
      [108, '0000000'],
      [116, '0000000'],
      [136, '00000000000'],
      [156, '0'],
    ] as const),
    ...([
      [124, size.toString(8).padStart(11, '0')],
      [148, ' '.repeat(8)],
      [257, 'ustar\u000000'],
    ] as const),
  ]
  for (const [offset, text] of fields) header.write(text, offset, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1')
  return header
}

async function* inTurn(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(part)
}
