import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedTool } from '../installed-tool.ts'
import { startServer } from '../server-process.ts'

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

/** Starts a locked tool as a registry, with data in a temporary directory that goes with it. Throws what it logged when it does not answer. */
export async function runRegistry(tool: string, commandOf: Command): Promise<RunningRegistry> {
  const root = await mkdtemp(join(tmpdir(), 'promo-registry-'))
  const directory = join(root, 'data')
  await mkdir(directory)
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const server = await startServer({
    path: installedTool(tool),
    args: await commandOf({ port, directory }),
    directory: root,
    environment: { HOME: root, TMPDIR: root },
    logFile: join(root, 'log'),
    answers: () => answers(host),
  })
  const close = async (): Promise<void> => {
    await server.stop()
    await rm(root, { recursive: true, force: true })
  }
  return { host, close }
}

function answers(host: string): Promise<boolean> {
  return fetch(`http://${host}/v2/`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
