import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { readHelperAnswer, type RunHelper } from './credential-helper.ts'
import { readCredentials, type Credential, type CredentialOptions } from './credentials.ts'
import { bytesOf } from './testing.ts'

function basic(username: string, password: string): Credential {
  return { kind: 'basic', username, password }
}

/** No Docker configuration unless the test gives one. */
function find(registry: string, options: Partial<CredentialOptions>): Promise<Credential | undefined> {
  return readCredentials({ environment: {}, dockerConfig: '', ...options }).find(registry)
}

function config(value: unknown): { dockerConfig: string } {
  return { dockerConfig: JSON.stringify(value) }
}

const AUTH = btoa('robot:pass:word')

describe('credentials', () => {
  it('come from registry-auths first, then the pair, then the Docker configuration, else none', async () => {
    const docker = config({ auths: { 'ghcr.io': { auth: btoa('docker:x') } } })
    const auths = '- registry: ghcr.io\n  username: list\n  password: x\n'
    const pair = { username: 'pair', password: 'x' }
    expect(await find('ghcr.io', { ...docker, ...pair, auths })).toEqual(basic('list', 'x'))
    expect(await find('ghcr.io', { ...docker, ...pair })).toEqual(basic('pair', 'x'))
    expect(await find('ghcr.io', docker)).toEqual(basic('docker', 'x'))
    expect(await find('ghcr.io', {})).toBeUndefined()
  })

  it('of the pair go to the registries they are named for only', async () => {
    const options = { username: 'pair', password: 'x', registries: ['ghcr.io'] }
    expect(await find('ghcr.io', options)).toEqual(basic('pair', 'x'))
    expect(await find('evil.example.com', options)).toBeUndefined()
  })

  it.each([
    ['ghcr.io', 'ghcr.io'],
    ['https://ghcr.io', 'ghcr.io'],
    ['https://ghcr.io/v2/', 'ghcr.io'],
    ['localhost:5000', 'localhost:5000'],
    ['https://index.docker.io/v1/', 'docker.io'],
    ['docker.io', 'docker.io'],
    ['registry-1.docker.io', 'docker.io'],
  ])('under the key %s are those of %s', async (key, registry) => {
    expect(await find(registry, config({ auths: { [key]: { auth: AUTH } } }))).toEqual(basic('robot', 'pass:word'))
  })

  it.each(['ghcr.io.evil.com', 'evil-ghcr.io', 'ghcr.io:444', 'sub.ghcr.io', 'io'])(
    'of ghcr.io are not those of %s',
    async (host) => {
      expect(await find(host, config({ auths: { 'ghcr.io': { auth: AUTH } } }))).toBeUndefined()
    },
  )

  it('of the Docker configuration may be identity tokens, bearer tokens or fields', async () => {
    expect(await find('a', config({ auths: { a: { auth: AUTH, identitytoken: 't' } } }))).toEqual({
      kind: 'identity',
      token: 't',
    })
    expect(await find('a', config({ auths: { a: { registrytoken: 't' } } }))).toEqual({ kind: 'bearer', token: 't' })
    expect(await find('a', config({ auths: { a: { username: 'u', password: 'p' } } }))).toEqual(basic('u', 'p'))
    expect(await find('a', config({ auths: { a: {}, b: 7 } }))).toBeUndefined()
  })

  it('are read from DOCKER_CONFIG, and a directory without a file holds none', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'promo-docker-'))
    const environment = { DOCKER_CONFIG: directory }
    expect(await readCredentials({ environment }).find('a')).toBeUndefined()
    await writeFile(join(directory, 'config.json'), JSON.stringify({ auths: { a: { auth: AUTH } } }))
    expect(await readCredentials({ environment }).find('a')).toEqual(basic('robot', 'pass:word'))
  })

  it('are not read from the working directory when DOCKER_CONFIG is empty', async () => {
    const environment = { DOCKER_CONFIG: '', HOME: '/nowhere' }
    const directory = await mkdtemp(join(tmpdir(), 'promo-docker-'))
    await writeFile(join(directory, 'config.json'), JSON.stringify({ auths: { a: { auth: AUTH } } }))
    const before = process.cwd()
    process.chdir(directory)
    try {
      expect(await readCredentials({ environment }).find('a')).toBeUndefined()
    } finally {
      process.chdir(before)
    }
  })

  it.each([
    ['half a pair', { username: 'u' }],
    ['a list that is none', { auths: 'registry: ghcr.io' }],
    ['a list with numbers', { auths: '- {registry: a, username: u, password: 7}' }],
    [
      'a registry twice',
      { auths: '- {registry: a, username: u, password: p}\n- {registry: https://a, username: u, password: p}' },
    ],
    ['no YAML', { auths: '- {registry: a, password: "hunter2' }],
    ['a Docker configuration that is not JSON', { dockerConfig: '{"auths": hunter2}' }],
    ['a Docker configuration that is a list', { dockerConfig: '["hunter2"]' }],
  ])('with %s are refused without showing a value', async (_what, options) => {
    const error = await expectCode('credentials-invalid', () => find('a', options))
    const cause = error.cause instanceof Error ? error.cause.message : ''
    expect(`${error.message} ${JSON.stringify(error.facts)} ${cause}`).not.toContain('hunter2')
  })
})

describe('credential helpers', () => {
  const asked: string[] = []
  const runHelper: RunHelper = (name, registry) => {
    asked.push(`${name} ${registry}`)
    return Promise.resolve(name === 'empty' ? undefined : basic(name, 'x'))
  }

  it('of a host come before the store, and the store before the file', async () => {
    const docker = { credHelpers: { 'ghcr.io': 'own' }, credsStore: 'store', auths: { 'ghcr.io': { auth: AUTH } } }
    expect(await find('ghcr.io', { ...config(docker), runHelper })).toEqual(basic('own', 'x'))
    expect(await find('quay.io', { ...config(docker), runHelper })).toEqual(basic('store', 'x'))
    expect(await find('ghcr.io', { ...config({ ...docker, credHelpers: { 'ghcr.io': 'empty' } }), runHelper })).toEqual(
      basic('robot', 'pass:word'),
    )
    expect(asked).toEqual(['own ghcr.io', 'store quay.io', 'empty ghcr.io'])
  })

  it('are those of the key that Docker writes, where several mean the host', async () => {
    const credHelpers = { 'https://index.docker.io/v1/': 'own', 'https://index.docker.io/v1/access-token': 'other' }
    expect(await find('docker.io', { ...config({ credHelpers }), runHelper })).toEqual(basic('own', 'x'))
  })

  const onUnix = process.platform === 'win32' ? it.skip : it
  onUnix('are programs that get the host on standard input and no token of the job', async () => {
    const { runHelper: real } = await import('./credential-helper.ts')
    const directory = await mkdtemp(join(tmpdir(), 'promo-helper-'))
    const script =
      '#!/bin/sh\nread host\necho "{\\"Username\\":\\"$1 $host\\",\\"Secret\\":\\"[$AWS_REGION$GITHUB_TOKEN]\\"}"\n'
    await writeFile(join(directory, 'docker-credential-test'), script, { mode: 0o755 })
    const environment = { PATH: `${directory}:/usr/bin:/bin`, AWS_REGION: 'eu', GITHUB_TOKEN: 'no' }
    expect(await real('test', 'docker.io', environment)).toEqual(basic('get https://index.docker.io/v1/', '[eu]'))
    await expectCode('credential-helper-failed', () => real('missing', 'ghcr.io', environment))
  })

  it.each(['../../bin/sh', '-x', 'a b', ''])('called %j are not run', async (name) => {
    const { runHelper: real } = await import('./credential-helper.ts')
    await expectCode('credential-helper-failed', () => real(name, 'ghcr.io', {}))
  })

  it('answer with a password, a token or nothing', () => {
    const answer = (code: number, text: string): Credential | undefined =>
      readHelperAnswer('x', { code, stdout: bytesOf(text) })
    expect(answer(0, '{"ServerURL":"a","Username":"u","Secret":"s"}')).toEqual(basic('u', 's'))
    expect(answer(0, '{"Username":"<token>","Secret":"s"}')).toEqual({ kind: 'identity', token: 's' })
    expect(answer(1, 'credentials not found in native keychain\n')).toBeUndefined()
    expect(answer(0, '{"ServerURL":"a","Username":"","Secret":""}')).toBeUndefined()
  })

  it.each([
    [1, 'hunter2'],
    [0, 'hunter2'],
    [0, '{"Secret":"hunter2"}'],
  ])('that end with %d and other words fail without repeating them', async (code, text) => {
    const error = await expectCode('credential-helper-failed', () =>
      readHelperAnswer('x', { code, stdout: bytesOf(text) }),
    )
    expect(error.message).not.toContain('hunter2')
  })
})
