import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import type { HttpClient } from '@promo/http'
import { publicGoodTrust } from './public-good.ts'

/** Knows no file, and remembers who was asked. */
function anEmptyMirror(asked: URL[]): HttpClient {
  const notFound = { status: 404, headers: new Headers(), body: new Uint8Array() }
  return {
    request: async ({ url }) => {
      asked.push(new URL(url))
      return { ...notFound, url: new URL(url) }
    },
    stream: async () => {
      throw new Error('not streamed')
    },
  }
}

test('offline the embedded trusted root is used, and it verifies nothing it should not', async () => {
  const asked: URL[] = []
  const cachePath = join(tmpdir(), 'promo-unused')
  const trust = await publicGoodTrust({ cachePath, http: anEmptyMirror(asked), offline: true })
  await expectCode('bundle-invalid', () => trust.verifyBundle(Buffer.from('{}')))
  expect(asked).toEqual([])
})

test('a cache that cannot be written ends in its own error', async () => {
  await expectCode('trusted-root-unavailable', () =>
    publicGoodTrust({ cachePath: join(import.meta.filename, 'cache'), http: anEmptyMirror([]) }),
  )
})

test('asks the mirror through the client it is given, and leaves the fetch of Node as it was', async () => {
  const asked: URL[] = []
  const { fetch } = globalThis
  const cachePath = mkdtempSync(join(tmpdir(), 'promo-tuf-'))
  await expectCode('trusted-root-unavailable', () => publicGoodTrust({ cachePath, http: anEmptyMirror(asked) }))
  expect(asked.length).toBeGreaterThan(0)
  expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(['tuf-repo-cdn.sigstore.dev']))
  expect(globalThis.fetch).toBe(fetch)
})
