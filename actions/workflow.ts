import { parseBranch, refused } from '@promo/runner'

const WORKFLOW = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}\/\.github\/workflows\/[A-Za-z0-9._-]{1,200}\.ya?ml$/

/** `owner/repo/.github/workflows/file.yml`, without a ref; throws `input-invalid`. */
export function parseWorkflow(text: string): string {
  if (WORKFLOW.test(text)) return text
  throw refused(text, '`owner/repo/.github/workflows/file.yml`')
}

/** As `parseWorkflow`; a ref after it is left out, so that the workflow of a job can be passed as its context names it. */
export function parseSigner(text: string): string {
  return parseWorkflow(text.includes('@') ? (parseWorkflowRef(text).split('@')[0] ?? '') : text)
}

/** The same with `@` and a full ref or commit, as the job context names it; throws `input-invalid`. */
export function parseWorkflowRef(text: string): string {
  const at = text.indexOf('@')
  const ref = /^(?:refs\/(?:heads|tags|pull)\/)?(.+)$/.exec(text.slice(at + 1))?.[1]
  if (at < 0 || ref === undefined) throw refused(text, '`owner/repo/.github/workflows/file.yml@ref`')
  parseWorkflow(text.slice(0, at))
  parseBranch(ref)
  return text
}
