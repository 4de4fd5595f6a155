import type { Engine } from './engine.ts'
import type { RunView } from './views.ts'

/** What a workflow runner has begun and not ended. */
export interface UnfinishedWork {
  /** Counts work among what `idle` waits for; a run counts only while something in it can move. */
  track<T>(work: Promise<T>, run?: RunView): Promise<T>
  /** Rejects with the first failure since the last call. An aborted wait ends with the next news and takes no failure along. */
  idle(signal?: AbortSignal): Promise<void>
}

export function createUnfinishedWork(engine: Engine): UnfinishedWork {
  const pending = new Map<Promise<unknown>, RunView | undefined>()
  const failures: unknown[] = []
  const busy = (): readonly Promise<unknown>[] =>
    [...pending].flatMap(([work, run]) => (run !== undefined && waitsForReview(run) ? [] : [work]))
  return {
    track: (work, run) => {
      const settled: Promise<unknown> = work
        .catch((error: unknown) => failures.push(error))
        .finally(() => pending.delete(settled))
      pending.set(settled, run)
      return work
    },
    idle: async (signal) => {
      await turn()
      for (let left = busy(); left.length > 0 && signal?.aborted !== true; left = busy()) {
        await Promise.race([Promise.all(left), nextProgress(engine)])
        await turn()
      }
      if (failures.length > 0 && signal?.aborted !== true) throw failures.shift()
    },
  }
}

/** Nothing of the run moves until somebody reviews it. */
function waitsForReview({ jobs }: RunView): boolean {
  const open = jobs.filter(({ status }) => status !== 'completed')
  return open.length > 0 && open.every(({ status }) => status === 'waiting')
}

/** What follows on news (the next job, the end of a review) has begun when this turn of the event loop is over. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function nextProgress({ listeners }: Engine): Promise<void> {
  return new Promise((resolve) => {
    const listener = (): void => {
      listeners.delete(listener)
      resolve()
    }
    listeners.add(listener)
  })
}
