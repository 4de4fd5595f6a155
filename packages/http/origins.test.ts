import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { admitUrl, showUrl } from './origins.ts'

const admit = (url: string, configured = 'https://ghcr.io', plainHttpHosts: readonly string[] = []): string =>
  admitUrl(new URL(url), { configured, plainHttpHosts })

describe('a URL that an answer named', () => {
  test('may be any public https host, with its addresses checked', () => {
    expect(admit('https://pkg.example/x')).toBe('public')
  })

  test.each([
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00:ec2::254]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
  ])('is refused inside a private network: %s', (url) => expectCode('http-address-refused', () => admit(url)))

  test('is refused with credentials in it, or another scheme', async () => {
    await expectCode('http-address-refused', () => admit('https://user:pass@ghcr.io/'))
    await expectCode('http-address-refused', () => admit('file:///etc/passwd'))
  })

  test('is refused over plain http', () => expectCode('http-plain-refused', () => admit('http://pkg.example/')))
})

describe('the configured origin', () => {
  test('may be private', () => expect(admit('https://10.0.0.5/v2/', 'https://10.0.0.5')).toBe('anywhere'))

  test('does not open another port of the same host', () =>
    expectCode('http-address-refused', () => admit('https://10.0.0.5:8443/', 'https://10.0.0.5')))

  test('may be plain http on this machine and nowhere else', async () => {
    expect(admit('http://localhost:5000/', 'http://localhost:5000')).toBe('anywhere')
    await expectCode('http-plain-refused', () => admit('http://registry.corp/', 'http://registry.corp'))
  })

  test('may be plain http where the host is listed, with its port or for all ports', async () => {
    expect(admit('http://registry.corp:5000/', 'https://ghcr.io', ['registry.corp:5000'])).toBe('anywhere')
    expect(admit('http://registry.corp:5000/', 'https://ghcr.io', ['registry.corp'])).toBe('anywhere')
    await expectCode('http-plain-refused', () =>
      admit('http://registry.corp:5001/', 'https://ghcr.io', ['registry.corp:5000']),
    )
  })
})

test('a shown URL has no query', () => {
  expect(showUrl(new URL('https://blob.example/a?sig=secret#x'))).toBe('https://blob.example/a')
})
