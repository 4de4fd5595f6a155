import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** A docker daemon on a busy machine. */
const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 15_000
const POLL_MILLISECONDS = 20
/** Of its log, in the error of a server that does not answer. */
const LOG_CHARACTERS = 2000

/** A server started by a test. */
export interface ServerProcess {
  /** Ends it and waits for its end: SIGTERM, then SIGKILL. */
  stop(): Promise<void>
}

export interface ServerCommand {
  readonly path: string
  readonly args: readonly string[]
  readonly directory: string
  /** All that it has of an environment. */
  readonly environment: Readonly<Record<string, string>>
  readonly logFile: string
  /** Whether it is ready for requests. */
  readonly answers: () => Promise<boolean>
}

/** Starts a server and waits until it answers. Throws what it logged, and leaves nothing running, when it does not. */
export async function startServer(command: ServerCommand): Promise<ServerProcess> {
  const { path, args, directory, environment, logFile } = command
  const log = openSync(logFile, 'w')
  const server = spawn(path, args, { cwd: directory, env: environment, stdio: ['ignore', log, log] })
  closeSync(log)
  if (await becomesReady(server, command)) return { stop: () => stop(server) }
  await stop(server)
  throw new Error(`${path} does not answer: ${(await readFile(logFile, 'utf8')).slice(-LOG_CHARACTERS)}`)
}

async function becomesReady(server: ChildProcess, { answers }: ServerCommand): Promise<boolean> {
  for (const started = Date.now(); Date.now() - started < START_MILLISECONDS;) {
    await sleep(POLL_MILLISECONDS)
    if (server.exitCode !== null) return false
    if (await answers()) return true
  }
  return false
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill()
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MILLISECONDS)
  await ended
  clearTimeout(timer)
}
