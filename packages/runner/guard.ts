import { asPromoError } from '@promo/core'
import { cancelled, endWith, type FinalEnding } from './ending.ts'
import { runnerError } from './errors.ts'

/** The runner sends SIGINT, after 7.5 s SIGTERM and 2.5 s later kills: a recipe has this long to stop by itself. */
const GRACE_MS = 3000
/** Sockets kept alive for a next request may hold the process: after its ending it waits no longer than this. */
const LINGER_MS = 1000

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The parts of `process` that the guard needs. */
export type GuardedProcess = Pick<NodeJS.Process, 'on' | 'exit' | 'exitCode'>

export interface Guard {
  readonly signal: AbortSignal
  /** Sets what is said at the end. Must be called before anything can fail. */
  readonly finish: (ending: FinalEnding) => void
}

/**
 * Makes sure that a step ends exactly once and never in silence: after a signal, an error nobody caught, or an event
 * loop that ran empty, `write` is still called, and the exit code is 1 for everything that failed.
 */
export function guard(host: GuardedProcess, write: (ending: FinalEnding) => void): Guard {
  const controller = new AbortController()
  let finished = false
  const end = (ending: FinalEnding): void => {
    if (finished) return
    finished = true
    host.exitCode = ending.failed ? 1 : 0
    write(ending)
  }
  const leave = (ending: FinalEnding): void => {
    end(ending)
    host.exit()
  }
  for (const name of SIGNALS) {
    host.on(name, () => {
      controller.abort(name)
      setTimeout(() => leave(endWith(cancelled(name), 'enforce')), GRACE_MS).unref()
    })
  }
  host.on('uncaughtException', (error) => leave(endWith(asPromoError(error), 'enforce')))
  host.on('exit', () => {
    const early = runnerError('ended-early', {}, 'the action ended before it was done')
    end(endWith(controller.signal.aborted ? cancelled(controller.signal.reason) : early, 'enforce'))
  })
  return {
    signal: controller.signal,
    finish(ending) {
      end(ending)
      setTimeout(() => host.exit(), LINGER_MS).unref()
    },
  }
}
