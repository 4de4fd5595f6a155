import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpClient, type HttpClient } from '@promo/http'
import { runProgram, type Finished } from '@promo/process'
import { startNetwork, type Handler, type Network, type SandboxRequest } from './index.ts'

export const HOST = 'ghcr.io'

export interface NetworkBench {
  readonly directory: string
  readonly network: Network
  readonly client: HttpClient
  /** Runs a program that knows of the network what its environment says. */
  child(program: string, args: readonly string[]): Promise<Finished>
  close(): Promise<void>
}

/** A network of its own, in a directory of its own. */
export async function openNetwork(): Promise<NetworkBench> {
  const directory = await mkdtemp(join(tmpdir(), 'promo-network-'))
  const network = await startNetwork({ directory })
  const own = { PATH: process.env['PATH'] ?? '', HOME: directory, GIT_TERMINAL_PROMPT: '0' }
  return {
    directory,
    network,
    client: createHttpClient({ environment: network.environment, random: () => 0 }),
    child: (program, args) =>
      runProgram({ program, args, cwd: directory, env: { ...own, ...network.environment }, timeoutMs: 30_000 }),
    async close() {
      await network.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** Answers with what it was asked, as a real host would see it. */
export const echo: Handler = async ({ method, url, headers, body }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ method, url, headers, size: body.length }),
})

export function remembering(seen: SandboxRequest[]): Handler {
  return async (request) => {
    seen.push(request)
    return { status: 201, body: request.body }
  }
}

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')
