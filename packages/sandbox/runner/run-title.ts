import type { Frame } from './frame.ts'
import { frameContexts } from './jobs.ts'
import { textAt } from './json-object.ts'
import { child, evaluateString, type TemplateToken } from './templates.ts'

/**
 * What the list of runs shows (GitHub docs, "Workflow syntax", run-name): `run-name:`, or without one (or with an
 * empty one) the title of the pull request, the first line of the pushed commit, else the workflow's name.
 */
export function runTitle(root: TemplateToken, name: string, frame: Frame): string {
  const written = child(root, 'run-name')
  const own = written === undefined ? '' : evaluateString(written, { contexts: frameContexts(frame) }).trim()
  const { payload } = frame.run.event
  const [commit = ''] = textAt(payload, 'head_commit', 'message').split('\n')
  return own || textAt(payload, 'pull_request', 'title') || commit || name
}
