import { scanDocument, systemClock } from '@promo/core'
import { decideReports, scanEnding } from '@promo/line'
import { parseSeverity } from '@promo/runner'
import { readReport, REPORT_TOOLS, type ReportTool, type Scanned } from '@promo/scanners'
import { cliError } from '../errors.ts'
import { endWithError } from '../ending.ts'
import type { OptionValues } from './extensions.ts'
import { readFileWithin } from './read-file.ts'

const REPORT_LIMIT = 128 * 1024 * 1024

/** `promo scan --from-report TOOL=FILE`: normalises and decides; the exit code. */
export function scanReports(values: OptionValues): number {
  const named: unknown = values['fromReport']
  const reports = (Array.isArray(named) ? named : []).map((text) => readNamed(String(text)))
  const scan = decideReports(
    reports.map(({ report }) => report),
    reports.map(({ path }) => path).join(', '),
    {
      failOn: parseSeverity(String(values['failOn'])),
      ignoreUnfixed: String(values['ignoreUnfixed']).toLowerCase() === 'true',
    },
  )
  const counts = Object.entries(scan.counts).filter(([, count]) => count > 0)
  process.stderr.write(
    `findings: ${counts.map(([severity, count]) => `${String(count)} ${severity}`).join(', ') || 'none'}\n`,
  )
  if (values['json'] === true) process.stdout.write(scanDocument.write(scan))
  const ending = scanEnding(scan)
  return ending === undefined || isWarning(values, ending.error.ending) ? 0 : endWithError(ending.error)
}

function readNamed(text: string): { readonly report: Scanned; readonly path: string } {
  const at = text.indexOf('=')
  const tool = REPORT_TOOLS.find((name): name is ReportTool => name === text.slice(0, Math.max(at, 0)))
  const path = text.slice(at + 1)
  if (tool !== undefined && path !== '')
    return { path, report: readReport(tool, readFileWithin(path, REPORT_LIMIT), systemClock) }
  const message = `${JSON.stringify(text.slice(0, 100))} is not TOOL=FILE with one of ${REPORT_TOOLS.join(', ')}`
  throw cliError('report-option-invalid', {}, message)
}

function isWarning(values: OptionValues, ending: string): boolean {
  return values['mode'] === 'warn' && ending === 'findings'
}
