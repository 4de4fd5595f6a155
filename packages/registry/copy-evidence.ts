import type { ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'
import type { TreeCopier } from './copy-tree.ts'
import type { FoundEvidence } from './find-evidence.ts'

export interface EvidenceCopy {
  readonly client: RegistryClient
  readonly to: ImageName
  readonly copier: TreeCopier
}

/** Copies evidence to an image that is there: subjects before what refers to them, and the tags of cosign 2. */
export async function copyEvidence(copy: EvidenceCopy, { referrers, legacy }: FoundEvidence): Promise<void> {
  const copyReferrers = async (): Promise<void> => {
    for (const level of referrers) await copy.copier.copyReferrers(level)
  }
  const copyLegacy = async (): Promise<void> => {
    for (const each of legacy) await copyTag(copy, each)
  }
  await Promise.all([copyReferrers(), copyLegacy()])
}

/** Copies one `.sig`, `.att` or `.sbom` tag: what another manifest there lacks is added to it, as cosign does. */
async function copyTag(
  { client, to, copier }: EvidenceCopy,
  { tag, manifest }: FoundEvidence['legacy'][number],
): Promise<void> {
  const [incoming] = await copier.copy(manifest)
  if (incoming === undefined) return
  const { outcome } = await client.appendLayers(to, tag, incoming)
  if (outcome === 'appended') copier.addReferrers(1)
}
