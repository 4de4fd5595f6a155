import type { Digest, JsonValue } from '@promo/core'
import type { Inspection } from '@promo/line'

export interface WrittenScan {
  readonly report: string
  readonly sarif: string
  readonly sboms: readonly string[]
  readonly artifactDigest: Digest | undefined
}

/** What the step tells the steps behind it. */
export function outputsOf({ scan, sboms }: Inspection, written: WrittenScan): Readonly<Record<string, JsonValue>> {
  const times = scan.tools.flatMap(({ database }) => (database === undefined ? [] : [database.updatedAt])).sort()
  const byPlatform = sboms.map(({ digest, platform, format }, index) => [
    `${platform} ${digest} ${format}`,
    written.sboms[index] ?? '',
  ])
  return {
    counts: scan.counts,
    report: written.report,
    sarif: written.sarif,
    predicates: Object.fromEntries(
      scan.targets.flatMap(({ imageDigest }) => (imageDigest === undefined ? [] : [[imageDigest, written.report]])),
    ),
    sboms: Object.fromEntries(byPlatform) as JsonValue,
    suppressed: scan.suppressed.length,
    'database-updated-at': times[0] ?? '',
    'artifact-digest': written.artifactDigest ?? '',
  }
}
