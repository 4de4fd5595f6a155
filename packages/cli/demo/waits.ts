import type { JobView, RunView, Sandbox } from '@promo/sandbox'
import { cliError } from '../errors.ts'

/** Waits until the runner has come so far, or has nothing left to do: what is missing then is for the caller to say. */
export async function until({ runner }: Sandbox, reached: (runs: readonly RunView[]) => boolean): Promise<void> {
  const waited = new AbortController()
  let stop = (): void => undefined
  const seen = new Promise<void>((resolve) => {
    const look = (): void => {
      if (reached(runner.runs)) resolve()
    }
    stop = runner.on(look)
    look()
  })
  try {
    await Promise.race([seen, runner.idle(waited.signal)])
  } finally {
    stop()
    waited.abort()
  }
}

/** Waits for the newest run of the workflow, then throws `demo-failed` with the log of its first failed job. */
export async function expectRun(sandbox: Sandbox, workflow: string): Promise<void> {
  await until(sandbox, (runs) => newest(runs, workflow)?.status === 'completed')
  const run = newest(sandbox.runner.runs, workflow)
  if (run?.conclusion !== 'success') throw await notSuccessful(workflow, run)
}

/** The same for one job of it, by its key; the others go on. */
export async function expectJob(sandbox: Sandbox, workflow: string, key: string): Promise<void> {
  const find = (runs: readonly RunView[]): JobView | undefined =>
    newest(runs, workflow)?.jobs.find((job) => job.key === key)
  await until(sandbox, (runs) => find(runs)?.status === 'completed')
  if (find(sandbox.runner.runs)?.conclusion !== 'success')
    throw await notSuccessful(workflow, newest(sandbox.runner.runs, workflow))
}

function newest(runs: readonly RunView[], workflow: string): RunView | undefined {
  return runs.findLast(({ name }) => name === workflow)
}

async function notSuccessful(workflow: string, run: RunView | undefined): Promise<Error> {
  const { jobLog } = await import('@promo/sandbox')
  const failed = run?.jobs.find(({ conclusion }) => conclusion === 'failure')
  const why = failed === undefined ? (run?.error ?? 'it never ran') : `${failed.name}\n${jobLog(failed)}`
  return cliError(
    'demo-failed',
    { workflow, conclusion: run?.conclusion },
    `${workflow} did not end as success: ${why}`,
  )
}
