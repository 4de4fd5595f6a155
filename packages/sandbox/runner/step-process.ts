import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export interface StepProcess {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal
  readonly onLine: (line: string) => void
  /** Called with the process group as soon as it runs. */
  readonly onStart: (group: ProcessGroup) => void
}

export interface ProcessGroup {
  /** SIGKILL to the process and everything it started. */
  kill(): void
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed' | 'timed-out' | 'cancelled' }
  | { readonly kind: 'not-started'; readonly reason: string }

/** Output of a child that outlives its parent is read this much longer. */
const DRAIN_MS = 200

/**
 * Runs one process of a step in a group of its own and hands over its output line by line while it runs:
 * what `runProgram` of @promo/process, which returns at the end, cannot do.
 */
export async function runStepProcess(step: StepProcess): Promise<ProcessEnd> {
  if (step.signal.aborted) return { kind: 'cancelled' }
  const child = spawn(step.program, step.args, {
    cwd: step.cwd,
    env: { ...step.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let cause: 'timed-out' | 'cancelled' | 'killed' = 'killed'
  const kill = (): void => killGroup(child.pid)
  const stop = (why: 'timed-out' | 'cancelled') => () => {
    cause = why
    kill()
  }
  const timer = setTimeout(stop('timed-out'), step.timeoutMs)
  const onAbort = stop('cancelled')
  step.signal.addEventListener('abort', onAbort, { once: true })
  const drained = Promise.all([readLines(child.stdout, step.onLine), readLines(child.stderr, step.onLine)])
  child.once('spawn', () => step.onStart({ kill }))
  try {
    const end = await new Promise<ProcessEnd>((resolve) => {
      child.once('error', (error) => resolve({ kind: 'not-started', reason: error.message }))
      child.once('exit', (code) => resolve(code === null ? { kind: cause } : { kind: 'exited', code }))
    })
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
    return end
  } finally {
    clearTimeout(timer)
    step.signal.removeEventListener('abort', onAbort)
    child.stdout.destroy()
    child.stderr.destroy()
  }
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) onLine(line)
  } catch {
    // The stream was destroyed after its process ended.
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is already gone.
  }
}
