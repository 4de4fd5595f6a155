import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installedTool } from '../interop/installed-tool.ts'

/** A registry of the distribution project, with its data on disk, on a loopback port of its own. */
export interface Distribution {
  /** `127.0.0.1:port`. */
  readonly host: string
  close(): Promise<void>
}

const START_MS = 10_000

export async function startDistribution(): Promise<Distribution> {
  const directory = await mkdtemp(join(tmpdir(), 'promo-bench-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const config = join(directory, 'config.yml')
  await writeFile(
    config,
    `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${join(directory, 'data')} } }
http: { addr: '${host}' }
`,
  )
  const server = spawn(installedTool('registry'), ['serve', config], { stdio: 'ignore' })
  const ended = once(server, 'close')
  const close = async (): Promise<void> => {
    server.kill()
    await ended
    await rm(directory, { recursive: true, force: true })
  }
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    if (await answers(host)) return { host, close }
    await sleep(20)
  }
  await close()
  throw new Error('the registry does not answer')
}

async function answers(host: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://${host}/v2/`)
    return ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
