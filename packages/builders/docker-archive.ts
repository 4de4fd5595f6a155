import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf, hexOf, isDigest, parseJson, type Digest, type JsonValue, memberAt, memberOf } from '@promo/core'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '@promo/registry'
import {
  archiveFile,
  archiveInvalid,
  extractedPath,
  extractFiles,
  listArchive,
  type ArchiveListing,
} from './archive-members.ts'
import { listOf, textOf } from './json-members.ts'
import { storeLayer, type LayerBlob } from './layer-blob.ts'

export interface ConvertedArchive {
  readonly digest: Digest
  /** The id of the image in a daemon: the digest of the very bytes that the archive holds. */
  readonly config: Digest
}

/** OCI image-spec, layer.md. */
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip'
const INDEX_LIMIT = 4 * 1024 * 1024
const LAYER_LIMIT = 1000

/** Whether a tar is what `docker save` writes and no OCI layout; new daemons write both into one. */
export function isDockerArchive({ files }: ArchiveListing): boolean {
  return files.has('manifest.json') && !files.has('oci-layout')
}

/**
 * Writes the one image of a docker archive (`docker save`, jib, nix, `skopeo copy docker-archive:`, kaniko `--tar-path`) as an
 * OCI layout in an empty directory: the config byte for byte, each layer held against its `diff_ids` entry and compressed.
 * The format is the one of moby/moby, image/tarexport; the config is one that OCI readers read (image-spec, config.md).
 * Throws `archive-invalid`.
 */
export async function convertDockerArchive(
  file: string,
  directory: string,
  annotations: Readonly<Record<string, string>> = {},
): Promise<ConvertedArchive> {
  const blobs = join(directory, 'blobs', 'sha256')
  await mkdir(blobs, { recursive: true })
  const listing = await listArchive(file)
  const { config, layers } = await readIndex(file, listing, directory)
  const diffIds = readDiffIds(config)
  if (diffIds.length !== layers.length)
    throw archiveInvalid(`it has ${layers.length} layers, its config ${diffIds.length}`)
  const stored = await storeLayers({ file, listing, directory, blobs }, layers, diffIds)
  const manifest = manifestOf(config, stored, annotations)
  for (const bytes of [config, manifest]) await writeFile(join(blobs, hexOf(digestOf(bytes))), bytes)
  await writeIndex(directory, manifest)
  return { digest: digestOf(manifest), config: digestOf(config) }
}

async function readIndex(
  file: string,
  listing: ArchiveListing,
  directory: string,
): Promise<{ readonly config: Uint8Array; readonly layers: readonly string[] }> {
  const images = listOf(parse(await readMember(file, listing, { name: 'manifest.json', to: join(directory, 'index') })))
  const [image, other] = images
  if (image === undefined || other !== undefined) throw archiveInvalid(`it holds ${images.length} images, not one`)
  const name = textOf(memberOf(image, 'Config'))
  const layers = listOf(memberOf(image, 'Layers')).map((layer) => textOf(layer) ?? '')
  if (name === undefined || layers.length > LAYER_LIMIT) throw archiveInvalid('manifest.json names no config')
  return { config: await readMember(file, listing, { name, to: join(directory, 'config') }), layers }
}

async function readMember(
  file: string,
  listing: ArchiveListing,
  { name, to }: { readonly name: string; readonly to: string },
): Promise<Uint8Array> {
  const found = archiveFile(listing, name)
  await extractFiles(file, new Map([[found, to]]))
  if ((await stat(to)).size > INDEX_LIMIT) throw archiveInvalid(`${name} is too large`)
  return readFile(to)
}

interface Storing {
  readonly file: string
  readonly listing: ArchiveListing
  readonly directory: string
  readonly blobs: string
}

/** A layer may come twice in an image, and is then one file; each file is unpacked once. */
async function storeLayers(
  { file, listing, directory, blobs }: Storing,
  layers: readonly string[],
  diffIds: readonly Digest[],
): Promise<readonly LayerBlob[]> {
  const names = layers.map((layer) => archiveFile(listing, layer))
  const paths = new Map([...new Set(names)].map((name, place) => [name, extractedPath(directory, place)]))
  await extractFiles(file, paths)
  const stored = new Map<string, LayerBlob & { readonly diffId: Digest }>()
  for (const [place, diffId] of diffIds.entries()) {
    const name = names[place] ?? ''
    const known = stored.get(name)
    if (known !== undefined && known.diffId !== diffId) throw archiveInvalid(`two layers of one file differ: ${name}`)
    if (known === undefined) stored.set(name, { ...(await storeLayer(paths.get(name) ?? '', diffId, blobs)), diffId })
  }
  return names.flatMap((name) => stored.get(name) ?? [])
}

function readDiffIds(config: Uint8Array): readonly Digest[] {
  const listed = listOf(memberAt(parse(config), 'rootfs', 'diff_ids'))
  const digests = listed.filter(isDigest)
  if (digests.length === listed.length) return digests
  throw archiveInvalid('its config names a layer without a digest')
}

function manifestOf(
  config: Uint8Array,
  layers: readonly LayerBlob[],
  annotations: Readonly<Record<string, string>>,
): Uint8Array {
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: digestOf(config), size: config.byteLength },
    layers: layers.map(({ digest, size }) => ({ mediaType: LAYER, digest, size })),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  }
  return Buffer.from(JSON.stringify(manifest))
}

async function writeIndex(directory: string, manifest: Uint8Array): Promise<void> {
  const descriptor = { mediaType: OCI_MANIFEST, digest: digestOf(manifest), size: manifest.byteLength }
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] }
  await writeFile(join(directory, 'index.json'), JSON.stringify(index))
  await writeFile(join(directory, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }))
}

function parse(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, { maxBytes: INDEX_LIMIT })
  } catch (cause) {
    throw archiveInvalid('a document in it is not JSON', cause)
  }
}
