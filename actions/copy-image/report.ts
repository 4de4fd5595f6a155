import { formatImage, type JsonValue } from '@promo/core'
import type { CopyResult } from '@promo/registry'
import type { CopyReport } from '@promo/report'
import type { CopyPair } from './inputs.ts'

export function copyReport({ from, to }: CopyPair, result: CopyResult): CopyReport {
  return {
    from: from.kind === 'image' ? formatImage(from.image) : `oci-layout:${from.path}`,
    to,
    digest: result.digest,
    equal: result.equal,
    platforms: result.platforms.map(({ platform }) => platform),
    tags: result.tags.map(({ tag }) => tag),
    tally: result.tally,
  }
}

/** The output `copied`: what all copies moved together. */
export function copyTotals(results: readonly CopyResult[]): JsonValue {
  const sum = (key: keyof CopyResult['tally']): number => results.reduce((total, { tally }) => total + tally[key], 0)
  return {
    manifests: sum('manifests'),
    blobs: sum('blobs'),
    mounted: sum('mounted'),
    referrers: sum('referrers'),
    bytes: sum('bytes'),
  }
}

/** The output `platforms`: manifest digest by platform, of each copy on a line of its own. */
export function platformDigests(results: readonly Pick<CopyResult, 'platforms'>[]): string {
  const byPlatform = ({ platforms }: Pick<CopyResult, 'platforms'>): JsonValue =>
    Object.fromEntries(platforms.map(({ platform, digest }) => [platform, digest]))
  return results.map((result) => JSON.stringify(byPlatform(result))).join('\n')
}
