import { isDigest, type Digest, type ImageName } from '@promo/core'
import type { Descriptor, Manifest, RegistryClient } from '@promo/registry'

/** How BuildKit marks its attestations in an index (BuildKit, docs/attestations/attestation-storage.md). */
const REFERENCE_TYPE = 'vnd.docker.reference.type'
const REFERENCE_DIGEST = 'vnd.docker.reference.digest'
const ATTESTATION_MANIFEST = 'attestation-manifest'
const IN_TOTO = 'application/vnd.in-toto+json'
const PREDICATE_TYPE = 'in-toto.io/predicate-type'

/** Statements that BuildKit left in the index. They are not signed: only the digest of the index vouches for them. */
export interface UnsignedAttestation {
  readonly manifest: Digest
  /** The platform manifest that they are about. */
  readonly about: Digest | undefined
  readonly predicateTypes: readonly string[]
}

export function isBuildKitAttestation({ annotations }: Descriptor): boolean {
  return annotations?.[REFERENCE_TYPE] === ATTESTATION_MANIFEST
}

/** Reads which statements an attestation manifest holds, in the form of an image or of an OCI artifact (BuildKit 0.24). */
export async function readBuildKitAttestation(
  registry: Pick<RegistryClient, 'manifest'>,
  name: ImageName,
  descriptor: Descriptor,
): Promise<UnsignedAttestation> {
  const { content } = await registry.manifest(name, descriptor.digest)
  const about = content.subject?.digest ?? descriptor.annotations?.[REFERENCE_DIGEST]
  return {
    manifest: descriptor.digest,
    about: isDigest(about) ? about : undefined,
    predicateTypes: layersOf(content)
      .filter(({ mediaType }) => mediaType === IN_TOTO)
      .map(({ annotations }) => annotations?.[PREDICATE_TYPE] ?? ''),
  }
}

function layersOf(content: Manifest['content']): readonly Descriptor[] {
  return content.kind === 'image' ? content.layers : []
}
