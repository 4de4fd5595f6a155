import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { contextDirectory, dockerfilePath } from './build-paths.ts'

let workspace: string
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'promo-paths-'))
  for (const directory of ['app', 'docker']) await mkdir(join(workspace, directory))
  for (const file of ['Dockerfile', 'app/Dockerfile', 'docker/app.Dockerfile'])
    await writeFile(join(workspace, file), 'FROM scratch')
})
afterAll(() => rm(workspace, { recursive: true }))

describe('the Dockerfile', () => {
  test.each([
    ['in the context first', 'Dockerfile', 'app/Dockerfile'],
    ['as the workspace has it', 'app/Dockerfile', 'app/Dockerfile'],
    ['outside the context', 'docker/app.Dockerfile', 'docker/app.Dockerfile'],
  ])('is found %s', async (_where, given, found) => {
    expect(await dockerfilePath(given, join(workspace, 'app'), workspace)).toBe(join(workspace, found))
  })

  test('is taken as it is when its path is absolute', async () => {
    const path = join(workspace, 'docker', 'app.Dockerfile')
    expect(await dockerfilePath(path, join(workspace, 'app'), workspace)).toBe(path)
  })

  test.each(['nowhere/Dockerfile', 'docker'])('is missed by name: %s', async (given) => {
    await expectCode('dockerfile-missing', () => dockerfilePath(given, join(workspace, 'app'), workspace))
  })
})

describe('the context', () => {
  test('is a directory of the workspace', async () => {
    expect(await contextDirectory('app', workspace)).toBe(join(workspace, 'app'))
    await expectCode('context-invalid', () => contextDirectory('Dockerfile', workspace))
    await expectCode('path-refused', () => contextDirectory('nowhere', workspace))
  })
})
