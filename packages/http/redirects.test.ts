import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { nextHop, type Hop } from './redirects.ts'

const HEADERS = {
  accept: 'a',
  range: 'bytes=0-1',
  authorization: 'Bearer x',
  'x-registry-auth': 'y',
  cookie: 'z',
  'user-agent': 'promo',
}

function aHop(changes: Partial<Hop> = {}): Hop {
  return { url: new URL('https://ghcr.io/v2/a'), method: 'GET', headers: HEADERS, body: undefined, ...changes }
}

const body = { size: 1, open: () => Buffer.from('x') }

describe('the next hop', () => {
  test('stays away for statuses without one, and for a redirect that names no place', () => {
    expect(nextHop(aHop(), 200, '/b')).toBeUndefined()
    expect(nextHop(aHop(), 304, '/b')).toBeUndefined()
    expect(nextHop(aHop(), 302, null)).toBeUndefined()
  })

  test('resolves a relative place against the URL that answered, and keeps all headers on the same origin', () => {
    const next = nextHop(aHop(), 307, '../b?x=1#part')
    expect(next?.url.href).toBe('https://ghcr.io/b?x=1')
    expect(next?.headers).toEqual(HEADERS)
  })

  test.each(['https://pkg.example/b', 'https://ghcr.io:8443/b', 'http://ghcr.io/b'])(
    'drops all headers but accept and range for %s',
    (place) => {
      const from = place.startsWith('http:') ? new URL('http://ghcr.io:81/') : new URL('https://ghcr.io/')
      expect(nextHop(aHop({ url: from }), 307, place)?.headers).toEqual({ accept: 'a', range: 'bytes=0-1' })
    },
  )

  test('never restores what was dropped, wherever the chain leads', () => {
    const origins = fc.constantFrom('https://ghcr.io', 'https://pkg.example', 'https://ghcr.io:8443')
    fc.assert(
      fc.property(fc.array(origins, { minLength: 1, maxLength: 20 }), (chain) => {
        let hop = aHop()
        let wasForeign = false
        for (const origin of chain) {
          hop = nextHop(hop, 307, `${origin}/x`) ?? hop
          wasForeign ||= origin !== 'https://ghcr.io'
          expect('authorization' in hop.headers).toBe(!wasForeign)
        }
      }),
    )
  })

  test.each([
    [301, 'POST', 'GET', false],
    [302, 'POST', 'GET', false],
    [303, 'POST', 'GET', false],
    [303, 'PUT', 'GET', false],
    [303, 'HEAD', 'HEAD', true],
    [301, 'PUT', 'PUT', true],
    [302, 'DELETE', 'DELETE', true],
    [307, 'POST', 'POST', true],
    [308, 'PATCH', 'PATCH', true],
  ] as const)(
    'after %i turns %s into %s; its body and content headers go along: %s',
    (status, method, wanted, keeps) => {
      const headers = { 'content-type': 'text/plain', accept: 'a' }
      const next = nextHop(aHop({ method, body, headers }), status, 'https://pkg.example/')
      expect(next?.method).toBe(wanted)
      expect(next?.body).toBe(keeps ? body : undefined)
      expect(next?.headers).toEqual(keeps ? headers : { accept: 'a' })
    },
  )

  test('is refused from https to plain http, to credentials, and to what is no URL', async () => {
    await expectCode('http-redirect-refused', () => nextHop(aHop(), 302, 'http://ghcr.io/v2/a'))
    await expectCode('http-redirect-refused', () => nextHop(aHop(), 302, 'https://u:p@ghcr.io/'))
    await expectCode('http-redirect-refused', () => nextHop(aHop(), 302, 'https://[bad/'))
    await expectCode('http-redirect-refused', () => nextHop(aHop(), 302, 'file:///etc/passwd'))
  })
})
