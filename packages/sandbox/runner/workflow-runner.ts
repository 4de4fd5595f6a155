import type { DeploymentReview } from './deployments.ts'
import { createEngine, type WorkflowRunnerOptions } from './engine.ts'
import type { KillRule } from './faults.ts'
import type { RunnerEvent } from './host.ts'
import { createRunBook } from './run-book.ts'
import { startsOf } from './starts.ts'
import type { ProgressListener, RunView } from './views.ts'

export interface WorkflowRunner {
  /** Starts every workflow that the event triggers and returns at once. One that listens to an event the sandbox does not emulate fails by name. */
  dispatch(event: RunnerEvent): void
  /** Resolves when no run is queued or running (one may wait for a reviewer), those started meanwhile included. Rejects with the first event that could not start one; an aborted wait leaves that to the next. */
  idle(signal?: AbortSignal): Promise<void>
  /** The latest attempt of every run, oldest first. */
  readonly runs: readonly RunView[]
  /** Runs the same commit again as the next attempt; with `failedOnly` what succeeded is kept. Throws `run-missing`. */
  rerun(runId: number, options?: { readonly failedOnly?: boolean }): Promise<RunView>
  /** Starts a run that waits because a job's token caused it. Throws `run-missing`. */
  approve(runId: number): Promise<RunView>
  /** Lets the jobs of a run into the environment they wait for, or turns them away. Throws `deployment-missing`, `review-refused`. */
  reviewDeployment(runId: number, review: DeploymentReview): void
  /** Throws `run-missing`. */
  cancel(runId: number): void
  /** Returns how to stop listening. */
  on(listener: ProgressListener): () => void
  killAtStep(rule: KillRule): () => void
  /** Kills every step with what it started, and waits for the end of the runs. Nothing starts afterwards. */
  close(): Promise<void>
}

/** Emulates GitHub Actions on GitHub's own parser and expression engine: events in, jobs as processes of this host. */
export function createWorkflowRunner(options: WorkflowRunnerOptions): WorkflowRunner {
  const engine = createEngine(options)
  const book = createRunBook(engine)

  const start = async (event: RunnerEvent): Promise<void> => {
    const approved = !event.byJobToken || event.name.endsWith('_dispatch')
    for (const each of await startsOf(event, engine.host)) {
      const { occasion, repository, source } = each
      const facts = { event: occasion.event.name, repository: repository.fullName, path: source.path }
      if (options.mayStart?.(facts) ?? true) book.open(each, approved)
    }
  }

  return {
    dispatch: (event) => {
      // A push with a job's token starts nothing; a pull request by one waits for approval.
      if (engine.closing.signal.aborted || (event.byJobToken && event.name === 'push')) return
      book.track(start(event)).catch(() => undefined)
    },
    idle: (signal) => book.idle(signal),
    get runs() {
      return book.views()
    },
    rerun: (runId, { failedOnly = false } = {}) =>
      book.again(
        runId,
        (run) => run.attempt + 1,
        (run) => (failedOnly ? run.jobs.filter((job) => job.conclusion === 'success') : []),
      ),
    approve: (runId) =>
      book.again(
        runId,
        () => 1,
        () => [],
      ),
    reviewDeployment: (runId, review) => engine.deployments.review(runId, review),
    cancel: (runId) => book.find(runId).cancel.abort(),
    on: (listener) => {
      engine.listeners.add(listener)
      return () => engine.listeners.delete(listener)
    },
    killAtStep: (rule) => engine.faults.killAtStep(rule),
    close: async () => {
      engine.closing.abort()
      for (const { id } of book.views()) book.find(id).cancel.abort()
      await book.idle().catch(() => undefined)
    },
  }
}
