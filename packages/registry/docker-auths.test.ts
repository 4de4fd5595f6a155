import { describe, expect, it } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { readCredentials, type Credential } from './credentials.ts'

const auth = (user: string): { readonly auth: string } => ({ auth: btoa(`${user}:x`) })
const user = (username: string): Credential => ({ kind: 'basic', username, password: 'x' })

function find(auths: unknown, registry: string, repository?: string): Promise<Credential | undefined> {
  const dockerConfig = JSON.stringify({ auths })
  return readCredentials({ environment: {}, dockerConfig }).find(registry, repository)
}

describe('of several entries of a Docker configuration for one registry', () => {
  it.each([
    ['the plain name of Docker Hub', { 'index.docker.io': auth('a'), 'docker.io': auth('b') }, 'docker.io', 'b'],
    ["the host's own key", { 'https://ghcr.io': auth('a'), 'ghcr.io': auth('b') }, 'ghcr.io', 'b'],
    ['any that means the host', { 'http://ghcr.io/v1/': auth('a') }, 'ghcr.io', 'a'],
    ['a URL of a short path', { 'https://a/v1/token': auth('a'), 'https://a/v1': auth('b') }, 'a', 'b'],
    ['a namespace of another repository', { 'quay.io/other': auth('a') }, 'quay.io', 'a'],
    ['the nearest namespace', { 'a/org': auth('a'), 'a/org/app': auth('b'), a: auth('c') }, 'a', 'b'],
    ['a namespace of Docker Hub', { 'docker.io/org': auth('a'), 'docker.io': auth('b') }, 'docker.io', 'a'],
  ])('%s is taken', async (_what, auths, registry, expected) => {
    expect(await find(auths, registry, 'org/app')).toEqual(user(expected))
  })

  it('an own one that holds nothing leaves the registry anonymous', async () => {
    expect(await find({ a: {}, 'a/other': auth('a'), 'https://a/v2/': auth('b') }, 'a', 'org/app')).toBeUndefined()
    expect(await find({ a: null }, 'a')).toBeUndefined()
  })
})

describe('an entry of a Docker configuration', () => {
  it('may hold an empty user or an empty password', async () => {
    expect(await find({ a: { auth: btoa('u:') } }, 'a')).toEqual({ kind: 'basic', username: 'u', password: '' })
    expect(await find({ a: { auth: btoa(':p') } }, 'a')).toEqual({ kind: 'basic', username: '', password: 'p' })
  })

  it('with tokens of both kinds is a registry token, whatever its password', async () => {
    const entry = { ...auth('a'), identitytoken: 'refresh', registrytoken: 'bearer' }
    expect(await find({ a: entry }, 'a')).toEqual({ kind: 'bearer', token: 'bearer' })
  })

  it.each([
    { auth: 'robot:hunter2' },
    { auth: btoa('hunter2') },
    { auth: 7 },
    { identitytoken: 7 },
    { registrytoken: ['hunter2'] },
    'hunter2',
  ])('that cannot be read is refused for its own registry alone: %j', async (entry) => {
    const error = await expectCode('credentials-invalid', () => find({ a: entry, b: auth('b') }, 'a'))
    expect(error.message).not.toContain('hunter2')
    expect(await find({ a: entry, b: auth('b') }, 'b')).toEqual(user('b'))
  })

  it('does not count when there is no list of them', async () => {
    expect(await find(null, 'a')).toBeUndefined()
    await expectCode('credentials-invalid', () => find('hunter2', 'a'))
  })
})
