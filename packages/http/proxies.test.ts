import { describe, expect, test } from '@jest/globals'
import { proxyFor, type Environment } from './proxies.ts'

const proxy = (url: string, environment: Environment): string | undefined => proxyFor(new URL(url), environment)
const P = 'http://proxy.corp:3128'

describe('the proxy of a URL', () => {
  test('is none without variables', () => expect(proxy('https://ghcr.io/', {})).toBeUndefined())

  test('comes from the variable of its scheme, and for https from HTTP_PROXY too', () => {
    expect(proxy('https://ghcr.io/', { HTTPS_PROXY: P })).toBe(P)
    expect(proxy('https://ghcr.io/', { HTTP_PROXY: P })).toBe(P)
    expect(proxy('http://ghcr.io/', { HTTPS_PROXY: P })).toBeUndefined()
  })

  test('prefers the lower-case variable, and skips an empty one', () => {
    expect(proxy('https://ghcr.io/', { https_proxy: P, HTTPS_PROXY: 'http://other' })).toBe(P)
    expect(proxy('https://ghcr.io/', { https_proxy: '', HTTPS_PROXY: P })).toBe(P)
  })

  test('may be written without a scheme', () =>
    expect(proxy('https://ghcr.io/', { HTTPS_PROXY: 'proxy.corp:3128' })).toBe(P))
})

describe('NO_PROXY', () => {
  const exempt = (url: string, list: string): boolean => proxy(url, { HTTPS_PROXY: P, NO_PROXY: list }) === undefined

  test.each([
    ['https://ghcr.io/', 'a.example, ghcr.io'],
    ['https://ghcr.io/', '*'],
    ['https://api.corp.example/', '.corp.example'],
    ['https://api.corp.example/', '*.corp.example'],
    ['https://api.corp.example/', 'corp.example'],
    ['https://GHCR.io/', 'ghcr.IO'],
    ['https://ghcr.io/', 'ghcr.io:443'],
    ['https://ghcr.io:8443/', 'ghcr.io:8443'],
  ])('exempts %s by %j', (url, list) => expect(exempt(url, list)).toBe(true))

  test.each([
    ['https://ghcr.io/', ''],
    ['https://notghcr.io/', 'ghcr.io'],
    ['https://ghcr.io/', 'pkg.ghcr.io'],
    ['https://ghcr.io/', 'ghcr.io:8443'],
    ['https://ghcr.io.evil.example/', 'ghcr.io'],
  ])('does not exempt %s by %j', (url, list) => expect(exempt(url, list)).toBe(false))
})
