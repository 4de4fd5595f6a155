import { describe, expect, test } from '@jest/globals'
import { errorChain, isTransientError } from './transient.ts'

function coded(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(code, options), { code })
}

describe('a broken connection', () => {
  test.each(['ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT'])(
    'may heal after %s',
    (code) => expect(isTransientError(coded(code))).toBe(true),
  )

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ENOTFOUND',
    'EPROTO',
    '',
  ])('does not heal after %s', (code) => expect(isTransientError(coded(code))).toBe(false))

  test('may heal when any cause of it does, an aggregate of addresses included', () => {
    expect(isTransientError(new TypeError('fetch failed', { cause: coded('ECONNRESET') }))).toBe(true)
    expect(isTransientError(new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]))).toBe(true)
  })

  test('may heal when the proxy has no better answer for now', () => {
    expect(isTransientError(new Error('Proxy response (503) !== 200 when HTTP Tunneling'))).toBe(true)
    expect(isTransientError(new Error('Proxy response (403) !== 200 when HTTP Tunneling'))).toBe(false)
  })
})

test('a chain of causes that bites its tail ends', () => {
  const error = coded('x')
  error.cause = error
  expect(errorChain(error)).toHaveLength(10)
})
