import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asRoot } from './as-root.ts'
import { startServer } from './server-process.ts'

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

/** Starts a daemon and waits for its socket. Throws what it logged when there is none. */
export async function startDaemon({ directory, socket, program, args }: DaemonStart): Promise<Daemon> {
  const [path, words] = asRoot(program, args)
  const remove = (): void => {
    for (const mounted of mountsBelow(directory)) execFileSync(...asRoot('umount', ['--lazy', mounted]))
    execFileSync(...asRoot('rm', ['-rf', directory]))
  }
  try {
    const server = await startServer({
      path,
      args: words,
      directory,
      environment: { HOME: directory, PATH: process.env['PATH'] ?? '' },
      logFile: join(directory, 'log'),
      answers: () => Promise.resolve(existsSync(socket)),
    })
    return { address: `unix://${socket}`, stop: () => server.stop().then(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Innermost first: dockerd leaves the network namespace of containers that had the machine's. */
function mountsBelow(directory: string): readonly string[] {
  const points = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  return points.filter((point) => point.startsWith(`${directory}/`)).toReversed()
}
