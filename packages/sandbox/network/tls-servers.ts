import { once } from 'node:events'
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SecureContext } from 'node:tls'

/** A server on this machine that is reached without the sandbox's proxy. */
export interface LocalServer {
  readonly port: number
  /** Connections that were made so far. */
  readonly connections: () => number
  close(): Promise<void>
}

export function startTls(context: SecureContext, answer: RequestListener): Promise<LocalServer> {
  return listen(createSecureServer({ SNICallback: (_name, done) => done(null, context) }, answer))
}

/** Answers CONNECT with a status, and opens the tunnel where that is 200. With a context it speaks TLS itself. */
export function startTunnels(
  status: (request: IncomingMessage) => number,
  context?: SecureContext,
): Promise<LocalServer> {
  const server =
    context === undefined
      ? createPlainServer()
      : createSecureServer({ SNICallback: (_name, done) => done(null, context) })
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const answered = status(request)
    socket.on('error', () => socket.destroy())
    socket.write(`HTTP/1.1 ${answered} Said\r\ncontent-length: 0\r\n\r\n`)
    if (answered !== 200) return
    const { hostname, port } = new URL(`http://${request.url ?? ''}`)
    const behind = connect(Number(port), hostname, () => {
      behind.write(head)
      behind.pipe(socket).pipe(behind)
    })
    behind.on('error', () => socket.destroy())
  })
  return listen(server)
}

async function listen(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
