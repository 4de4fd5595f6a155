import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { inclusionPath, leafHash, rootOf } from './merkle.ts'

/** Known answers of the reference implementation (transparency-dev/merkle, testonly/reference_test.go: leaves of RFC 6962's test tree). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
]

test('gives the roots of the test tree of RFC 6962', () => {
  const hashes = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')))
  ROOTS.forEach((root, index) => {
    expect(rootOf(hashes.slice(0, index + 1)).toString('hex')).toBe(root)
  })
  expect(rootOf(hashes).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  expect(rootOf([])).toEqual(createHash('sha256').digest())
})

test('gives a path from every leaf to the root, as long as the tree is high', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (size, seed) => {
      const hashes = Array.from({ length: size }, (_, index) => leafHash(Buffer.from([index])))
      const index = seed % size
      expect(climb(hashes, index)).toEqual(rootOf(hashes))
      expect(inclusionPath(hashes, index).length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)) + 1)
    }),
  )
})

/** RFC 9162 section 2.1.3.2, written from the verifier's side. */
function climb(hashes: readonly Buffer[], index: number): Buffer {
  let [position, last] = [index, hashes.length - 1]
  let hash = hashes[index] ?? Buffer.alloc(0)
  for (const sibling of inclusionPath(hashes, index)) {
    const isRight = position % 2 === 1 || position === last
    hash = isRight ? node(sibling, hash) : node(hash, sibling)
    if (isRight) while (position % 2 === 0 && position !== 0) [position, last] = [position >> 1, last >> 1]
    ;[position, last] = [position >> 1, last >> 1]
  }
  return hash
}

function node(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest()
}
