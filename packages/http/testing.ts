import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export { httpError } from './errors.ts'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** One scripted answer; the default is 200 with an empty body. */
export type Answering = (request: SeenRequest, response: ServerResponse) => void

/** A server on the loopback address that answers as told and remembers what it was asked. */
export interface TestServer {
  readonly origin: string
  readonly seen: readonly SeenRequest[]
  /** TCP connections that were opened. */
  readonly connections: () => number
  close(): Promise<void>
}

export async function startTestServer(answer: Answering): Promise<TestServer> {
  const seen: SeenRequest[] = []
  let connections = 0
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
      seen.push(one)
      answer(one, response)
    })
  })
  server.on('connection', (_socket: Socket) => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers the first requests with the statuses of the list, all later ones with 200. */
export function statuses(...list: readonly number[]): Answering {
  let next = 0
  return (_request, response) => {
    response.writeHead(list[next] ?? 200)
    next += 1
    response.end('body')
  }
}
