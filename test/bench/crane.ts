import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { installedTool } from '../interop/installed-tool.ts'

/** A registry of go-containerregistry, in memory, on a loopback port of its own. */
export interface CraneRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string
  close(): void
}

/** How it says that it listens (go-containerregistry, cmd/crane/cmd/serve.go). */
const SERVING = /serving on port (\d+)/

export async function startCraneRegistry(): Promise<CraneRegistry> {
  const server = spawn(installedTool('crane'), ['registry', 'serve', '--address', '127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return { host: `127.0.0.1:${await portOf(server)}`, close: () => void server.kill() }
}

/** Its log is read to the end: a pipe that nobody reads, or that is closed, would end the server. */
function portOf({ stderr }: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    stderr?.on('data', (chunk) => {
      if (said.length < 10_000) said += String(chunk)
      const port = SERVING.exec(said)?.[1]
      if (port !== undefined) resolve(port)
    })
    stderr?.on('end', () => reject(new Error(`crane serves no registry: ${said}`)))
  })
}

/** Seconds of one `crane copy` for each pair, one after another. */
export function craneCopy(pairs: readonly (readonly [from: string, to: string])[]): number {
  const started = performance.now()
  for (const [from, to] of pairs) {
    const { status, stderr } = spawnSync(installedTool('crane'), ['copy', from, to], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`crane copy ${from} ${to}: ${stderr}`)
  }
  return (performance.now() - started) / 1000
}

export function craneVersion(): string {
  return spawnSync(installedTool('crane'), ['version'], { encoding: 'utf8' }).stdout.trim()
}
