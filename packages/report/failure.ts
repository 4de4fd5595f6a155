import type { Ending, PromoError } from '@promo/core'
import { blocks, bullets, code, heading, link, md, type Markdown } from './markdown.ts'
import { prose } from './prose.ts'

const HEADLINES: Readonly<Record<Ending, string>> = {
  findings: 'Refused: the evidence says no',
  configuration: 'Stopped: something must be changed first',
  infrastructure: 'Not decided: a service or tool failed',
}

/** Most faults of one error that are spelled out. */
const FAULT_LIMIT = 20

type Explained = Pick<PromoError, 'code' | 'ending' | 'message' | 'remedy' | 'facts'>

/** The section of the job summary that explains why a step failed: code, what happened, what to do. */
export function failureSummary(error: Explained, docs?: string): string {
  const listed = faults(error.facts['faults'])
  return String(
    blocks(
      heading(3, HEADLINES[error.ending]),
      md`${code(error.code)}: ${listed.length > 1 ? prose(`${String(listed.length)} problems`) : prose(error.message)}`,
      listed.length > 1 ? bullets(listed, FAULT_LIMIT) : md``,
      md`**What to do:** ${prose(error.remedy)}`,
      docs === undefined ? md`` : md`More: ${link(docs, docs)}`,
    ),
  )
}

/** `facts.faults` of errors that report several problems at once: texts, or objects with an input and a message. */
function faults(found: unknown): readonly Markdown[] {
  return Array.isArray(found) ? found.map(faultText) : []
}

function faultText(fault: unknown): Markdown {
  if (typeof fault === 'string') return prose(fault)
  if (typeof fault !== 'object' || fault === null) return md``
  const input: unknown = Reflect.get(fault, 'input')
  const message: unknown = Reflect.get(fault, 'message')
  const text = prose(typeof message === 'string' ? message : '')
  return typeof input === 'string' ? md`${code(input)}: ${text}` : text
}
