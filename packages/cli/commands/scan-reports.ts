import { scanDocument, systemClock } from '@promo/core'
import { decideReports, scanEnding } from '@promo/line'
import { parseSeverity } from '@promo/runner'
import { readReport, REPORT_TOOLS, type ReportTool, type Scanned } from '@promo/scanners'
import { Option, type Command } from 'commander'
import { cliError } from '../errors.ts'
import { endWithError } from '../ending.ts'
import type { OptionValues } from './extensions.ts'
import { readFileWithin } from './read-file.ts'

const REPORT_LIMIT = 128 * 1024 * 1024

export function addReportOptions(command: Command): Command {
  const option = new Option(
    '--from-report <tool=path>',
    `decide over a report made elsewhere: ${REPORT_TOOLS.join(', ')}`,
  )
  const given: string[] = []
  option.argParser((text: string) => {
    given.push(text)
    return [...given]
  })
  return command.addOption(option.helpGroup('Reports made elsewhere:'))
}

/** `promo scan --from-report TOOL=FILE`: normalises and decides; undefined when no report is named. */
export function scanReports(values: OptionValues): Promise<number> | undefined {
  const named = values['fromReport']
  if (!Array.isArray(named)) return undefined
  const reports = named.map((text) => readNamed(String(text)))
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
  return Promise.resolve(
    ending === undefined || isWarning(values, ending.error.ending) ? 0 : endWithError(ending.error),
  )
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
