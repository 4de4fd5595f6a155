import { SEVERITIES, type Scan } from '@promo/core'
import { decideScan } from './scan-decision.ts'

/** Which policies a scan is refused under, whatever its age. */
export interface ScanGravity {
  /** `fail-on` and `ignore-unfixed` of every policy that refuses its findings. */
  readonly refusedBy: ReadonlySet<string>
  /** Digests that a tool looked at: a scan is refused where the image has others. */
  readonly seen: ReadonlySet<string>
  /** Age of the oldest database that was used, in days begun: a scan is refused where that is too much. */
  readonly databaseDays: number
}

const DAY_MS = 86_400_000
const POLICIES = SEVERITIES.flatMap((failOn) => [true, false].map((ignoreUnfixed) => ({ failOn, ignoreUnfixed })))

/** How a scan is judged under every policy there can be (rule `scan`). */
export function gravityOf(scan: Scan): ScanGravity {
  const found = [...scan.findings, ...scan.suppressed.map(({ finding }) => finding)]
  const refusing = POLICIES.filter((policy) => decideScan(found, scan.tools, policy).decision.outcome !== 'pass')
  return {
    refusedBy: new Set(refusing.map(({ failOn, ignoreUnfixed }) => `${failOn} ${String(ignoreUnfixed)}`)),
    seen: new Set(scan.tools.flatMap(({ target }) => scan.targets[target]?.digest ?? [])),
    databaseDays: Math.max(0, ...scan.tools.map(databaseDays)),
  }
}

/** What promo cannot read is refused under every policy. */
export const GRAVEST: ScanGravity = {
  refusedBy: new Set(POLICIES.map(({ failOn, ignoreUnfixed }) => `${failOn} ${String(ignoreUnfixed)}`)),
  seen: new Set(),
  databaseDays: Infinity,
}

/** True when no policy refuses `other` and takes `scan`. */
export function isAsGrave(scan: ScanGravity, other: ScanGravity): boolean {
  return (
    other.refusedBy.isSubsetOf(scan.refusedBy) &&
    scan.seen.isSubsetOf(other.seen) &&
    scan.databaseDays >= other.databaseDays
  )
}

function databaseDays({ database, finishedAt }: Scan['tools'][number]): number {
  return database === undefined ? 0 : Math.ceil((Date.parse(finishedAt) - Date.parse(database.updatedAt)) / DAY_MS)
}
