import { describe, expect, test } from '@jest/globals'
import { errorChain, isTransientError } from './transient.ts'

function coded(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(code, options), { code })
}

describe('a broken connection', () => {
  test.each(['ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'ETIMEDOUT', 'HPE_INVALID_EOF_STATE'])('may heal after %s', (code) =>
    expect(isTransientError(coded(code))).toBe(true),
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
    const answered = (proxyStatus: number): Error => Object.assign(new Error('refused'), { proxyStatus })
    expect([503, 403].map((status) => isTransientError(answered(status)))).toEqual([true, false])
  })
})

test('a chain of causes that bites its tail ends', () => {
  const error = coded('x')
  error.cause = error
  expect(errorChain(error)).toHaveLength(10)
})
