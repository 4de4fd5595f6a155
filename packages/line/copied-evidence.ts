import type { EvidenceSet } from '@promo/evidence'
import { lineError } from './errors.ts'

/** Throws `evidence-lost` when something that verified on the source does not verify on the copy. */
export function assertEvidenceCopied(source: EvidenceSet, copy: EvidenceSet, where: string): void {
  const arrived = copy.valid.map(({ manifest }) => manifest)
  const lost = source.valid.filter(({ manifest, storage }) => storage === 'bundle' && !arrived.includes(manifest))
  if (lost.length === 0) return
  const types = lost.map(({ predicateType }) => predicateType)
  throw lineError('evidence-lost', { where, types }, `${where} lacks evidence of the source: ${types.join(', ')}`)
}
