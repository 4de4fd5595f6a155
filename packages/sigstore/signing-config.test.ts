import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { readSigningConfig } from './signing-config.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

interface Service {
  readonly url: string
  readonly majorApiVersion: number
  readonly validFor: { readonly start: string; readonly end?: string }
  readonly operator?: string
}

function service(name: string, start: string, changes: Partial<Service> = {}): Service {
  return { url: `https://${name}.example`, majorApiVersion: 1, validFor: { start }, ...changes }
}

function ended(name: string, end: string): Service {
  return service(name, '2025-01-01T00:00:00Z', { validFor: { start: '2025-01-01T00:00:00Z', end } })
}

const second = service('v2', '2026-01-01T00:00:00Z', { majorApiVersion: 2 })
const two = [
  service('older', '2023-01-01T00:00:00Z', { operator: 'one' }),
  service('newer', '2024-01-01T00:00:00Z', { operator: 'two' }),
]

function config(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service('fulcio', '2023-01-01T00:00:00Z')],
    rekorTlogUrls: [service('rekor', '2023-01-01T00:00:00Z')],
    tsaUrls: [service('tsa', '2023-01-01T00:00:00Z')],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
    ...changes,
  })
}

/** Host names of the logs that are chosen. */
function logs(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return readSigningConfig(config(changes), NOW).logs.map(({ hostname }) => hostname)
}

describe('a signing config', () => {
  test('gives the newest service that is valid now, never one of the future or the past', () => {
    const caUrls = [
      service('old', '2023-01-01T00:00:00Z'),
      service('future', '2027-01-01T00:00:00Z'),
      service('new', '2026-01-01T00:00:00Z'),
      ended('past', '2025-06-01T00:00:00Z'),
    ]
    expect(readSigningConfig(config({ caUrls }), NOW).fulcio?.href).toBe('https://new.example/')
  })

  test('begins a validity at its start and is over at its end', async () => {
    expect(logs({ rekorTlogUrls: [service('now', NOW.toISOString())] })).toEqual(['now.example'])
    await expectCode('signing-config-invalid', () => logs({ rekorTlogUrls: [ended('over', NOW.toISOString())] }))
    const last = new Date(NOW.getTime() + 1).toISOString()
    expect(logs({ rekorTlogUrls: [ended('last', last)] })).toEqual(['last.example'])
  })

  test('with both versions of the log gives the first, which every verifier reads', () => {
    const rekorTlogUrls = [second, service('v1', '2023-01-01T00:00:00Z')]
    for (const selector of ['ANY', 'ALL']) {
      const instance = readSigningConfig(config({ rekorTlogUrls, rekorTlogConfig: { selector } }), NOW)
      expect(instance).toMatchObject({ logs: [new URL('https://v1.example')], logVersion: 1 })
    }
  })

  test('with the second version of the log alone gives that', () => {
    expect(readSigningConfig(config({ rekorTlogUrls: [second] }), NOW)).toMatchObject({
      logs: [new URL('https://v2.example')],
      logVersion: 2,
    })
  })

  test('gives one, all, or exactly as many services as it says', () => {
    expect(logs({ rekorTlogUrls: two })).toEqual(['newer.example'])
    expect(logs({ rekorTlogUrls: two, rekorTlogConfig: { selector: 'ALL' } })).toEqual([
      'newer.example',
      'older.example',
    ])
    expect(logs({ rekorTlogUrls: two, rekorTlogConfig: { selector: 'EXACT', count: 2 } })).toHaveLength(2)
    expect(logs({ rekorTlogUrls: two, rekorTlogConfig: { selector: 'EXACT', count: 1 } })).toEqual(['newer.example'])
  })

  test('counts the newest of each operator alone', () => {
    const rekorTlogUrls = two.map((each) => ({ ...each, operator: 'one' }))
    expect(logs({ rekorTlogUrls, rekorTlogConfig: { selector: 'ALL' } })).toEqual(['newer.example'])
  })

  test('without a log gives the timestamp authority alone', () => {
    const instance = readSigningConfig(config({ rekorTlogUrls: [] }), NOW)
    expect(instance.logs).toEqual([])
    expect(instance.timestamps.map(({ href }) => href)).toEqual(['https://tsa.example/'])
  })

  test('may name no service at all, for a key that signs alone', () => {
    const text = JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      rekorTlogConfig: {},
      tsaConfig: {},
    })
    expect(readSigningConfig(text, NOW)).toEqual({ logs: [], logVersion: 1, timestamps: [] })
  })

  test.each([
    ['a log of an API to come', { rekorTlogUrls: [{ ...second, majorApiVersion: 3 }] }],
    ['an authority of an API to come', { caUrls: [{ ...second, majorApiVersion: 2 }] }],
    [
      'nine logs at once',
      {
        rekorTlogUrls: Array.from({ length: 9 }, (_, index) => service(`log${String(index)}`, '2023-01-01T00:00:00Z')),
        rekorTlogConfig: { selector: 'ALL' },
      },
    ],
  ])('that asks for %s is not supported', async (_what, changes) => {
    await expectCode('signing-config-unsupported', () => readSigningConfig(config(changes), NOW))
  })

  test.each([
    ['is not JSON', '{'],
    ['is of another version', config({ mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.1+json' })],
    ['has neither log nor timestamp', config({ rekorTlogUrls: [], tsaUrls: [] })],
    ['has a Rekor v2 log and no timestamp', config({ rekorTlogUrls: [second], tsaUrls: [] })],
    ['has a log and does not say which to use', config({ rekorTlogConfig: {} })],
    ['has an unknown selector', config({ rekorTlogConfig: { selector: 'SOME' } })],
    ['asks for exactly none', config({ tsaConfig: { selector: 'EXACT', count: 0 } })],
    ['asks for more than there are', config({ tsaConfig: { selector: 'EXACT', count: 2 } })],
    ['names only what has ended', config({ caUrls: [ended('past', '2025-06-01T00:00:00Z')] })],
    ['has a time that is none', config({ caUrls: [service('odd', 'soon')] })],
    ['has a service that is no web server', config({ caUrls: [{ ...second, url: 'file:///etc/passwd' }] })],
  ])('that %s is invalid', async (_what, text) => {
    await expectCode('signing-config-invalid', () => readSigningConfig(text, NOW))
  })
})
