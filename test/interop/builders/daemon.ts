import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asRoot } from './as-root.ts'

/** A daemon that runs as root until it is stopped. */
export interface Daemon {
  /** Address of its private socket. */
  readonly address: string
  stop(): Promise<void>
}

interface DaemonStart {
  /** Everything the daemon writes lies below it; it goes with the daemon. */
  readonly directory: string
  readonly socket: string
  readonly program: string
  readonly args: readonly string[]
}

const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 15_000

/** Starts a daemon and waits for its socket. Throws what it logged when there is none. */
export async function startDaemon({ directory, socket, program, args }: DaemonStart): Promise<Daemon> {
  const file = join(directory, 'log')
  const log = openSync(file, 'w')
  const [command, words] = asRoot(program, args)
  const daemon = spawn(command, words, { cwd: directory, stdio: ['ignore', log, log] })
  closeSync(log)
  const stop = async (): Promise<void> => {
    if (daemon.exitCode === null && daemon.signalCode === null) {
      const ended = once(daemon, 'exit')
      daemon.kill()
      const timer = setTimeout(() => daemon.kill('SIGKILL'), STOP_MILLISECONDS)
      await ended
      clearTimeout(timer)
    }
    const [remove, what] = asRoot('rm', ['-rf', directory])
    execFileSync(remove, what)
  }
  for (const started = Date.now(); Date.now() - started < START_MILLISECONDS && daemon.exitCode === null;) {
    if (existsSync(socket)) return { address: `unix://${socket}`, stop }
    await sleep(50)
  }
  const said = readFileSync(file, 'utf8')
  await stop()
  throw new Error(`${program} does not answer: ${said.slice(-2000)}`)
}
