import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { joinHeaders, readBody, send } from './exchange.ts'
import type { Handler, SandboxResponse } from './handler.ts'

export interface LoopbackHost {
  /** `127.0.0.1:<port>`. */
  readonly host: string
  close(): void
}

export interface LoopbackPlace {
  /** 0 for any that is free. */
  readonly port: number
}

/** Serves a handler over plain http on loopback, where foreign tools accept it. Throws what Node does for a port in use. */
export async function serveLoopback(handler: Handler, { port }: LoopbackPlace = { port: 0 }): Promise<LoopbackHost> {
  const server = createServer((request, response) => void answer(request, response, handler))
  // A push may take long, and a client that reuses a connection at the moment of a time limit sees a reset.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const method = request.method ?? 'GET'
  try {
    send(response, method, { response: await responseTo(request, method, handler) })
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined)
  }
}

async function responseTo(request: IncomingMessage, method: string, handler: Handler): Promise<SandboxResponse> {
  const url = URL.parse(`http://${request.headers.host ?? ''}${request.url ?? ''}`)
  const body = await readBody(request)
  return url === null ? { status: 400 } : handler({ method, url, headers: joinHeaders(request), body })
}
