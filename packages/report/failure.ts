import type { Ending, PromoError } from '@promo/core'
import { blocks, bullets, code, heading, link, md, type Markdown } from './markdown.ts'

const HEADLINES: Readonly<Record<Ending, string>> = {
  findings: 'Refused: the evidence says no',
  configuration: 'Stopped: something must be changed first',
  infrastructure: 'Not decided: a service or tool failed',
}

/** Most faults of one error that are spelled out. */
const FAULT_LIMIT = 20

/** The section of the job summary that explains why a step failed: code, what happened, what to do. */
export function failureSummary(
  error: Pick<PromoError, 'code' | 'ending' | 'message' | 'remedy' | 'facts'>,
  docs?: string,
): string {
  return String(
    blocks(
      heading(3, HEADLINES[error.ending]),
      md`${code(error.code)}: ${error.message}`,
      faults(error.facts['faults']),
      md`**What to do:** ${error.remedy}`,
      docs === undefined ? md`` : link(`More about ${error.code}`, docs),
    ),
  )
}

/** `facts.faults` of errors that report several problems at once: texts, or objects with a message. */
function faults(found: unknown): Markdown {
  if (!Array.isArray(found) || found.length < 2) return md``
  return bullets(found.map(faultText), FAULT_LIMIT)
}

function faultText(fault: unknown): string {
  if (typeof fault === 'string') return fault
  if (typeof fault !== 'object' || fault === null) return ''
  const input: unknown = Reflect.get(fault, 'input')
  const message: unknown = Reflect.get(fault, 'message')
  return [input, message].filter((part) => typeof part === 'string').join(': ')
}
