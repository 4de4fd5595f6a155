import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { CertificateAuthority } from './certificate-authority.ts'
import { joinHeaders, readBody, send } from './exchange.ts'
import type { Delivery } from './faults.ts'
import type { SandboxRequest } from './handler.ts'

/** First byte of a TLS record that holds a handshake (RFC 8446 5.1). */
const TLS_HANDSHAKE = 0x16

export interface ProxyPorts {
  readonly authority: CertificateAuthority
  /** Whether someone plays the host; asked before a tunnel is opened. */
  readonly isKnown: (host: string, method: string) => boolean
  /** Told of what a handler gave that cannot be sent. */
  readonly failed: (place: string, error: unknown) => void
  /** Undefined: end the connection without an answer. */
  answer(request: SandboxRequest): Promise<Delivery | undefined>
}

export interface Proxy {
  readonly url: string
  close(): Promise<void>
}

/** A proxy on the loopback address that answers by itself for every host: CONNECT with TLS or plain HTTP inside, and absolute-form requests. */
export async function startProxy(ports: ProxyPorts): Promise<Proxy> {
  const sockets = new Set<Duplex>()
  const origins = new WeakMap<object, string>()
  const server = createServer((request, response) => {
    serve(request, response, origins.get(request.socket), ports).catch((error: unknown) => {
      ports.failed(request.url ?? '', error)
      response.destroy()
    })
  })
  // A client that reuses a connection at the moment of a time limit sees a reset: there are no limits.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  server.headersTimeout = 0
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('connect', (request, socket, head) => {
    void openTunnel(server, origins, { target: request.url ?? '', socket, head }, ports)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

interface Tunnel {
  /** `host:port`. */
  readonly target: string
  readonly socket: Duplex
  readonly head: Buffer
}

async function openTunnel(
  server: Server,
  origins: WeakMap<object, string>,
  { target, socket, head }: Tunnel,
  { authority, isKnown }: ProxyPorts,
): Promise<void> {
  const url = URL.parse(`https://${target}`)
  if (url === null || !isKnown(url.hostname, 'CONNECT')) {
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    return
  }
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  if (head.length > 0) socket.unshift(head)
  const first = await firstByte(socket)
  if (first === undefined) return
  if (first !== TLS_HANDSHAKE) {
    origins.set(socket, `http://${target}`)
    server.emit('connection', socket)
    return
  }
  if (!(socket instanceof Socket)) return
  const secureContext = await authority.contextFor(url.hostname)
  const secured = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] })
  origins.set(secured, `https://${target}`)
  server.emit('connection', secured)
}

/** Looks at the first byte and puts it back; undefined when the connection ends before it. */
function firstByte(socket: Duplex): Promise<number | undefined> {
  return new Promise((resolve) => {
    const onReadable = (): void => {
      const chunk = socket.read() as Buffer | null
      if (chunk === null) return
      socket.off('readable', onReadable)
      socket.unshift(chunk)
      resolve(chunk[0])
    }
    socket.on('readable', onReadable)
    socket.once('close', () => resolve(undefined))
  })
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string | undefined,
  ports: ProxyPorts,
): Promise<void> {
  const url = origin === undefined ? URL.parse(request.url ?? '') : URL.parse(request.url ?? '', origin)
  const method = request.method ?? 'GET'
  if (url === null) {
    send(response, method, { response: { status: 400, body: 'this is a proxy\n' } })
    return
  }
  if (!ports.isKnown(url.hostname, method)) {
    send(response, method, { response: { status: 403, body: `the sandbox has no host ${url.hostname}\n` } })
    return
  }
  const body = await readBody(request).catch(() => undefined)
  if (body === undefined) return
  const delivery = await ports.answer({ method, url, headers: joinHeaders(request), body })
  if (delivery === undefined) request.socket.destroy()
  else send(response, method, delivery)
}
