import { Readable } from 'node:stream'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { eachLine } from './each-line.ts'

async function linesOf(chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  const heard: string[] = []
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  eachLine(stream, (line) => heard.push(line))
  await new Promise((resolve) => stream.on('end', resolve))
  return heard
}

test('lines are heard whole, wherever the stream is cut', async () => {
  const line = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((text) => !/[\r\n]/.test(text) && text.isWellFormed())
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\r\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_each, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      )
      expect(await linesOf(chunks)).toEqual(lines)
    }),
  )
})

test('an endless line is heard in parts, a last one without an end too', async () => {
  const heard = await linesOf([Buffer.from('x'.repeat(40_000)), Buffer.from('\nend')])
  expect(heard.map(({ length }) => length)).toEqual([16_000, 16_000, 8000, 3])
})
