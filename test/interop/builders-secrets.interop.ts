import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { anActionScene, type ActionScene } from './builders/action-scene.ts'
import { BUILDERS } from './builders/running-builder.ts'
import { secretContext } from './builders/secret-probe.ts'
import { sshContext, type LentKey } from './builders/ssh-probe.ts'
import { everythingOf, unpackedBlob } from './builders/stored-image.ts'

jest.setTimeout(240_000)

const SECRETS = { value: 'canary-value-4711', file: 'canary-file-4712', variable: 'canary-variable-4713' }

const given = (value: string): Readonly<Record<string, string>> => ({
  ...{ context: 'probe', 'secret-files': 'file=secret.txt', 'secret-envs': 'variable=SECRET_VARIABLE' },
  ...{ secrets: `value=${value}`, 'no-cache': 'true', provenance: 'max' },
})

describe.each(BUILDERS)('build-by-digest with the driver $driver', (kind) => {
  let action: ActionScene
  let key: LentKey

  function fill(workspace: string): void {
    const probe = join(workspace, 'probe')
    mkdirSync(probe)
    const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex')
    secretContext(probe, Object.fromEntries(Object.entries(SECRETS).map(([id, secret]) => [id, sha256(secret)])))
    writeFileSync(join(workspace, 'secret.txt'), SECRETS.file)
    key = sshContext(join(workspace, 'lent'))
  }

  beforeAll(async () => {
    action = await anActionScene({ kind, fill, variables: { SECRET_VARIABLE: SECRETS.variable } })
  })
  afterAll(() => action.close())

  test('gives a build its secrets, and nobody else', async () => {
    const { digest, said, recordText } = await action.build('probe', given(SECRETS.value))
    const stored = (await everythingOf(action.scene, 'probe', digest)).toString('latin1')
    expect(stored).toContain('/run/secrets/')
    for (const secret of Object.values(SECRETS))
      for (const text of [said, action.argv(), recordText, stored]) expect(text).not.toContain(secret)
    const { status, stdout } = spawnSync('grep', ['-rl', SECRETS.value, action.workspace], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  test('writes no secret into a cache', async () => {
    const cache = join(action.workspace, 'cache')
    const cacheTo = `type=local,dest=${cache},mode=max`
    await action.build('cached', { ...given(SECRETS.value), 'no-cache': 'false', 'cache-to': cacheTo })
    expect(readFileSync(join(cache, 'index.json'), 'utf8')).toContain('sha256:')
    const blobs = readdirSync(join(cache, 'blobs', 'sha256')).map((name) => join(cache, 'blobs', 'sha256', name))
    const unpacked = blobs.map((path) => unpackedBlob(readFileSync(path)))
    const text = Buffer.concat(unpacked).toString('latin1')
    expect(text).toContain('/run/secrets/')
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret)
    rmSync(cache, { recursive: true })
  })

  test('shows no secret of a build that fails', async () => {
    const { code, said } = await action.run('probe', given('canary-other-4714'))
    expect(code).toBe('build-failed')
    expect(said).toContain('the secret value is ***')
    expect(said).not.toMatch(/canary-/)
    expect(action.argv()).not.toMatch(/canary-/)
  })

  test('lends a build a key through an agent, and gives it to nobody', async () => {
    const inputs = { context: 'lent', ssh: `default=${key.path}`, provenance: 'max' }
    const { digest, said, recordText } = await action.build('lent', inputs)
    const stored = (await everythingOf(action.scene, 'lent', digest)).toString('latin1')
    expect(stored).toContain('SSH_AUTH_SOCK')
    for (const text of [said, action.argv(), recordText, stored]) expect(text).not.toContain(key.canary)
  })

  test('fails a build that asks for a key which nobody lends', async () => {
    const { code } = await action.run('lent', { context: 'lent', 'no-cache': 'true' })
    expect(code).toBe('build-failed')
  })
})
