import type { Engine } from './engine.ts'
import { runnerError } from './errors.ts'
import { executeRun, planRun, type Run } from './run.ts'
import type { Start } from './starts.ts'
import { createUnfinishedWork } from './unfinished-work.ts'
import type { JobView, RunView } from './views.ts'

/** Every run of a workflow runner, by id; the latest attempt of each. */
export interface RunBook {
  /** Opens a run; one that is not approved waits. */
  open(start: Start, approved: boolean): void
  /** The next attempt (or, after an approval, the first one again). Throws `run-missing`. */
  again(runId: number, attempt: (run: RunView) => number, kept: (run: RunView) => readonly JobView[]): Promise<RunView>
  find(runId: number): Run
  views(): readonly RunView[]
  /** Counts the work among what `idle` waits for. */
  track<T>(work: Promise<T>): Promise<T>
  idle(signal?: AbortSignal): Promise<void>
}

const FIRST_RUN_ID = 9_000_000_001

export function createRunBook(engine: Engine): RunBook {
  const runs = new Map<number, Run>()
  const numbers = new Map<string, number>()
  const unfinished = createUnfinishedWork(engine)

  const find = (runId: number): Run => {
    const run = runs.get(runId)
    if (run === undefined) throw runnerError('run-missing', { runId }, `there is no run ${runId}`)
    return run
  }

  const nextNumber = (workflow: string): number => {
    const number = (numbers.get(workflow) ?? 0) + 1
    numbers.set(workflow, number)
    return number
  }

  return {
    track: (work) => unfinished.track(work),
    find,
    open: (start, approved) => {
      const { occasion, repository, source } = start
      const branch = occasion.event.ref.replace(/^refs\/heads\//, '')
      const id = FIRST_RUN_ID + runs.size
      const number = nextNumber(`${repository.fullName}/${source.path}`)
      const refProtected = engine.host.isProtected(repository.fullName, branch)
      const run = planRun({ id, number, attempt: 1, event: occasion.event, refProtected, ...start })
      runs.set(id, run)
      if (approved) void unfinished.track(executeRun(run, new Map(), engine), run.view)
      else {
        run.view.status = 'action_required'
        engine.host.reportRun(run.view)
      }
    },
    again: (runId, attempt, kept) => {
      const { facts, source, inputs, view } = find(runId)
      const next = planRun({ ...facts, attempt: attempt(view), source, inputs })
      runs.set(runId, next)
      return unfinished.track(executeRun(next, new Map(kept(view).map((job) => [job.key, job])), engine), next.view)
    },
    views: () => [...runs.values()].map((run) => run.view),
    idle: (signal) => unfinished.idle(signal),
  }
}
