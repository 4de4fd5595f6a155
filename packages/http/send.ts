import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Open } from './connections.ts'
import type { Hop } from './redirects.ts'
import type { Incoming, TransportLimits } from './transport.ts'

/** Sends one hop with Node's HTTP client; resolves with the head of its answer. */
export function sendHop(hop: Hop, open: Open, limits: TransportLimits, signal: AbortSignal): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const outgoing = open({ ...placeOf(hop.url), ...headOf(hop) })
    const content = hop.body === undefined || hop.body.size === 0 ? undefined : hop.body.open()
    let incoming: IncomingMessage | undefined
    const end = (error: Error): void => {
      // A request that waits for a connection says nothing of its end before it has one.
      reject(error)
      if (content instanceof Readable) content.destroy()
      void (incoming ?? outgoing).destroy(error)
    }
    const abort = (): void => end(signal.reason as Error)
    signal.addEventListener('abort', abort)
    outgoing.once('close', () => signal.removeEventListener('abort', abort))
    outgoing.once('socket', (socket) => {
      limitConnecting(socket, limits.connectMs, end)
      limitSilence(outgoing, socket, limits.silenceMs, end)
    })
    outgoing.once('response', (response) => {
      incoming = response
      dropUnsent(outgoing, response)
      resolve({ status: response.statusCode ?? 0, headers: response.headersDistinct, body: response })
    })
    // Once the answer has begun, its body reports what breaks.
    outgoing.on('error', reject)
    if (content instanceof Readable) pour(content, outgoing, end)
    else outgoing.end(content)
  })
}

function placeOf(url: URL): RequestOptions {
  return { hostname: hostOf(url), port: url.port, path: `${url.pathname}${url.search}` }
}

/** As Node wants it: an IPv6 address without brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function headOf({ method, headers, body }: Hop): RequestOptions {
  return { method, headers: body === undefined ? headers : { ...headers, 'content-length': body.size } }
}

function pour(content: Readable, outgoing: ClientRequest, end: (error: Error) => void): void {
  content.once('error', end)
  outgoing.once('close', () => content.destroy())
  content.pipe(outgoing)
}

/** Who answers before all was sent does not want the rest. */
function dropUnsent(outgoing: ClientRequest, response: IncomingMessage): void {
  if (!outgoing.writableFinished) response.once('close', () => outgoing.destroy())
}

function limitConnecting(socket: Socket, connectMs: number, end: (error: Error) => void): void {
  if (!socket.connecting) return
  const timer = setTimeout(() => end(silent(`no connection within ${connectMs} ms`)), connectMs)
  const connected = 'encrypted' in socket ? 'secureConnect' : 'connect'
  for (const event of [connected, 'close']) socket.once(event, () => clearTimeout(timer))
}

function limitSilence(outgoing: ClientRequest, socket: Socket, silenceMs: number, end: (error: Error) => void): void {
  const onSilence = (): void => {
    // All that was given is sent: the source of the body is slow, and has limits of its own.
    const isOurs = !outgoing.writableEnded && !outgoing.writableNeedDrain
    if (isOurs) socket.setTimeout(silenceMs)
    else end(silent(`no word for ${silenceMs} ms`))
  }
  socket.setTimeout(silenceMs)
  socket.on('timeout', onSilence)
  outgoing.once('close', () => socket.off('timeout', onSilence))
}

/** The other side has said nothing for too long. */
export function silent(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' })
}
