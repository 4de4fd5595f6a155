import type { ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'
import type { TreeCopier } from './copy-tree.ts'
import type { FoundEvidence } from './find-evidence.ts'
import { copyLegacyTag } from './legacy-tag.ts'

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
    for (const { tag, manifest } of legacy) await copyLegacyTag(copy, manifest, tag)
  }
  await Promise.all([copyReferrers(), copyLegacy()])
}
