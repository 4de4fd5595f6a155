import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { copyWorkspace } from './workspace-copy.ts'

let directory = ''
let workspace = ''
beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'promo-copy-')))
  workspace = join(directory, 'work')
  await mkdir(join(workspace, 'app'), { recursive: true })
})
afterEach(() => rm(directory, { recursive: true }))

const copy = (context: string, layout: string) => copyWorkspace({ workspace, context, layout }, join(directory, 'copy'))

describe('a copy of the workspace', () => {
  test('has the files with their modes and times, and links as links', async () => {
    await writeFile(join(workspace, 'app/build.sh'), 'make', { mode: 0o755 })
    await utimes(join(workspace, 'app/build.sh'), 1000, 1000)
    await symlink('/etc/passwd', join(workspace, 'link'))
    const paths = await copy(join(workspace, 'app'), join(workspace, 'app/oci'))
    expect(paths).toEqual({
      workspace: join(directory, 'copy'),
      context: join(directory, 'copy/app'),
      layout: join(directory, 'copy/app/oci'),
    })
    expect(await readFile(join(paths.context, 'build.sh'), 'utf8')).toBe('make')
    expect(await stat(join(paths.context, 'build.sh'))).toMatchObject({ mtimeMs: 1_000_000, mode: 0o100755 })
    expect((await lstat(join(paths.workspace, 'link'))).isSymbolicLink()).toBe(true)
    expect(await readlink(join(paths.workspace, 'link'))).toBe('/etc/passwd')
  })

  test('does not see what the workspace gets after it', async () => {
    const paths = await copy(workspace, join(workspace, 'oci'))
    await writeFile(join(workspace, 'oci'), 'left by the first build')
    await expect(lstat(paths.layout)).rejects.toThrow()
  })

  test.each([
    ['the context', '/elsewhere', 'oci'],
    ['the layout', 'app', '../oci'],
    ['a directory whose name begins alike', '../work-2', 'oci'],
  ])('is refused where it would not hold %s', async (_what, context, layout) => {
    await expectCode('rebuild-outside-workspace', () =>
      copy(context.startsWith('/') ? context : join(workspace, context), join(workspace, layout)),
    )
  })
})
