import type { BumpChange } from './written.ts'
import { bumpSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { openPromoted } from '../promoted.ts'
import { bumpFile } from './bump-file.ts'
import { bumpBranch } from './bump-branch.ts'
import type { BumpOverlayRequest } from './inputs.ts'
import { writeDiff } from './diff.ts'

export async function run(request: BumpOverlayRequest, runner: Runner): Promise<void> {
  if (request.promoted === undefined) throw actionError('promoted-missing', {}, 'there is nothing to promote')
  if (request.skipCi && request.commit !== 'push')
    throw actionError('skip-ci-refused', {}, '`skip-ci` needs `commit: push`')
  const promoted = await openPromoted(request.promoted, runner)
  const bump = request.commit === 'push' ? bumpBranch : bumpFile
  const written = await bump(request, promoted, runner)
  const updates: readonly BumpChange[] = written.changes.map(({ name, from, to }) => ({
    file: written.path,
    image: name,
    from,
    to,
  }))
  runner.outputs({
    changed: updates.length > 0,
    updates: updates.map((update) => ({ ...update })),
    diff: await writeDiff(written, runner.context.temp),
    'commit-sha': written.commit ?? '',
    attempts: written.attempts,
  })
  await runner.summary(
    bumpSummary(
      updates.map(({ from, ...update }) => ({ ...update, from: from ?? undefined })),
      written.commit,
    ),
  )
}
