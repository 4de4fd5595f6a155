import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { publicGoodTrust } from './public-good.ts'

test('offline the embedded trusted root is used, and it verifies nothing it should not', async () => {
  const cachePath = join(tmpdir(), 'promo-unused')
  const trust = await publicGoodTrust({ cachePath, offline: true })
  expect(Object.keys(trust)).toContain('verifyBundle')
  await expectCode('bundle-invalid', () => trust.verifyBundle(Buffer.from('{}')))
})

test('a cache that cannot be written ends in its own error', async () => {
  await expectCode('trusted-root-unavailable', () =>
    publicGoodTrust({ cachePath: join(import.meta.filename, 'cache') }),
  )
})
