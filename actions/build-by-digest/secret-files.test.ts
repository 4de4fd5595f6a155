import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { assertDistinct, parseSecretEnv, parseSecretFile, parseSecretValue } from './secret.ts'
import { withSecrets } from './secret-files.ts'

let directory: string
let masked: string[]
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-secrets-'))
  masked = []
})
afterEach(() => rm(directory, { recursive: true }))

const place = () => ({
  workspace: directory,
  scratch: directory,
  environment: { TOKEN: 'of-a-variable', EMPTY: '' },
  mask: (value: string) => masked.push(value),
})

describe('the secrets of a build', () => {
  test('are files, and masked before it runs', async () => {
    await writeFile(join(directory, 'key'), 'of-a-file')
    const secrets = [parseSecretValue('a=of=a\nvalue'), parseSecretFile('b=key'), parseSecretEnv('c=TOKEN')]
    await withSecrets(secrets, place(), async (options) => {
      const [file, other] = [join(directory, 'secret-0'), join(directory, 'secret-1')]
      expect(options).toEqual([`id=a,src=${file}`, `id=b,src=${join(directory, 'key')}`, `id=c,src=${other}`])
      expect(masked).toEqual(['of=a\nvalue', 'of-a-file', 'of-a-variable'])
      expect(await readFile(file, 'utf8')).toBe('of=a\nvalue')
      expect(await readFile(other, 'utf8')).toBe('of-a-variable')
      expect((await stat(file)).mode & 0o077).toBe(0)
    })
  })

  test('are gone after the build, also after one that failed', async () => {
    const failing = withSecrets([parseSecretValue('a=1')], place(), () => Promise.reject(new TypeError('no')))
    await expect(failing).rejects.toThrow('no')
    await expect(stat(join(directory, 'secret-0'))).rejects.toThrow()
  })

  test.each([
    ['a file', parseSecretFile('a=nowhere')],
    ['a file that is a directory', parseSecretFile('a=.')],
    ['a variable', parseSecretEnv('a=NOBODY')],
    ['a variable with nothing in it', parseSecretEnv('a=EMPTY')],
  ])('that are not there are missed before anything is built: %s', async (_what, secret) => {
    const build = jest.fn(() => Promise.resolve())
    await expectCode('secret-missing', () => withSecrets([parseSecretValue('b=1'), secret], place(), build))
    expect(build).not.toHaveBeenCalled()
    await expect(stat(join(directory, 'secret-0'))).rejects.toThrow()
  })

  test('have an id of their own', async () => {
    const [one, other] = [parseSecretValue('a=1'), parseSecretEnv('a=TOKEN')]
    await expectCode('secret-invalid', () => {
      assertDistinct([one, parseSecretValue('b=1'), other])
    })
    assertDistinct([one])
  })

  test.each([
    [parseSecretValue, 'no-value='],
    [parseSecretValue, '-x=y'],
    [parseSecretValue, 'canary'],
    [parseSecretFile, 'a=b,env=C'],
    [parseSecretFile, 'a=b\nc'],
    [parseSecretEnv, 'a=B-C'],
    [parseSecretEnv, 'a b=C'],
  ])('are refused without being shown', async (parse, text) => {
    const error = await expectCode('secret-invalid', () => parse(text))
    expect(error.message).not.toContain(text)
  })
})
