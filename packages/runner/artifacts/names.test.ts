import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { attemptName, newestAttempts, parseArtifactName } from './names.ts'

const prefix = 'promo-digest'

test('of each leg the newest attempt up to this one counts', () => {
  const names = [
    attemptName(prefix, 'catalog', 1),
    attemptName(prefix, 'catalog', 2),
    attemptName(prefix, 'catalog', 9),
    attemptName(prefix, 'web-2', 1),
    'promo-digest-nonsense',
    'promo-digests-web-1',
    'other',
  ].map((name) => ({ name }))
  expect(newestAttempts(names, prefix, 2).map(({ leg, attempt }) => `${leg} ${attempt}`)).toEqual([
    'catalog 2',
    'web-2 1',
  ])
})

test('a name is also a safe file name', async () => {
  expect(parseArtifactName('promo-build-catalog-1')).toBe('promo-build-catalog-1')
  for (const name of ['', '..', '.x', 'a/b', 'a\\b', 'a\nb', 'a:b', '-a', 'a.', 'x'.repeat(300)]) {
    await expectCode('artifact-invalid', () => parseArtifactName(name))
  }
})
