import type { Agent } from 'node:http'
import type { Socket } from 'node:net'
import type { Open } from './connections.ts'
import { hostOf, silent } from './send.ts'
import type { TransportLimits } from './transport.ts'

/** What speaks over a tunnel once it is open: the socket itself, or TLS on it. */
export type Over = (socket: Socket, host: string) => Socket

/** The agent, whose connections now lead through a proxy: a tunnel each (RFC 9110 9.3.6), for http too. */
export function tunnelled(agent: Agent, proxy: Proxy, over: Over, { connectMs }: TransportLimits): Agent {
  agent.createConnection = ({ host, port }, done = () => undefined) => {
    const name = host ?? ''
    openTunnel(`${bracketed(name)}:${port}`, proxy, connectMs).then(
      (socket) => done(null, over(socket, name)),
      (error: unknown) => done(error as Error, undefined as never),
    )
    return undefined
  }
  return agent
}

export interface Proxy {
  readonly url: URL
  /** Opens requests to the proxy itself. */
  readonly open: Open
}

function openTunnel(target: string, { url, open }: Proxy, connectMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = { host: target, ...authorization(url) }
    const place = { hostname: hostOf(url), port: url.port, path: target }
    const asked = open({ ...place, method: 'CONNECT', headers, agent: false })
    const timer = setTimeout(() => asked.destroy(silent(`no tunnel within ${connectMs} ms`)), connectMs)
    asked.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (head.length > 0) socket.unshift(head)
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket)
        return
      }
      socket.destroy()
      reject(proxyRefusal(statusCode))
    })
    asked.once('close', () => clearTimeout(timer))
    asked.once('error', reject)
    asked.end()
  })
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** User and password of the proxy's URL (RFC 7617). */
function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** What a proxy answered to CONNECT: never taken for the answer of the host behind it. */
function proxyRefusal(proxyStatus: number): Error {
  return Object.assign(new Error(`the proxy answered ${proxyStatus}`), { proxyStatus })
}
