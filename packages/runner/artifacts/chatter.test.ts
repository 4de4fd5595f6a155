import { expect, test } from '@jest/globals'
import { aside, overhear } from './chatter.ts'

test('lines of a call are heard, its masks and the lines of the log pass', async () => {
  const written: string[] = []
  const heard: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0
  try {
    await Promise.all(
      [1, 2].map((call) =>
        overhear(
          async () => {
            process.stdout.write(`name of call ${String(call)}\n::error::owned\n`)
            process.stdout.write('::add-mask::secret\n')
            await Promise.resolve()
            aside(() => process.stdout.write('::notice::from the log\n'))
          },
          (line) => heard.push(line),
        ),
      ),
    )
    process.stdout.write('afterwards\n')
  } finally {
    process.stdout.write = write
  }
  expect(heard).toEqual(['name of call 1\n::error::owned', 'name of call 2\n::error::owned'])
  expect(new Set(written)).toEqual(new Set(['::add-mask::secret\n', '::notice::from the log\n', 'afterwards\n']))
})
