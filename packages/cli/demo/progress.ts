import type { JobView, RunView, Sandbox } from '@promo/sandbox'
import type { Narrator } from './narrator.ts'

/** Tells every job that ends; gives the function that stops telling. */
export function tellJobs(sandbox: Sandbox, narrator: Narrator): () => void {
  return sandbox.runner.on((event) => {
    if (event.kind === 'job-finished') tellJob(event.run, event.job, narrator)
    if (event.kind === 'run-finished' && event.run.error !== undefined)
      narrator.refused(`${event.run.name}: ${event.run.error}`)
  })
}

function tellJob(run: RunView, job: JobView, narrator: Narrator): void {
  const { startedAt, completedAt, conclusion } = job
  if (conclusion === 'skipped') return
  const seconds =
    startedAt === undefined || completedAt === undefined
      ? ''
      : ` in ${((completedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`
  // Several pull requests are judged side by side.
  const line = `${run.name}: ${job.name}${run.event === 'pull_request_target' ? ` of “${run.title}”` : ''}${seconds}`
  if (conclusion === 'success') narrator.good(line)
  else narrator.refused(`${line}: ${conclusion ?? 'no conclusion'}`)
}
