import { gateDocument, type Gate } from '@promo/core'
import { cliError } from '../errors.ts'
import { BOOKSTORE, type Scene } from './scene.ts'
import { unzipFile } from './unzip.ts'

export interface JudgedHead {
  readonly gate: Gate
  /** Title of the check that the App published. */
  readonly title: string
  readonly conclusion: string
}

/** What the gate said about a commit: the document its run uploaded, and the check its App published. */
export async function gateOf({ sandbox, app }: Scene, headSha: string): Promise<JudgedHead> {
  const check = sandbox.github
    .checkRuns(BOOKSTORE, headSha)
    .filter(({ name, appId }) => name === 'promo gate' && String(appId) === app.appId)
    .at(-1)
  if (check === undefined) throw cliError('demo-failed', { headSha }, 'the gate published no check')
  for (const run of sandbox.runner.runs.filter(({ name }) => name === 'promotion-gate').toReversed()) {
    const archive = sandbox.artifacts.read(run.id, `promo-gate-${String(run.attempt)}`)
    if (archive === undefined) continue
    const gate = gateDocument.read(await unzipFile(archive, 'gate.json'))
    if (gate.pullRequest?.head === headSha) return { gate, title: check.title, conclusion: check.conclusion ?? '' }
  }
  throw cliError('demo-failed', { headSha }, 'the gate left no document')
}
