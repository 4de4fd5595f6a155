import { readFile, stat } from 'node:fs/promises'
import { isPromoError, parseJson } from '@promo/core'
import type { ZodMiniType } from 'zod/mini'
import { scannerError } from './errors.ts'

/** A report with all packages of a large image has some 20 MB. */
export const REPORT_LIMIT = 128 * 1024 * 1024

/** Reads the file a tool wrote; throws `report-unreadable` or `report-too-large`. */
export async function readReportFile(tool: string, path: string): Promise<Uint8Array> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  )
  if (size === undefined) throw unreadable(tool, 'it left no report')
  if (size > REPORT_LIMIT) throw tooLarge(tool, `its report has ${String(size)} bytes`)
  return readFile(path)
}

/** Parses a report as hostile JSON into a shape; throws `report-unreadable` or `report-too-large`. */
export function parseReport<T>(tool: string, bytes: Uint8Array, shape: ZodMiniType<T>): T {
  const parsed = shape.safeParse(parse(tool, bytes))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const at = issue === undefined ? '' : issue.path.map((step) => `/${String(step)}`).join('')
  throw unreadable(tool, `its report has another shape at ${at === '' ? 'its top' : at.slice(0, 200)}`)
}

export function tooLarge(tool: string, why: string): Error {
  return scannerError('report-too-large', { tool }, `${tool}: ${why}, more than promo reads`)
}

function unreadable(tool: string, why: string, cause?: unknown): Error {
  return scannerError('report-unreadable', { tool }, `${tool}: ${why}`, { cause })
}

function parse(tool: string, bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, { maxBytes: REPORT_LIMIT })
  } catch (error) {
    if (isPromoError(error) && error.code === 'input-too-large') throw tooLarge(tool, 'its report is too large')
    throw unreadable(tool, isPromoError(error) ? error.message : 'its report is not JSON', error)
  }
}
