import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedTool } from './installed-tool.ts'
import { startServer } from './server-process.ts'

/** A server that answers on loopback until it is closed. */
export interface RunningServer {
  /** `127.0.0.1:<port>`. */
  readonly host: string
  close(): Promise<void>
}

/** Where a server listens, and where it keeps its data. */
export interface Place {
  readonly port: number
  readonly directory: string
  /** One more port that nobody listens on, for servers that insist on several. */
  readonly another: () => Promise<number>
}

/** Gives the arguments of a server, and writes the configuration that they name. */
export type Command = (place: Place) => readonly string[] | Promise<readonly string[]>

/**
 * Starts a locked tool as a server, with data in a temporary directory that goes with it, and waits until it answers 200 at
 * the path. Throws what it logged when it does not.
 */
export async function runServer(tool: string, path: string, commandOf: Command): Promise<RunningServer> {
  const root = await mkdtemp(join(tmpdir(), 'promo-server-'))
  const directory = join(root, 'data')
  await mkdir(directory)
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const server = await startServer({
    path: installedTool(tool),
    args: await commandOf({ port, directory, another: freePort }),
    directory: root,
    environment: { HOME: root, TMPDIR: root },
    logFile: join(root, 'log'),
    answers: () => answers(`http://${host}${path}`),
  })
  const close = async (): Promise<void> => {
    await server.stop()
    await rm(root, { recursive: true, force: true })
  }
  return { host, close }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
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
