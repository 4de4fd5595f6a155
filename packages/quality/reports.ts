import { glob, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { qualityError } from './errors.ts'
import { readJUnit, type JUnitReport } from './junit.ts'
import { REPORT_LIMIT } from './junit-text.ts'

/** Most reports of one step: every package of a large repository leaves one. */
const REPORTS_LIMIT = 5000

/**
 * Reads every report that the patterns name (node:fs glob), in order and each once. Throws `junit-missing` for a pattern
 * that names no file, and what `readJUnit` throws: a report that cannot be read is never an empty one.
 */
export async function readReports(patterns: readonly string[], directory: string): Promise<readonly JUnitReport[]> {
  const paths = new Set<string>()
  for (const pattern of patterns) {
    const matched = await filesOf(pattern, directory)
    if (matched.length === 0) throw qualityError('junit-missing', { pattern }, `no file is named by ${pattern}`)
    for (const path of matched) paths.add(path)
  }
  const reports: JUnitReport[] = []
  for (const path of [...paths].sort()) reports.push(readJUnit(await readReport(path), shown(path, directory)))
  return reports
}

async function filesOf(pattern: string, directory: string): Promise<readonly string[]> {
  const files: string[] = []
  for await (const match of glob(pattern, { cwd: directory })) {
    const path = isAbsolute(match) ? match : join(directory, match)
    if ((await stat(path)).isFile()) files.push(path)
    if (files.length > REPORTS_LIMIT) {
      throw qualityError(
        'junit-refused',
        { pattern, limit: REPORTS_LIMIT },
        `${pattern} names more than ${String(REPORTS_LIMIT)} files`,
      )
    }
  }
  return files
}

async function readReport(path: string): Promise<Uint8Array> {
  const { size } = await stat(path)
  if (size <= REPORT_LIMIT) return readFile(path)
  throw qualityError(
    'junit-refused',
    { path, size, limit: REPORT_LIMIT },
    `${path} is larger than ${String(REPORT_LIMIT)} bytes`,
  )
}

function shown(path: string, directory: string): string {
  const inside = relative(directory, path)
  return (inside.startsWith('..') ? path : inside).split(sep).join('/')
}
