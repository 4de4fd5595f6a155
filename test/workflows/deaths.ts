import type { RunView, StepPlace } from '@promo/sandbox'
import type { WorkflowScene } from './scene.ts'

type Handler = Parameters<WorkflowScene['sandbox']['network']['route']>[1]
type Request = Parameters<Handler>[0]

/** Calls of one host after which the job that made them dies. */
export interface DeadlyCalls {
  /** Starts a run in which matching steps die, and runs what failed again until no call kills any more. */
  play(matches: (place: StepPlace) => boolean, start: () => Promise<RunView | undefined>): Promise<Played>
}

export interface Played {
  readonly run: RunView | undefined
  /** How many attempts died. */
  readonly deaths: number
}

/** More attempts than any job makes writes. */
const ATTEMPTS = 40

/**
 * The host keeps what it was sent, and the process that sent it is killed before it hears so. `isDeadly` is also told how
 * many attempts died before: a call that leaves nothing to be found again must not kill every one.
 */
export function deadlyCalls(
  scene: WorkflowScene,
  host: string,
  handler: Handler | undefined,
  isDeadly: (request: Request, deaths: number) => boolean,
): DeadlyCalls {
  if (handler === undefined) throw new Error(`the sandbox has no ${host}`)
  let kill: (() => void) | undefined
  let deaths = 0
  const { network, runner } = scene.sandbox
  network.route(host, async (request) => {
    const answer = await handler(request)
    if (answer.status < 300 && isDeadly(request, deaths)) kill?.()
    return answer
  })
  const attempt = async (matches: (place: StepPlace) => boolean, start: () => Promise<RunView | undefined>) => {
    const arm = (deadly: () => void): void => {
      kill = deadly
    }
    const withdraw = runner.killAtStep({ matches, arm })
    const run = await start()
    withdraw()
    kill = undefined
    return run
  }
  return {
    play: async (matches, start) => {
      deaths = 0
      let run = await attempt(matches, start)
      while (run !== undefined && run.conclusion !== 'success' && deaths < ATTEMPTS) {
        const failed = run
        deaths += 1
        run = await attempt(matches, () => rerunFailed(scene, failed))
      }
      return { run, deaths }
    },
  }
}

/** "Re-run failed jobs": gives the run after its next attempt. */
export function rerunFailed(scene: WorkflowScene, run: RunView): Promise<RunView | undefined> {
  return rerun(scene, run, true)
}

/** "Re-run all jobs". */
export function rerunAll(scene: WorkflowScene, run: RunView): Promise<RunView | undefined> {
  return rerun(scene, run, false)
}

async function rerun(
  { sandbox: { runner } }: WorkflowScene,
  { id }: RunView,
  failedOnly: boolean,
): Promise<RunView | undefined> {
  await runner.rerun(id, { failedOnly })
  await runner.idle()
  return runner.runs.find((run) => run.id === id)
}
