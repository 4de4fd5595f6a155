import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseChallenge } from './challenge.ts'

describe('a WWW-Authenticate challenge', () => {
  it.each([
    [
      'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a:pull"',
      'https://ghcr.io/token',
      'ghcr.io',
    ],
    ['bearer realm=https://auth.example.com/t , service = "x\\"y"', 'https://auth.example.com/t', 'x"y'],
    ['Basic realm="x", Bearer realm="https://a.example.com/token"', 'https://a.example.com/token', undefined],
    ['Negotiate oRQwEq=, Bearer realm="https://a.example.com/token"', 'https://a.example.com/token', undefined],
    ['Bearer service=,realm="https://a.example.com/token"', 'https://a.example.com/token', undefined],
    ['Bearer realm = "https://a.example.com/t" , empty="", service=x', 'https://a.example.com/t', 'x'],
    ['Bearer error="invalid_token", realm="https://a.example.com/token"', 'https://a.example.com/token', undefined],
  ])('%s names its token server', (header, realm, service) => {
    expect(parseChallenge(header)).toMatchObject({ scheme: 'bearer', realm, service })
  })

  it('says what the token must be good for, and why the last one was not', () => {
    const header =
      'Bearer realm="https://a.example.com/t",scope="repository:a:pull  repository:b:pull,push",error="insufficient_scope"'
    expect(parseChallenge(header)).toMatchObject({
      scopes: ['repository:a:pull', 'repository:b:pull,push'],
      error: 'insufficient_scope',
    })
  })

  it.each(['Basic', 'Negotiate abc=, Basic realm="x"', 'Basic realm="registry, Bearer realm=fake"', 'BASIC realm="x"'])(
    '%s asks for a password',
    (header) => {
      expect(parseChallenge(header)).toEqual({ scheme: 'basic' })
    },
  )

  it.each([null, '', 'Negotiate', 'Bearer', 'Bearer service="x"', `Bearer realm="${'x'.repeat(5000)}"`])(
    '%s is none that promo can answer',
    (header) => {
      expect(parseChallenge(header)).toBeUndefined()
    },
  )

  it('never fails, whatever the registry sends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('Bearer ', 'basic', '=', '"', '\\', ',', ' ', 'realm') }),
        (header) => {
          parseChallenge(header)
        },
      ),
    )
  })

  it('is read in one pass', () => {
    expect(parseChallenge(`Bearer ${'a="\\'.repeat(1000)}`)).toBeUndefined()
  })
})
