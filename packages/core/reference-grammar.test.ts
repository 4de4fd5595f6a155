import { describe, expect, test } from '@jest/globals'
import { formatParts, isTag, normalReference, readReferenceParts } from './reference-grammar.ts'
import { parseImageReference } from './image-reference.ts'
import { expectCode } from './testing.ts'

const F = `sha256:${'f'.repeat(64)}`

describe('a digest of the grammar', () => {
  test.each([
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128],
  ])('may be %s of %i digits', async (algorithm, digits) => {
    const text = `xn--7o8h.com/myimage:tag@${algorithm}:${'f'.repeat(digits)}`
    const parts = readReferenceParts(text)
    expect(parts).toMatchObject({ name: 'xn--7o8h.com/myimage', digest: `${algorithm}:${'f'.repeat(digits)}` })
    expect(formatParts(parts)).toBe(text)
    for (const other of ['f'.repeat(digits - 1), 'f'.repeat(digits + 1), 'F'.repeat(digits)])
      await expectCode('image-invalid', () => readReferenceParts(`app@${algorithm}:${other}`))
  })

  test.each(['sha384', 'sha512'])('of %s is one that promo acts on nowhere', async (algorithm) => {
    const digest = 'f'.repeat(algorithm === 'sha384' ? 96 : 128)
    await expectCode('image-invalid', () => parseImageReference(`app@${algorithm}:${digest}`))
  })

  test.each(['sha1', 'md5', 'sha256+b64', 'blake3'])('is none of %s', (algorithm) =>
    expectCode('image-invalid', () => readReferenceParts(`app@${algorithm}:${'f'.repeat(64)}`)),
  )
})

test.each([
  ['alpine', 'docker.io/library/alpine'],
  ['index.docker.io/alpine:3', 'docker.io/library/alpine:3'],
  [`localhost:5000/app:v1@${F}`, `localhost:5000/app:v1@${F}`],
])('the normal form of %s is %s', (text, normal) => {
  expect(normalReference(readReferenceParts(text))).toBe(normal)
})

test('a tag is 128 of its characters at most and begins with none of its marks', () => {
  expect(['latest', 'v1.2-3_x', '_', 'A'.repeat(128)].every(isTag)).toBe(true)
  expect(['', '-a', '.a', 'a b', 'a/b', 'a:b', 'a\n', 'A'.repeat(129)].some(isTag)).toBe(false)
})
