import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { readSigningConfig } from './signing-config.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

interface Service {
  readonly url: string
  readonly majorApiVersion: number
  readonly validFor: { readonly start: string; readonly end?: string }
}

function service(name: string, start: string, changes: Partial<Service> = {}): Service {
  return { url: `https://${name}.example`, majorApiVersion: 1, validFor: { start }, ...changes }
}

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

describe('a signing config', () => {
  test('gives the newest service that is valid now, never one of the future or the past', () => {
    const past = service('past', '2025-01-01T00:00:00Z', {
      validFor: { start: '2025-01-01T00:00:00Z', end: '2025-06-01T00:00:00Z' },
    })
    const caUrls = [
      service('old', '2023-01-01T00:00:00Z'),
      service('future', '2027-01-01T00:00:00Z'),
      service('new', '2026-01-01T00:00:00Z'),
      past,
    ]
    expect(readSigningConfig(config({ caUrls }), NOW).fulcio.href).toBe('https://new.example/')
  })

  test('with both versions of the log gives the first', () => {
    const second = service('v2', '2026-01-01T00:00:00Z', { majorApiVersion: 2 })
    const rekorTlogUrls = [second, service('v1', '2023-01-01T00:00:00Z')]
    expect(readSigningConfig(config({ rekorTlogUrls }), NOW)).toMatchObject({
      rekor: new URL('https://v1.example'),
      rekorVersion: 1,
    })
  })

  test('without a log gives the timestamp authority alone', () => {
    const instance = readSigningConfig(config({ rekorTlogUrls: [] }), NOW)
    expect(instance.rekor).toBeUndefined()
    expect(instance.timestamp?.href).toBe('https://tsa.example/')
  })

  test.each([
    [
      'only the second version of the log',
      { rekorTlogUrls: [service('v2', '2026-01-01T00:00:00Z', { majorApiVersion: 2 })] },
    ],
    ['every log at once', { rekorTlogConfig: { selector: 'ALL' } }],
    ['two timestamps', { tsaConfig: { selector: 'EXACT', count: 2 } }],
  ])('that asks for %s is not supported yet', async (_what, changes) => {
    await expectCode('signing-config-unsupported', () => readSigningConfig(config(changes), NOW))
  })

  test.each([
    ['is not JSON', '{'],
    ['is of another version', config({ mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.1+json' })],
    ['has no certificate authority', config({ caUrls: [] })],
    ['has neither log nor timestamp', config({ rekorTlogUrls: [], tsaUrls: [] })],
  ])('that %s is invalid', async (_what, text) => {
    await expectCode('signing-config-invalid', () => readSigningConfig(text, NOW))
  })
})
