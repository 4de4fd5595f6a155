import { afterEach, describe, expect, it } from '@jest/globals'
import { serveLoopback, type Handler, type LoopbackHost } from './index.ts'

const handler: Handler = async ({ method, url, body }) => {
  if (url.pathname === '/broken') throw new Error('broken')
  if (url.pathname === '/nothing') return { status: 204 }
  return { status: 200, body: method === 'POST' ? body : `${method} ${url.href}` }
}

let served: LoopbackHost | undefined
afterEach(() => served?.close())

async function start(): Promise<string> {
  served = await serveLoopback(handler)
  return `http://${served.host}`
}

describe('a handler on loopback', () => {
  it('is asked with the address, and its answer has a length', async () => {
    const base = await start()
    const answer = await fetch(`${base}/a?b=c`)
    expect([await answer.text(), answer.headers.get('content-length')]).toEqual([
      `GET ${base}/a?b=c`,
      String(`GET ${base}/a?b=c`.length),
    ])
    expect((await fetch(`${base}/a`, { method: 'HEAD' })).headers.get('content-length')).toBe(
      String(`HEAD ${base}/a`.length),
    )
    expect((await fetch(`${base}/nothing`)).headers.get('content-length')).toBeNull()
  })

  it('gets the body whole', async () => {
    const body = 'x'.repeat(1_000_000)
    expect(await (await fetch(await start(), { method: 'POST', body })).text()).toBe(body)
  })

  it('ends the connection when it fails, and goes on', async () => {
    const base = await start()
    await expect(fetch(`${base}/broken`)).rejects.toThrow('fetch failed')
    expect((await fetch(`${base}/a`)).status).toBe(200)
  })

  it('is not served on a port that is taken', async () => {
    const port = Number(new URL(await start()).port)
    await expect(serveLoopback(handler, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
