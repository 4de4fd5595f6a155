import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Handler } from '@promo/sandbox/network'

export interface LoopbackHost {
  /** `127.0.0.1:<port>`. */
  readonly host: string
  close(): void
}

/** Serves a handler of the sandbox over plain http on loopback, where foreign tools accept it. */
export async function serveLoopback(handler: Handler): Promise<LoopbackHost> {
  const server: Server = createServer((request, response) => {
    const answered = buffer(request).then(async (body) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const answer = await handler({ method: request.method ?? 'GET', url, headers, body })
      response.writeHead(answer.status, answer.headers)
      response.end(request.method === 'HEAD' ? undefined : Buffer.from(answer.body ?? ''))
    })
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => void server.close(),
  }
}
