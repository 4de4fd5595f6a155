import { digestOf, parseImageReference, type Digest, type ImageName } from '@promo/core'
import {
  archiveTag,
  blobOf,
  EMPTY_JSON,
  OCI_EMPTY,
  OCI_MANIFEST,
  type Descriptor,
  type RegistryClient,
} from '@promo/registry'
import { evidenceError } from './errors.ts'

const ARCHIVE_TYPE = 'application/vnd.promo.evidence-archive.v1'
/** Names the image whose evidence was archived. */
const IMAGE_LABEL = 'promo.evidence-archive.image'

/**
 * What archived evidence of a digest refers to: an empty artifact that names the digest in an annotation, and not as its
 * subject, so that nothing of the archive is a referrer of the image. Its bytes follow from the digest: whoever asks for the
 * archive knows its name, and two who make it make the same.
 */
export function archivePlace(image: Digest): { readonly descriptor: Descriptor; readonly bytes: Uint8Array } {
  const empty = { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_JSON), size: EMPTY_JSON.byteLength }
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: ARCHIVE_TYPE,
    config: empty,
    layers: [empty],
    annotations: { [IMAGE_LABEL]: image },
  }
  const bytes = new TextEncoder().encode(JSON.stringify(content))
  return { bytes, descriptor: { mediaType: OCI_MANIFEST, digest: digestOf(bytes), size: bytes.byteLength } }
}

/**
 * Makes the archive unless it is there, under a tag, so that no registry collects it as garbage. Throws
 * `evidence-archive-taken` when the tag names something else, and the codes of the registry.
 */
export async function openArchive(registry: RegistryClient, name: ImageName, image: Digest): Promise<Descriptor> {
  const { descriptor, bytes } = archivePlace(image)
  const tag = archiveTag(image)
  const found = await registry.resolve(parseImageReference(`${name}:${tag}`))
  if (found?.digest === descriptor.digest) return descriptor
  if (found !== undefined) {
    const facts = { name, tag, found: found.digest, wanted: descriptor.digest }
    throw evidenceError('evidence-archive-taken', facts, `${name}:${tag} names ${found.digest}, which is no archive`)
  }
  await registry.putBlob(name, blobOf(EMPTY_JSON))
  await registry.putManifest(name, bytes, OCI_MANIFEST, tag)
  return descriptor
}

/** Manifests in the archive of a digest, as the registry lists them; none where there is no archive. */
export async function listArchive(
  registry: RegistryClient,
  name: ImageName,
  image: Digest,
): Promise<readonly Digest[]> {
  const listed = await registry.referrers(name, archivePlace(image).descriptor.digest)
  return listed.map(({ digest }) => digest)
}
