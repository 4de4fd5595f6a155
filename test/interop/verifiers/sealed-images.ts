import { parseCommit, parseImageName, parseRepositoryName, pinImage, type PinnedImage } from '@promo/core'
import { aBuild } from '@promo/core/testing/a-build'
import type { EvidenceFormat, WritingPorts } from '@promo/evidence'
import { attestSboms, proveImages } from '@promo/line'
import { OCI_INDEX, OCI_MANIFEST, platformsOf } from '@promo/registry'
import { anImage, anIndex, pushImage, type BuiltManifest } from '@promo/registry/testing'
import { LEG_CLAIMS } from '../../sigstore/signing.ts'

/** What the seal job leaves of two images: an SBOM that they share on the platforms, provenance on the image, signatures on both. */
export interface SealedImages {
  readonly index: PinnedImage
  /** Its tag: `host/repository:v1`. */
  readonly tag: string
  readonly platforms: readonly PinnedImage[]
  readonly single: PinnedImage
  /** In the same repository, with nothing beside it. */
  readonly unsigned: PinnedImage
}

const TAG = 'v1'
const SERVER = 'https://github.com'
const SBOM = Buffer.from(
  JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'shared', packages: [] }),
)

/** Seals with the use cases that the actions attest-sbom and keyless-sign call, in the order of leg.yml. */
export async function sealImages(
  repository: string,
  evidenceFormats: readonly EvidenceFormat[],
  ports: WritingPorts,
): Promise<SealedImages> {
  const name = parseImageName(repository)
  const push = async (built: BuiltManifest): Promise<PinnedImage> => {
    await pushImage(ports.registry, name, built)
    return pinImage(name, built.descriptor.digest)
  }
  const built = anIndex([anImage(repository), anImage(repository, 'arm64')])
  const index = await push(built)
  await ports.registry.putManifest(name, built.bytes, OCI_INDEX, TAG)
  const single = await push(anImage(`${repository} alone`))
  const sboms = { images: [index, single], formats: ['spdx'], evidenceFormats } as const
  await attestSboms({ ...sboms, maxBytes: 100_000, onTooLarge: 'fail' }, () => Promise.resolve(SBOM), ports)
  for (const image of [index, single]) await seal(image, evidenceFormats, ports)
  const platforms = (await platformsOf(ports.registry, index)).map(({ digest }) => pinImage(name, digest))
  return { index, tag: `${name}:${TAG}`, platforms, single, unsigned: await push(anImage(`${repository} unsigned`)) }
}

async function seal(image: PinnedImage, formats: readonly EvidenceFormat[], ports: WritingPorts): Promise<void> {
  const { sha, ref, repository_id: repositoryId, run_id: id, workflow_ref: workflowRef } = LEG_CLAIMS
  const provenance = {
    inputs: { context: '.' },
    build: aBuild({ image: { name: image.name, digest: image.digest, mediaType: OCI_MANIFEST, size: 1 } }),
    source: { repository: parseRepositoryName(LEG_CLAIMS.repository), repositoryId, sha: parseCommit(sha), ref },
    run: { id, attempt: 2, workflowRef, workflowSha: parseCommit(LEG_CLAIMS.workflow_sha) },
    serverUrl: SERVER,
  }
  const signing = { recursive: true, evidenceFormats: formats, annotations: { leg: 'catalog' } }
  await proveImages({ images: [image], ...signing, provenance }, ports)
}
