import { createHash, randomBytes } from 'node:crypto'
import { digestOf } from '@promo/core'
import { OCI_CONFIG, OCI_EMPTY, OCI_INDEX, OCI_MANIFEST } from '@promo/registry'
import { bytesOf, pointer } from '@promo/registry/testing'
import type { RawRepository } from '../raw-registry.ts'
import { expectStatus } from './check.ts'

export const LAYER = 'application/vnd.oci.image.layer.v1.tar'
export const ARTIFACT = 'application/vnd.example.conformance'

export interface Content {
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** By sha256. */
  readonly digest: string
  readonly size: number
}

export function randomBlob(size = 512): Uint8Array {
  return randomBytes(size)
}

export function sha512Of(bytes: Uint8Array): string {
  return `sha512:${createHash('sha512').update(bytes).digest('hex')}`
}

export function contentOf(mediaType: string, bytes: Uint8Array): Content {
  return { mediaType, bytes, digest: digestOf(bytes), size: bytes.byteLength }
}

/** An image of one random layer, whose blobs are pushed, and not yet its manifest; `more` joins the manifest or replaces parts. */
export async function anImageIn(
  repository: RawRepository,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Content> {
  const [config, layer] = [bytesOf(`{"architecture":"amd64","os":"linux","x":"${Math.random()}"}`), randomBlob()]
  for (const blob of [config, layer]) await pushBlob(repository, blob)
  const parts = { config: pointer(OCI_CONFIG, config), layers: [pointer(LAYER, layer)] }
  return contentOf(OCI_MANIFEST, json({ schemaVersion: 2, mediaType: OCI_MANIFEST, ...parts, ...more }))
}

/** An artifact without an image: empty config, one layer, and the subject if one is given. */
export async function anArtifactIn(
  repository: RawRepository,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Content> {
  const [empty, payload] = [bytesOf('{}'), randomBlob()]
  for (const blob of [empty, payload]) await pushBlob(repository, blob)
  const parts = { config: pointer(OCI_EMPTY, empty), layers: [pointer(ARTIFACT, payload)] }
  const content = { schemaVersion: 2, mediaType: OCI_MANIFEST, artifactType: ARTIFACT, ...parts, ...more }
  return contentOf(OCI_MANIFEST, json(content))
}

export function anIndexOf(children: readonly Content[], more: Readonly<Record<string, unknown>> = {}): Content {
  const manifests = children.map(descriptorOf)
  return contentOf(OCI_INDEX, json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests, ...more }))
}

export function descriptorOf({ mediaType, digest, size }: Content): Pick<Content, 'mediaType' | 'digest' | 'size'> {
  return { mediaType, digest, size }
}

export function json(value: unknown): Uint8Array {
  return bytesOf(JSON.stringify(value, null, 2))
}

export async function pushBlob(
  repository: RawRepository,
  bytes: Uint8Array,
  digest: string = digestOf(bytes),
): Promise<Response> {
  return expectStatus(await putBlob(repository, bytes, digest), 201)
}

/** POST then PUT, whatever the second is answered. */
export async function putBlob(repository: RawRepository, bytes: Uint8Array, digest: string): Promise<Response> {
  return closeUpload(repository, await repository.startUpload(), digest, bytes)
}

/** The PUT that ends a session, with the last bytes of it if there are some. */
export function closeUpload(
  repository: RawRepository,
  location: URL,
  digest: string,
  bytes: Uint8Array = new Uint8Array(),
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = new URL(location)
  url.searchParams.set('digest', digest)
  const headers = { 'content-type': 'application/octet-stream', ...more }
  return repository.send('PUT', url, { headers, body: Buffer.from(bytes) })
}

export function putManifest(
  repository: RawRepository,
  content: Pick<Content, 'mediaType' | 'bytes'>,
  reference: string,
): Promise<Response> {
  const headers = { 'content-type': content.mediaType }
  return repository.send('PUT', `manifests/${reference}`, { headers, body: Buffer.from(content.bytes) })
}

export async function pushManifest(repository: RawRepository, content: Content, tag?: string): Promise<Response> {
  return expectStatus(await putManifest(repository, content, tag ?? content.digest), 201)
}

export function readManifest(
  repository: RawRepository,
  { mediaType }: Pick<Content, 'mediaType'>,
  reference: string,
  method = 'GET',
): Promise<Response> {
  return repository.send(method, `manifests/${reference}`, { headers: { accept: mediaType } })
}
