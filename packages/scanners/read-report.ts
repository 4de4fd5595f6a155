import { formatTime, type Clock } from '@promo/core'
import type { Report } from './adapters/adapter.ts'
import { readCheckovReport } from './adapters/checkov-report.ts'
import { readGitleaksReport } from './adapters/gitleaks-report.ts'
import { readGrypeReport } from './adapters/grype-report.ts'
import { readTrivyReport } from './adapters/trivy-report.ts'
import { finishFindings, finishSuppressed } from './finding.ts'
import type { Scanned } from './scanners.ts'

const READERS = {
  gitleaks: (bytes: Uint8Array): Report => ({ findings: readGitleaksReport(bytes) }),
  checkov: readCheckovReport,
  grype: readGrypeReport,
  trivy: (bytes: Uint8Array): Report => readTrivyReport(bytes),
} as const

/** The tools whose JSON reports are read when they ran elsewhere. */
export type ReportTool = keyof typeof READERS
export const REPORT_TOOLS = Object.keys(READERS) as readonly ReportTool[]

/**
 * The findings of a report that was made elsewhere, normalised as those of a scan here. Its version and, but for grype, its
 * database are not known, nor how old they are. Throws `report-unreadable`, `report-too-large` or `nothing-scanned`.
 */
export function readReport(name: ReportTool, bytes: Uint8Array, clock: Clock): Scanned {
  const { findings, suppressed, database }: Report = READERS[name](bytes)
  const readAt = formatTime(clock.now())
  return {
    tool: {
      name,
      version: 'unknown',
      ...(database === undefined ? {} : { database }),
      startedAt: readAt,
      finishedAt: readAt,
      outcome: 'pass',
      complete: true,
    },
    findings: finishFindings(findings),
    ...(suppressed === undefined ? {} : { suppressed: finishSuppressed(suppressed) }),
  }
}
