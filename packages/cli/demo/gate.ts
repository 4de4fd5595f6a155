import { gateDocument, type Gate } from '@promo/core'
import { cliError } from '../errors.ts'
import { BOOKSTORE, type Scene } from './scene.ts'
import { unzipFile } from './unzip.ts'
import { until } from './waits.ts'

/** The bookstore's workflow that calls the gate. */
const GATE = 'promotion-gate'

export interface JudgedHead {
  readonly gate: Gate
  /** Title of the check that the App published. */
  readonly title: string
  readonly conclusion: string
}

/** What the gate says about a commit, as soon as it has: the document its run uploaded, and the check its App published. */
export async function gateOf({ sandbox, app }: Scene, headSha: string): Promise<JudgedHead> {
  await until(sandbox, (runs) =>
    runs.some((run) => run.name === GATE && run.headSha === headSha && run.status === 'completed'),
  )
  const check = sandbox.github
    .checkRuns(BOOKSTORE, headSha)
    .filter(({ name, appId }) => name === 'promo gate' && String(appId) === app.appId)
    .at(-1)
  if (check === undefined) throw cliError('demo-failed', { headSha }, 'the gate published no check')
  for (const run of sandbox.runner.runs.filter(({ name }) => name === GATE).toReversed()) {
    const archive = sandbox.artifacts.read(run.id, `promo-gate-${String(run.attempt)}`)
    if (archive === undefined) continue
    const gate = gateDocument.read(await unzipFile(archive, 'gate.json'))
    if (gate.pullRequest?.head === headSha) return { gate, title: check.title, conclusion: check.conclusion ?? '' }
  }
  throw cliError('demo-failed', { headSha }, 'the gate left no document')
}
