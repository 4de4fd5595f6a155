import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, zstdCompressSync } from 'node:zlib'
import { digestOf, hexOf } from '@promo/core'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_CONFIG, OCI_MANIFEST } from '@promo/registry'
import { anIndex, bytesOf, pointer, type BuiltManifest } from '@promo/registry/testing'
import { packArchive } from '@promo/sandbox/vulnerability-databases'

/** What images come as: the media types of OCI or of Docker, one platform or several, layers in gzip or zstd. */
export type SampleName = 'image' | 'index' | 'zstd image' | 'Docker image' | 'Docker list'

export interface Sample {
  readonly name: SampleName
  readonly image: BuiltManifest
}

/** OCI image-spec, media-types.md, and distribution, manifest-v2-2.md. */
const OCI = { manifest: OCI_MANIFEST, config: OCI_CONFIG, layer: 'application/vnd.oci.image.layer.v1.tar+gzip' }
const OCI_ZSTD = { ...OCI, layer: 'application/vnd.oci.image.layer.v1.tar+zstd' }
const DOCKER = {
  manifest: DOCKER_MANIFEST,
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
}

export const SAMPLES: readonly Sample[] = [
  { name: 'image', image: aRealImage('image', OCI) },
  { name: 'index', image: anIndex([aRealImage('index', OCI), aRealImage('index', OCI, 'arm64')]) },
  { name: 'zstd image', image: aRealImage('zstd', OCI_ZSTD) },
  { name: 'Docker image', image: aRealImage('docker', DOCKER) },
  { name: 'Docker list', image: aDockerList([aRealImage('list', DOCKER), aRealImage('list', DOCKER, 'arm64')]) },
]

/** One whose layer is a real tar, so that an engine can unpack it. */
function aRealImage(text: string, types: typeof OCI, architecture = 'amd64'): BuiltManifest {
  const archive = packArchive([{ name: 'hello.txt', bytes: Buffer.from(`${text} ${architecture}`) }])
  const tar = gunzipSync(archive)
  const layer = types === OCI_ZSTD ? zstdCompressSync(tar) : archive
  const rootfs = { type: 'layers', diff_ids: [digestOf(tar)] }
  const config = bytesOf(JSON.stringify({ os: 'linux', architecture, config: { Cmd: ['/hello'] }, rootfs }))
  const parts = { config: pointer(types.config, config), layers: [pointer(types.layer, layer)] }
  const bytes = bytesOf(JSON.stringify({ schemaVersion: 2, mediaType: types.manifest, ...parts }))
  const descriptor = { ...pointer(types.manifest, bytes), platform: { os: 'linux', architecture } }
  return { descriptor, bytes, blobs: [config, layer], children: [] }
}

function aDockerList(children: readonly BuiltManifest[]): BuiltManifest {
  const { bytes } = anIndex(children, { mediaType: DOCKER_LIST })
  return { descriptor: pointer(DOCKER_LIST, bytes), bytes, blobs: [], children }
}

export function isDockers({ name }: Sample): boolean {
  return name.startsWith('Docker')
}

/** Digests of everything that an image consists of, in order. */
export function digestsOf({ descriptor, blobs, children }: BuiltManifest): readonly string[] {
  const own = [descriptor.digest, ...blobs.map((blob) => digestOf(blob))]
  return [...new Set([...own, ...children.flatMap(digestsOf)])].toSorted()
}

/** Of the uncompressed layers of the one image, or of the first platform. */
export function diffIdsOf({ blobs: [config], children: [first] }: BuiltManifest): unknown {
  if (first !== undefined) return diffIdsOf(first)
  return (JSON.parse(Buffer.from(config ?? '').toString()) as { rootfs: { diff_ids: unknown } }).rootfs.diff_ids
}

/** Writes an OCI image layout with the tag v1 (OCI image-spec, image-layout.md). */
export async function writeLayout(image: BuiltManifest, directory: string): Promise<void> {
  const blobs = join(directory, 'blobs', 'sha256')
  await mkdir(blobs, { recursive: true })
  await writeContent(image, blobs)
  const annotations = { 'org.opencontainers.image.ref.name': 'v1' }
  const index = { schemaVersion: 2, manifests: [{ ...image.descriptor, annotations }] }
  await writeFile(join(directory, 'index.json'), JSON.stringify(index))
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
}

async function writeContent({ bytes, blobs, children }: BuiltManifest, directory: string): Promise<void> {
  for (const content of [bytes, ...blobs]) await writeFile(join(directory, hexOf(digestOf(content))), content)
  for (const child of children) await writeContent(child, directory)
}

/** The config, or by platform the config of each child. */
export function configsOf({ blobs: [config], children }: BuiltManifest): unknown {
  if (children.length === 0) return JSON.parse(Buffer.from(config ?? '').toString())
  return Object.fromEntries(
    children.map((child) => {
      const { os, architecture } = configsOf(child) as { readonly os: string; readonly architecture: string }
      return [`${os}/${architecture}`, configsOf(child)]
    }),
  )
}
