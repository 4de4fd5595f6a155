import { appendFileSync, statSync } from 'node:fs'

/** GitHub refuses a larger summary of a step, all of it. */
export const SUMMARY_LIMIT = 1024 * 1024
/** Room kept for the section that explains a failure. */
const RESERVE = 16 * 1024

const CUT_NOTE = '\n\n_The rest does not fit in a job summary._\n'

/** The part of the Markdown that fits into `room` bytes: whole lines, and a note when something is left out. */
export function fit(markdown: string, room: number): string {
  const text = markdown.endsWith('\n') ? markdown : `${markdown}\n`
  if (Buffer.byteLength(text) <= room) return text
  const space = room - Buffer.byteLength(CUT_NOTE)
  if (space <= 0) return ''
  const cut = Buffer.from(text).subarray(0, space).toString('utf8')
  return `${cut.slice(0, cut.lastIndexOf('\n') + 1)}${CUT_NOTE}`
}

/** Appends to the summary of this step; `last` may use the reserve. Does nothing where there are no summaries. */
export function appendSummary(file: string | undefined, markdown: string, last: boolean): void {
  if (file === undefined || file === '') return
  const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const text = fit(markdown, SUMMARY_LIMIT - used - (last ? 0 : RESERVE))
  if (text !== '') appendFileSync(file, `${text}\n`)
}
