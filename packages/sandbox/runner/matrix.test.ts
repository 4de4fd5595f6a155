import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { expandMatrix, matrixLabel } from './matrix.ts'

describe('a matrix', () => {
  test('is the product of its vectors, in their order', () => {
    expect(expandMatrix({ os: ['a', 'b'], node: [1, 2] })).toEqual([
      { os: 'a', node: 1 },
      { os: 'a', node: 2 },
      { os: 'b', node: 1 },
      { os: 'b', node: 2 },
    ])
  })

  test('excludes by the keys a rule names', () => {
    expect(expandMatrix({ os: ['a', 'b'], node: [1, 2], exclude: [{ os: 'a' }, { os: 'b', node: 2 }] })).toEqual([
      { os: 'b', node: 1 },
    ])
  })

  test('includes as the example of GitHub’s documentation says', () => {
    const matrix = {
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    }
    expect(expandMatrix(matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ])
  })

  test.each([
    ['an empty vector', { leg: [] }],
    ['a vector that is no list', { leg: 'cart' }],
    ['nothing at all', {}],
    ['an empty include', { include: [] }],
    ['more legs than GitHub starts', { n: Array.from({ length: 257 }, (_, index) => index) }],
  ])('refuses %s', (_what, matrix) => expectCode('workflow-invalid', () => expandMatrix(matrix)))

  test('names a leg by the scalars of its combination', () => {
    expect(matrixLabel({ leg: { name: 'cart', platforms: ['linux/amd64'] }, fast: true })).toBe(
      ' (cart, linux/amd64, true)',
    )
    expect(matrixLabel({ leg: 'x'.repeat(200) })).toHaveLength(101)
  })
})
