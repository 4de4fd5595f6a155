import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { parseSecretEnv, parseSecretFile, parseSecretValue } from './secret.ts'
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
  environment: { TOKEN: 'of-a-variable' },
  mask: (value: string) => masked.push(value),
})

describe('the secrets of a build', () => {
  test('are files and variables, and masked before it runs', async () => {
    await writeFile(join(directory, 'key'), 'of-a-file')
    const secrets = [parseSecretValue('a=of=a\nvalue'), parseSecretFile('b=key'), parseSecretEnv('c=TOKEN')]
    await withSecrets(secrets, place(), async (options) => {
      const file = join(directory, 'secret-0')
      expect(options).toEqual([`id=a,src=${file}`, `id=b,src=${join(directory, 'key')}`, 'id=c,env=TOKEN'])
      expect(masked).toEqual(['of=a\nvalue', 'of-a-file', 'of-a-variable'])
      expect(await readFile(file, 'utf8')).toBe('of=a\nvalue')
      expect((await stat(file)).mode & 0o077).toBe(0)
    })
  })

  test('are gone after the build, also after one that failed', async () => {
    const failing = withSecrets([parseSecretValue('a=1')], place(), () => Promise.reject(new TypeError('no')))
    await expect(failing).rejects.toThrow('no')
    await expect(stat(join(directory, 'secret-0'))).rejects.toThrow()
  })

  test('that are not there are for the builder to refuse', async () => {
    const secrets = [parseSecretFile('a=nowhere'), parseSecretEnv('b=NOBODY')]
    expect(await withSecrets(secrets, place(), (options) => Promise.resolve(options))).toHaveLength(2)
    expect(masked).toEqual([])
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
