import { describe, expect, test } from '@jest/globals'
import { digestOf, parsePinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { assertObserved, parseObserved } from './observed.ts'

const D1 = digestOf('one')
const D2 = digestOf('two')
const catalog = parsePinnedImage(`ghcr.io/your-org/catalog@${D1}`)
const orders = parsePinnedImage(`ghcr.io/your-org/orders@${D2}`)

describe('what an environment reports', () => {
  test.each([
    [D1],
    [`ghcr.io/your-org/catalog@${D1}`],
    [`ghcr.io/your-org/catalog:v1@${D1}`],
    [`docker-pullable://ghcr.io/your-org/catalog@${D1}`],
  ])('is read from %s', (text) => expect(parseObserved(text).digest).toBe(D1))

  test.each([['ghcr.io/your-org/catalog:v1'], ['sha256:abc'], ['']])('is refused as %j', (text) =>
    expect(() => parseObserved(text)).toThrow(),
  )

  test.each<[string, readonly string[]]>([
    ['nothing', []],
    ['every digest', [D2, D1]],
    ['every image', [`ghcr.io/your-org/orders@${D2}`, `ghcr.io/your-org/catalog@${D1}`]],
  ])('agrees with the images when it is %s', (_what, observed) =>
    expect(() => assertObserved([catalog, orders], observed.map(parseObserved))).not.toThrow(),
  )

  test.each<[string, readonly string[]]>([
    ['one of them', [D1]],
    ['one more', [D1, D2, digestOf('three')]],
    ['another digest', [D1, digestOf('three')]],
    ['the digest under another name', [D1, `ghcr.io/your-org/catalog@${D2}`]],
  ])('differs from the images when it is %s', (_what, observed) =>
    expectCode('mark-observed-differs', () => assertObserved([catalog, orders], observed.map(parseObserved))),
  )
})
