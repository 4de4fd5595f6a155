import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName, type ImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { createRegistryClient, type RegistryClient } from './client.ts'
import { ANONYMOUS, type Credential, type Credentials } from './credentials.ts'
import { bytesOf, httpOver, steppingClock, type Host, type HostAnswer, type HostClient } from './testing.ts'

const APP = parseImageName('registry.example.com/app')
const BASIC: Credential = { kind: 'basic', username: 'robot', password: 'secret' }
const TAGS: HostAnswer = { status: 200, body: '{"tags":["v1"]}' }

interface Scene {
  readonly client: RegistryClient
  readonly http: HostClient
  readonly sentTo: (host: string) => readonly string[]
}

function scene(
  hosts: Readonly<Record<string, Host>>,
  credential: Credential | 'anonymous' = BASIC,
  insecure: readonly string[] = [],
): Scene {
  const http = httpOver(hosts)
  const credentials: Credentials = credential === 'anonymous' ? ANONYMOUS : { find: () => Promise.resolve(credential) }
  const client = createRegistryClient({ http, credentials, insecure, clock: steppingClock() })
  const sentTo = (host: string): readonly string[] =>
    http.requests.filter(({ url }) => url.host === host).map(({ headers }) => headers['authorization'] ?? 'nothing')
  return { client, http, sentTo }
}

/** Answers 401 with this challenge until the authorization is the wanted one. */
function guarded(challenge: string, wanted: string, answer: HostAnswer = TAGS): Host {
  return ({ headers }) =>
    headers['authorization'] === wanted ? answer : { status: 401, headers: { 'www-authenticate': challenge } }
}

function bearer(realm: string): string {
  return `Bearer realm="${realm}",service="registry"`
}

const giveToken: Host = () => ({ status: 200, body: '{"token":"t1","expires_in":300}' })

describe('the token server of a registry', () => {
  it.each(['https://registry.example.com/token', 'https://auth.example.com/token?keep=1'])(
    '%s gets the password',
    async (realm) => {
      const host = new URL(realm).host
      const registry = guarded(bearer(realm), 'Bearer t1')
      const own: Host = (request) => (request.url.pathname === '/token' ? giveToken(request) : registry(request))
      const { client, sentTo, http } = scene({
        'registry.example.com': own,
        ...(host === 'registry.example.com' ? {} : { [host]: giveToken }),
      })
      expect(await client.tags(APP)).toEqual(['v1'])
      expect(sentTo(host)).toContain(`Basic ${btoa('robot:secret')}`)
      const asked = http.requests.find(({ url }) => url.pathname === '/token')
      expect(asked?.url.searchParams.get('scope')).toBe('repository:app:pull')
      expect(asked?.url.searchParams.get('keep')).toBe(realm.includes('keep') ? '1' : null)
      expect(Object.keys(asked?.headers ?? {})).toEqual(['authorization'])
    },
  )

  it.each([
    'http://registry.example.com/token',
    'https://user:pass@registry.example.com/token',
    'https://169.254.169.254/token',
    'https://[fd00:ec2::254]/token',
    'https://2852039166/token',
    'https://0xa9fea9fe/token',
    'https://[::ffff:169.254.169.254]/token',
    'https://localhost/token',
    'https://0.0.0.0/token',
    'https://evil.example.org/token',
    'https://example.com.evil.org/token',
    'ftp://registry.example.com/token',
    '/token',
    'no url',
  ])('is not looked for at %s', async (realm) => {
    const { client, http } = scene({ 'registry.example.com': guarded(bearer(realm), 'never') })
    await expectCode('realm-refused', () => client.tags(APP))
    expect(http.requests).toHaveLength(1)
  })

  it('on a foreign site is asked without credentials only', async () => {
    const hosts = {
      'registry.example.com': guarded(bearer('https://tokens.example.org/t'), 'Bearer t1'),
      'tokens.example.org': giveToken,
    }
    expect(await scene(hosts, 'anonymous').client.tags(APP)).toEqual(['v1'])
    await expectCode('realm-refused', () => scene(hosts).client.tags(APP))
  })

  it('may not send the password on by a redirect', async () => {
    const { client, http } = scene({
      'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'never'),
      'auth.example.com': () => ({ status: 307, headers: { location: 'https://169.254.169.254/latest' } }),
    })
    await expectCode('realm-refused', () => client.tags(APP))
    expect(http.requests).toHaveLength(2)
  })

  it.each([
    ['another origin', 302, 'https://tokens.example.com/token'],
    ['another port', 302, 'https://auth.example.com:8443/token'],
    ['plain http', 302, 'http://auth.example.com/token/'],
    ['a name and a password', 302, 'https://a:b@auth.example.com/token/'],
    ['itself', 302, '/token'],
    ['nowhere', 302, undefined],
  ])('may not redirect to %s', async (_what, status, location) => {
    const headers = location === undefined ? {} : { location }
    const { client, sentTo } = scene({
      'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'never'),
      'auth.example.com': () => ({ status, headers }),
    })
    await expectCode('realm-refused', () => client.tags(APP))
    expect(sentTo('tokens.example.com')).toEqual([])
  })

  it.each([
    ['GET', 301, BASIC],
    ['POST', 308, { kind: 'identity', token: 'refresh' }],
  ] as const)('may redirect a %s on its own origin with %i', async (method, status, credential) => {
    const server: Host = (request) =>
      request.url.pathname === '/token'
        ? { status, headers: { location: `/token/${request.url.search}` } }
        : giveToken(request)
    const { client, http } = scene(
      {
        'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'Bearer t1'),
        'auth.example.com': server,
      },
      credential,
    )
    expect(await client.tags(APP)).toEqual(['v1'])
    const [first, second] = http.requests.filter(({ url }) => url.host === 'auth.example.com')
    expect(second).toMatchObject({ method, headers: first?.headers ?? {}, body: first?.body })
  })

  it('that knows no time gives tokens that are new', async () => {
    const body = '{"token":"t1","expires_in":300,"issued_at":"0001-01-01T00:00:00Z"}'
    const { client, sentTo } = scene({
      'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'Bearer t1'),
      'auth.example.com': () => ({ status: 200, headers: { date: 'Wed, 25 Nov 2026 12:00:00 GMT' }, body }),
    })
    await client.tags(APP)
    await client.tags(APP)
    expect(sentTo('auth.example.com')).toHaveLength(1)
  })

  it('takes an identity token as a refresh token', async () => {
    const { client, http } = scene(
      {
        'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'Bearer t1'),
        'auth.example.com': () => ({ status: 200, body: '{"access_token":"t1"}' }),
      },
      { kind: 'identity', token: 'refresh' },
    )
    await client.tags(APP)
    const form = new URLSearchParams(new TextDecoder().decode(http.requests[1]?.body))
    expect([...form.keys()].sort()).toEqual(['client_id', 'grant_type', 'refresh_token', 'scope', 'service'])
    expect(form.get('refresh_token')).toBe('refresh')
  })

  it.each(['{}', '[]', 'no json', '{"token":"a b"}', '{"token":"a\\r\\nx: y"}', '{"token":7}'])(
    'that answers %s is refused',
    async (body) => {
      const spoiled = scene({
        'registry.example.com': (request) =>
          request.url.pathname === '/token'
            ? { status: 200, body }
            : guarded(bearer('https://registry.example.com/token'), 'never')(request),
      })
      await expectCode('registry-response-invalid', () => spoiled.client.tags(APP))
    },
  )

  it('is asked once for requests that come together', async () => {
    const registry = guarded(bearer('https://auth.example.com/token'), 'Bearer t1')
    const { client, sentTo } = scene({ 'registry.example.com': registry, 'auth.example.com': giveToken })
    await Promise.all([client.tags(APP), client.tags(APP), client.tags(APP)])
    expect(sentTo('auth.example.com')).toHaveLength(1)
  })

  it('is asked once more when its token is refused, and then no more', async () => {
    const { client, sentTo } = scene({
      'registry.example.com': guarded(bearer('https://auth.example.com/token'), 'never'),
      'auth.example.com': giveToken,
    })
    await expectCode('registry-unauthorized', () => client.tags(APP))
    await expectCode('registry-unauthorized', () => client.tags(APP))
    expect(sentTo('auth.example.com').length).toBeLessThanOrEqual(3)
  })
})

describe('basic authorization', () => {
  it('is given to the registry that asks for it', async () => {
    const { client, sentTo } = scene({
      'registry.example.com': guarded('Basic realm="x"', `Basic ${btoa('robot:secret')}`),
    })
    await client.tags(APP)
    await client.tags(APP)
    expect(sentTo('registry.example.com')).toEqual([
      'nothing',
      `Basic ${btoa('robot:secret')}`,
      `Basic ${btoa('robot:secret')}`,
    ])
  })

  it('ends in one refusal when the password is wrong', async () => {
    const { client, http } = scene({ 'registry.example.com': guarded('Basic realm="x"', 'never') })
    await expectCode('registry-unauthorized', () => client.tags(APP))
    expect(http.requests).toHaveLength(2)
  })

  it('is never answered to a host the registry redirects to', async () => {
    const content = bytesOf('blob')
    const digest = digestOf(content)
    const { client, sentTo } = scene({
      'registry.example.com': guarded('Basic realm="x"', `Basic ${btoa('robot:secret')}`, {
        status: 307,
        headers: { location: 'https://storage.example.net/blob' },
      }),
      'storage.example.net': () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="give it to me"' } }),
    })
    await expectCode('registry-unauthorized', () => client.readBlob(APP, digest, 100))
    expect(sentTo('storage.example.net')).toEqual(['nothing'])
  })
})

describe('plain http', () => {
  it.each([
    ['localhost:5000/app', 'http://localhost:5000'],
    ['127.0.0.1:5000/app', 'http://127.0.0.1:5000'],
    ['[::1]:5000/app', 'http://[::1]:5000'],
    ['insecure.example.com/app', 'http://insecure.example.com'],
    ['registry.example.com/app', 'https://registry.example.com'],
    ['localhost.example.com/app', 'https://localhost.example.com'],
    ['alpine', 'https://registry-1.docker.io'],
  ])('%s is reached at %s', async (name, origin) => {
    const image: ImageName = parseImageName(name)
    const { client, http } = scene({ [new URL(origin).host]: () => TAGS }, 'anonymous', ['insecure.example.com'])
    await client.tags(image)
    expect(http.requests[0]?.url.origin).toBe(origin)
  })
})
