import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cutInto } from './chunks.ts'

async function* from(pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}

it('chunks are the same bytes, all of one size but the last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 })),
      fc.integer({ min: 1, max: 50 }),
      async (pieces, size) => {
        const chunks = await Array.fromAsync(cutInto(from(pieces), size))
        expect(Buffer.concat(chunks)).toEqual(Buffer.concat(pieces))
        expect(chunks.slice(0, -1).every(({ byteLength }) => byteLength === size)).toBe(true)
        expect(chunks.every(({ byteLength }) => byteLength > 0 && byteLength <= size)).toBe(true)
      },
    ),
  )
})
