import { assertDigest, hexOf, parseJson, type Digest, type JsonValue } from '@promo/core'
import { verified } from './blobs.ts'
import { readDescriptor, type Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf, type JsonObject } from './json-shape.ts'
import { openLayoutFile, openRoot, readLayoutFile } from './layout-files.ts'
import { unpackLayout } from './layout-tar.ts'
import { MANIFEST_LIMIT, readManifest, type Manifest } from './manifest.ts'

/** An OCI image layout that was opened (OCI image-spec, image-layout.md). Content is hashed whenever it is read. */
export interface Layout {
  /** The directory with `oci-layout`, `index.json` and `blobs/`. */
  readonly path: string
  /** What `index.json` names. */
  readonly roots: readonly Descriptor[]
  manifest(descriptor: Pick<Descriptor, 'digest' | 'mediaType'>): Promise<Manifest>
  blob(descriptor: Pick<Descriptor, 'digest' | 'size'>): AsyncIterable<Uint8Array>
  /** Removes what opening a tar unpacked. */
  close(): Promise<void>
}

const LAYOUT_VERSION = '1.0.0'
const MARKER_LIMIT = 4096

/**
 * Opens an untrusted layout: a directory, or a tar (gzip too) that is unpacked into a fresh directory. Names, types and
 * sizes are checked before anything is read; links are never followed. Throws `layout-invalid`.
 */
export async function openLayout(path: string): Promise<Layout> {
  const root = await openRoot(path)
  if (root.kind === 'directory') return readLayout(root.path, () => Promise.resolve())
  const unpacked = await unpackLayout(root.path)
  try {
    return await readLayout(unpacked.path, () => unpacked.remove())
  } catch (error) {
    await unpacked.remove()
    throw error
  }
}

/** The one image of a layout; throws `layout-invalid` when `index.json` names none or several digests. */
export function layoutImage(layout: Layout): Descriptor {
  const [first, ...others] = layout.roots
  if (first === undefined) throw invalid('index.json names no image')
  if (others.some(({ digest }) => digest !== first.digest)) throw severalImages(layout.roots)
  return first
}

async function readLayout(path: string, close: () => Promise<void>): Promise<Layout> {
  const marker = readJson(await readLayoutFile(path, ['oci-layout'], MARKER_LIMIT), 'oci-layout')
  if (memberOf(marker, 'imageLayoutVersion') !== LAYOUT_VERSION)
    throw invalid(`imageLayoutVersion is not ${LAYOUT_VERSION}`)
  const index = readJson(await readLayoutFile(path, ['index.json'], MANIFEST_LIMIT), 'index.json')
  const manifests = memberOf(index, 'manifests')
  if (!isList(manifests)) throw invalid('index.json has no list of manifests')
  return {
    path,
    roots: manifests.map((entry, place) => readDescriptor(entry, `index.json manifests[${place}]`)),
    manifest: async ({ digest, mediaType }) => {
      const bytes = await readLayoutFile(path, blobPath(digest), MANIFEST_LIMIT)
      assertDigest(bytes, digest, `blob ${digest} of the layout`)
      return readManifest(bytes, mediaType)
    },
    blob: (descriptor) => {
      const chunks = openLayoutFile(path, blobPath(descriptor.digest), descriptor.size)
      return verified(chunks, descriptor, `blob ${descriptor.digest} of the layout`)
    },
    close,
  }
}

/** Where a layout keeps a blob: `blobs/<algorithm>/<encoded>` (OCI image-spec, image-layout.md, "Blobs"). */
export function blobPath(digest: Digest): readonly string[] {
  return ['blobs', 'sha256', hexOf(digest)]
}

function readJson(bytes: Uint8Array, file: string): JsonObject {
  let value: JsonValue
  try {
    value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT, maxDepth: 16 })
  } catch (cause) {
    throw registryError('layout-invalid', { file }, `${file} is not JSON`, { cause })
  }
  if (isObject(value)) return value
  throw invalid(`${file} is not an object`)
}

/** OCI image-spec, annotations.md: how tools name an image within a layout. */
const REF_NAME = 'org.opencontainers.image.ref.name'
const NAMES_SHOWN = 5

function severalImages(roots: readonly Descriptor[]): Error {
  const names = roots.map(({ digest, annotations }) => annotations?.[REF_NAME]?.slice(0, 100) ?? digest)
  const more = names.length > NAMES_SHOWN ? ', …' : ''
  return registryError(
    'layout-invalid',
    { images: names.length },
    `index.json names ${names.length} images: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}`,
    {
      remedy:
        'Leave one image in the layout: empty the directory first, or write each image into one of its own. Platforms of one image need an index.',
    },
  )
}

function invalid(why: string): Error {
  return registryError('layout-invalid', {}, `not an OCI layout that promo reads: ${why}`)
}
