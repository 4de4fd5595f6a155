import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { basename } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Command, Finished, RunProgram } from './command.ts'
import { eachLine } from './each-line.ts'
import { processError } from './errors.ts'
import { findProgram } from './find-program.ts'
import { keepAll, keepTail } from './output.ts'
import { killTree, unwatchTree, watchTree } from './process-tree.ts'

const DEFAULT_TIMEOUT_MS = 15 * 60 * 1000
const DEFAULT_MAX_OUTPUT = 64 * 1024 * 1024
const STDERR_TAIL = 256 * 1024
/** How long pipes may stay open after the program has ended: a daemon that it left behind must not hold the step. */
const LINGER_MS = 2000

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/**
 * Runs a program to its end and resolves whatever its exit code. Throws `program-missing`, `program-timeout`,
 * `program-output-too-large` or `program-killed`; the whole tree of processes is dead when it rejects.
 */
export const runProgram: RunProgram = async (command) => {
  const name = basename(command.program)
  const program = await findProgram(command.program, command.env['PATH'] ?? '')
  if (program === undefined) throw processError('program-missing', { program: name }, `no program ${name}`)
  if (command.signal?.aborted === true) throw cancelled(name, command.signal)
  const child = spawn(program, command.args, {
    cwd: command.cwd,
    env: { ...command.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: false,
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  watchTree(child)
  try {
    return await supervise(child, command, name)
  } finally {
    unwatchTree(child)
  }
}

async function supervise(child: Child, command: Command, name: string): Promise<Finished> {
  const started = performance.now()
  const limit = command.maxOutputBytes ?? DEFAULT_MAX_OUTPUT
  const stdout = keepAll(limit)
  const stderr = keepTail(STDERR_TAIL)
  const stop = stopper(child, command, name)
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stdout.add(chunk))
      stop.because(
        processError('program-output-too-large', { program: name, limit }, `${name} wrote more than ${limit} bytes`),
      )
  })
  child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk))
  if (command.onErrorLine !== undefined) eachLine(child.stderr, command.onErrorLine)
  if (command.onOutputLine !== undefined) eachLine(child.stdout, command.onOutputLine)
  // A program that does not read its input closes the pipe: that is no fault.
  child.stdin.on('error', () => undefined).end(command.input)
  try {
    const { code, signal } = await ending(child, name)
    const reason = stop.reason()
    if (reason !== undefined) throw reason
    if (code === null)
      throw processError('program-killed', { program: name, signal }, `${name} was ended by ${signal ?? 'a signal'}`)
    return {
      code,
      stdout: stdout.bytes(),
      stderr: stderr.bytes().toString('utf8'),
      durationMs: performance.now() - started,
    }
  } finally {
    stop.dispose()
  }
}

interface Stopper {
  because(reason: Error): void
  reason(): Error | undefined
  dispose(): void
}

/** Kills the tree at the first reason to: time, cancellation, output. */
function stopper(child: Child, { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: Command, name: string): Stopper {
  let first: Error | undefined
  const because = (reason: Error): void => {
    if (first !== undefined) return
    first = reason
    killTree(child)
  }
  const timer = setTimeout(() => {
    because(
      processError('program-timeout', { program: name, timeoutMs }, `${name} did not end within ${timeoutMs / 1000} s`),
    )
  }, timeoutMs)
  const onAbort = (): void => {
    if (signal !== undefined) because(cancelled(name, signal))
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    because,
    reason: () => first,
    dispose: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    },
  }
}

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Resolves when the program has ended and its pipes are closed, by itself or by us. */
function ending(child: ChildProcess, name: string): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let linger: NodeJS.Timeout | undefined
    child.once('error', (cause) => {
      reject(processError('program-missing', { program: name }, `${name} cannot be started`, { cause }))
    })
    child.once('exit', () => {
      linger = setTimeout(() => {
        killTree(child)
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, LINGER_MS)
    })
    child.once('close', (code, signal) => {
      clearTimeout(linger)
      resolve({ code, signal })
    })
  })
}

function cancelled(name: string, signal: AbortSignal): Error {
  return processError('program-killed', { program: name }, `${name} was cancelled`, { cause: signal.reason })
}
