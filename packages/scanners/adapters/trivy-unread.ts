import type { ReadFinding } from '../finding.ts'
import { tooLarge } from '../report.ts'
import { locationAt } from './fields.ts'

/** What @promo/process keeps of what a program writes on standard error. */
const LOG_LIMIT = 256 * 1024

/** Trivy 0.74 logs these, the first two at debug level only, and goes on as if the file were not there. */
const UNREAD =
  /\t(?:DEBUG|WARN|ERROR)\t(?:\[[^\]\t]*\] )?(?:Walk error|Analysis error|Error parsing file|Failed to parse file|Skipping chart)\t(.*)$/

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"'
const FILE_PATH = new RegExp(`(?:^| )file_path=${QUOTED}`)
const ERROR_TEXT = new RegExp(`(?:^| )err=${QUOTED}`)

/**
 * The files of a directory that Trivy recognised and could not parse, as findings of unknown severity. A lock file that begins
 * with a byte order mark or names a member twice is one npm reads and Trivy skips: what it lists would look clean.
 * Throws `report-too-large` when the log was cut.
 */
export function unreadFiles(log: string): readonly ReadFinding[] {
  if (Buffer.byteLength(log) >= LOG_LIMIT) throw tooLarge('trivy', 'its log is cut')
  return log.split('\n').flatMap((line) => {
    const fields = UNREAD.exec(line)?.[1]
    return fields === undefined ? [] : [unreadFile(fields)]
  })
}

function unreadFile(fields: string): ReadFinding {
  const path = FILE_PATH.exec(fields)?.[1] ?? /^(.*?) parse error: /.exec(ERROR_TEXT.exec(fields)?.[1] ?? '')?.[1]
  return {
    tool: 'trivy',
    ruleId: 'promo-unread-file',
    aliases: [],
    kind: 'quality',
    severity: 'unknown',
    title: 'Trivy cannot read this file, so nothing in it was looked at',
    ...locationAt(path === undefined ? undefined : unquote(path)),
    status: 'unknown',
  }
}

/** Go quotes much as JSON does. */
function unquote(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}
