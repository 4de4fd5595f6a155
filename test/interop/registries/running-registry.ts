import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installedTool } from '../installed-tool.ts'

/** A registry that answers on loopback until it is closed. */
export interface RunningRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string
  close(): void | Promise<void>
}

/** Where a server listens, and where it keeps its data. */
export interface Place {
  readonly port: number
  readonly directory: string
}

/** Gives the arguments of a server, and writes the configuration that they name. */
export type Command = (place: Place) => readonly string[] | Promise<readonly string[]>

const START_MILLISECONDS = 20_000
const STOP_MILLISECONDS = 5000

/** Starts a locked tool as a registry, with data in a temporary directory that goes with it. Throws what it logged when it does not answer. */
export async function runRegistry(tool: string, commandOf: Command): Promise<RunningRegistry> {
  const root = await mkdtemp(join(tmpdir(), 'promo-registry-'))
  const directory = join(root, 'data')
  await mkdir(directory)
  const port = await freePort()
  const args = await commandOf({ port, directory })
  const log = openSync(join(root, 'log'), 'w')
  const env = { HOME: root, TMPDIR: root }
  const server = spawn(installedTool(tool), args, { cwd: root, env, stdio: ['ignore', log, log] })
  closeSync(log)
  const host = `127.0.0.1:${port}`
  const close = async (): Promise<void> => {
    await stop(server)
    await rm(root, { recursive: true, force: true })
  }
  if (await answers(host, server)) return { host, close }
  const said = await readFile(join(root, 'log'), 'utf8')
  await close()
  throw new Error(`${tool} does not answer on ${host}: ${said.slice(-2000)}`)
}

async function answers(host: string, server: ChildProcess): Promise<boolean> {
  for (const started = Date.now(); Date.now() - started < START_MILLISECONDS;) {
    await sleep(20)
    if (server.exitCode !== null) return false
    const status = await fetch(`http://${host}/v2/`).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return true
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
