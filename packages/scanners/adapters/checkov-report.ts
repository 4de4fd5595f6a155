import type { Severity } from '@promo/core'
import * as z from 'zod/mini'
import { scannerError } from '../errors.ts'
import { clean, cleanPath, cleanTitle, FINDING_LIMIT, type ReadFinding, type ReadSuppressed } from '../finding.ts'
import { parseReport, tooLarge } from '../report.ts'
import type { Report } from './adapter.ts'
import { optional, readSeverity } from './fields.ts'

/**
 * checkov has no severities without a key of its vendor's platform, which keeps them. A failed check counts as medium: it is
 * reported, and `fail-on: high` leaves failing to Trivy, which rates the same mistakes. `fail-on: medium` fails on all.
 */
const UNRATED: Severity = 'medium'

const text = z.optional(z.nullable(z.string()))
const count = z.int().check(z.nonnegative())

/** Only what is kept: definitions and code of the scanned files are never read. */
const check = z.object({
  check_id: z.string(),
  check_name: z.string(),
  check_result: z.object({ suppress_comment: text }),
  file_path: z.string(),
  file_line_range: z.optional(z.nullable(z.array(z.int()))),
  resource: text,
  severity: text,
  guideline: text,
})

const counts = z.object({ failed: count, skipped: count, parsing_errors: count })

/** One framework in which something was found to check (checkov/common/output/report.py). With `--quiet` lists are missing. */
const framework = z.object({
  check_type: z.string(),
  results: z.object({
    failed_checks: z.array(check),
    skipped_checks: z.optional(z.array(check)),
    parsing_errors: z.optional(z.array(z.string())),
  }),
  summary: counts,
})

/** What checkov prints when it found nothing to check: no frameworks, only counts, all of them zero. */
const nothing = z.object({
  failed: z.literal(0),
  skipped: z.literal(0),
  parsing_errors: z.literal(0),
  resource_count: z.literal(0),
})

/** An object for one framework, a list for several, bare counts for none (runner_registry.py, print_reports). */
const report = z.union([framework, z.array(framework).check(z.minLength(1)), nothing])

type Check = z.infer<typeof check>
type Framework = z.infer<typeof framework>

/** Throws `files-unread` when checkov could not parse a file, besides what reading a report throws. */
export function readCheckovReport(bytes: Uint8Array): Report {
  const parsed = parseReport('checkov', bytes, report)
  const frameworks = Array.isArray(parsed) ? parsed : 'results' in parsed ? [parsed] : []
  for (const one of frameworks) expectWhole(one)
  const failed = frameworks.flatMap(({ results }) => results.failed_checks)
  const skipped = frameworks.flatMap(({ results }) => results.skipped_checks ?? [])
  const total = failed.length + skipped.length
  if (total > FINDING_LIMIT) throw tooLarge('checkov', `${String(total)} findings`)
  return { findings: failed.map(readFinding), suppressed: skipped.map(readSkipped) }
}

/** Files that could not be parsed do not change the exit code; lists may be left out while their counts stay. */
function expectWhole({ check_type, results, summary }: Framework): void {
  const { failed_checks: failed, skipped_checks: skipped = [], parsing_errors: unread = [] } = results
  if (unread.length > 0 || summary.parsing_errors > 0) {
    const shown = unread.slice(0, 5).map((path) => clean(path, 200))
    const files = shown.length === 0 ? `${String(summary.parsing_errors)} files` : shown.join(', ')
    throw scannerError('files-unread', { tool: 'checkov' }, `checkov cannot parse ${files}`)
  }
  if (summary.failed === failed.length && summary.skipped === skipped.length) return
  throw scannerError(
    'report-unreadable',
    { tool: 'checkov' },
    `checkov counts other findings than it lists for ${clean(check_type, 50)}`,
  )
}

function readFinding(found: Check): ReadFinding {
  return {
    tool: 'checkov',
    ruleId: clean(found.check_id),
    aliases: [],
    kind: 'misconfiguration',
    severity: found.severity === undefined || found.severity === null ? UNRATED : readSeverity(found.severity),
    title: cleanTitle(found.check_name),
    location: { path: cleanPath(found.file_path), ...linesOf(found), ...optional('resource', found.resource) },
    status: 'affected',
    ...optional('url', found.guideline),
  }
}

function readSkipped(found: Check): ReadSuppressed {
  const reason = cleanTitle(found.check_result.suppress_comment ?? '')
  return { finding: readFinding(found), reason: reason === '' ? 'no reason given' : reason }
}

/** From 1; a check of a whole file has none, or zeros. */
function linesOf({ file_line_range }: Check): { readonly startLine?: number; readonly endLine?: number } {
  const [startLine = 0, endLine = 0] = file_line_range ?? []
  return startLine > 0 && endLine >= startLine ? { startLine, endLine } : {}
}
