import { describe, expect, it } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { REGISTRY_RULES, type Host } from '@promo/registry/testing'
import { basic, byPath, challenge, give, guarded, ruleScene, TAGS, type Scenarios } from './rules-scene.ts'

const HOST = 'registry.example.com'
const ROBOT = basic('robot', 'secret')
const ANY = /./

function bearer(realm: string, more = ''): string {
  return `Bearer realm="${realm}",service="registry"${more}`
}

/** A registry at HOST whose token server, under `/token`, answers so. */
function withTokens(token: Host, header = bearer(`https://${HOST}/token`)): Readonly<Record<string, Host>> {
  return { [HOST]: byPath([/^\/token$/, token], [ANY, guarded('Bearer t1', header)]) }
}

/** Lists tags of a registry with this realm, which wants the robot's password. */
async function listedBy(image: string, realm: string, auths?: string): Promise<readonly string[]> {
  const registry = image.split('/', 1)[0] ?? ''
  const server = new URL(realm).host
  const token: Host = ({ headers }) =>
    headers['authorization'] === ROBOT ? { status: 200, body: '{"token":"t1"}' } : { status: 401 }
  const guard = guarded('Bearer t1', bearer(realm))
  const hosts = {
    [server]: token,
    [registry]: server === registry ? byPath([/token|jwt/, token], [ANY, guard]) : guard,
  }
  const scene = ruleScene(image, hosts, auths === undefined ? undefined : { auths })
  return scene.client.tags(scene.app)
}

const RULES = REGISTRY_RULES.tokens

const SCENARIOS: Scenarios<typeof RULES> = {
  'basic-only': async () => {
    const header = 'BASIC realm="Sonatype Nexus Repository Manager"'
    const { client, app, sent } = ruleScene(`${HOST}/app`, { [HOST]: guarded(ROBOT, header) })
    await client.tags(app)
    await client.tags(app)
    expect(sent(ANY)).toEqual(['GET nothing', `GET ${ROBOT}`, `GET ${ROBOT}`])
  },
  'negotiate-first': async () => {
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: guarded(ROBOT, 'Negotiate, Basic realm="x"') })
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'challenge-at-version-only': async () => {
    const registry: Host = ({ url, headers }) => {
      if (headers['authorization'] === ROBOT) return TAGS
      return url.pathname === '/v2/' ? challenge('Basic realm="x"') : { status: 401 }
    }
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'identity-token': async () => {
    const auth = btoa('00000000-0000-0000-0000-000000000000:')
    const dockerConfig = JSON.stringify({ auths: { 'your.azurecr.io': { auth, identitytoken: 'refresh' } } })
    const token: Host = ({ method, body }) => {
      const form = new URLSearchParams(Buffer.from(body).toString())
      const isRight = form.get('refresh_token') === 'refresh' && form.get('service') === 'registry'
      return method === 'POST' && isRight ? { status: 200, body: '{"access_token":"t1"}' } : { status: 400 }
    }
    const guard = guarded('Bearer t1', bearer('https://your.azurecr.io/oauth2/token'))
    const hosts = { 'your.azurecr.io': byPath([/^\/oauth2/, token], [ANY, guard]) }
    const { client, app } = ruleScene('your.azurecr.io/app', hosts, { dockerConfig })
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'metadata-read': async () => {
    const header = bearer(`https://${HOST}/token`, ',scope="repository:app:metadata_read repository:other:push,delete"')
    const { client, app, http, sent } = ruleScene(`${HOST}/app`, withTokens(give({ token: 't1' }), header))
    await client.tags(app)
    const [asked] = http.requests.filter(({ url }) => url.pathname === '/token')
    expect(asked?.url.searchParams.getAll('scope')).toEqual(['repository:app:pull,metadata_read'])
    await client.tags(app)
    expect(sent(/token/)).toHaveLength(1)
  },
  'any-scope': async () => {
    const header = bearer(`https://${HOST}/token`, ',scope="*"')
    const { client, app, http, sent, clock } = ruleScene(`${HOST}/app`, withTokens(give({ token: 't1' }), header))
    for (const wait of [50_000, 20_000, 0]) {
      await client.tags(app)
      clock.advance(wait)
    }
    expect(sent(/token/)).toHaveLength(2)
    const asked = http.requests.find(({ url }) => url.pathname === '/token')
    expect(asked?.url.searchParams.getAll('scope')).toEqual(['repository:app:pull'])
  },
  'scope-by-403': async () => {
    let given = 0
    const header = bearer(`https://${HOST}/token`)
    const registry: Host = ({ headers }) => {
      if (headers['authorization'] === 'Bearer t2') return TAGS
      return challenge(header + ',error="insufficient_scope"', headers['authorization'] === undefined ? 401 : 403)
    }
    const token: Host = () => ({ status: 200, body: `{"token":"t${(given += 1)}"}` })
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: byPath([/^\/token$/, token], [ANY, registry]) })
    await expectCode('registry-unauthorized', () => client.tags(app))
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'oauth-only': async () => {
    const token: Host = ({ method, body }) => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()))
      const wanted = { grant_type: 'password', username: 'robot', password: 'secret', scope: 'repository:app:pull' }
      if (method !== 'POST') return { status: 405 }
      expect(form).toMatchObject(wanted)
      return { status: 200, body: '{"access_token":"t1"}' }
    }
    const { client, app } = ruleScene(`${HOST}/app`, withTokens(token))
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'token-server-of-a-repository': async () => {
    const registry: Host = ({ url, headers }) => {
      const repository = /^\/v2\/(\w+)\//.exec(url.pathname)?.[1] ?? ''
      const realm = `https://${HOST}/artifactory/api/docker/${repository}/v2/token`
      return headers['authorization'] === `Bearer ${repository}` ? TAGS : challenge(bearer(realm))
    }
    const token: Host = ({ url }) => {
      const repository = url.pathname.split('/')[4] ?? ''
      const isOwn = url.searchParams.get('scope') === `repository:${repository}/app:pull`
      return isOwn ? { status: 200, body: JSON.stringify({ token: repository }) } : { status: 403 }
    }
    const { client } = ruleScene(`${HOST}/app`, { [HOST]: byPath([/token$/, token], [ANY, registry]) })
    for (const repository of ['one', 'two', 'one', 'two']) {
      expect(await client.tags(parseImageName(`${HOST}/${repository}/app`))).toEqual(['v1'])
    }
  },
  'token-given-before': async () => {
    const answer = { token: 't1', expires_in: 300, issued_at: '2020-01-01T00:00:00Z' }
    const { client, app, sent, clock } = ruleScene(
      `${HOST}/app`,
      withTokens(give(answer, { date: 'Wed, 01 Jan 2020 00:04:00 GMT' })),
    )
    await client.tags(app)
    clock.advance(29_000)
    await client.tags(app)
    expect(sent(/token/)).toHaveLength(1)
    clock.advance(2000)
    await client.tags(app)
    expect(sent(/token/)).toHaveLength(2)
  },
  'token-server-beside': async () => {
    for (const [image, realm] of [
      ['registry.gitlab.com/group/app', 'https://gitlab.com/jwt/auth'],
      ['registry.bmw.de/app', 'https://gitlab.bmw.de/jwt/auth'],
      ['registry.example.co.uk/app', 'https://gitlab.example.co.uk/jwt/auth'],
      ['registry.digitalocean.com/app', 'https://api.digitalocean.com/v2/registry/token'],
      ['docker.io/app', 'https://auth.docker.io/token'],
      ['gitlab.corp:5050/app', 'https://gitlab.corp/jwt/auth'],
    ] as const) {
      const registry = image.startsWith('docker.io')
        ? image.replace('docker.io', 'registry-1.docker.io/library')
        : image
      expect(await listedBy(registry, realm)).toEqual(['v1'])
    }
  },
  'token-server-elsewhere': async () => {
    const realm = 'https://gitlab.example.org/jwt/auth'
    await expectCode('realm-refused', () => listedBy(`${HOST}/app`, realm))
    await expectCode('realm-refused', () => listedBy('registry.co.uk/app', 'https://evil.co.uk/token'))
    const entry = { registry: HOST, username: 'robot', password: 'secret' }
    const auths = (server: string): string => JSON.stringify([{ ...entry, 'token-server': server }])
    expect(await listedBy(`${HOST}/app`, realm, auths('gitlab.example.org'))).toEqual(['v1'])
    expect(await listedBy(`${HOST}/app`, realm, auths('https://gitlab.example.org/jwt/auth'))).toEqual(['v1'])
    expect(await listedBy(`${HOST}/app`, 'https://10.0.0.7/auth', auths('10.0.0.7'))).toEqual(['v1'])
    await expectCode('realm-refused', () => listedBy(`${HOST}/app`, realm, auths('gitlab.example.org:8443')))
    await expectCode('realm-refused', () => listedBy(`${HOST}/app`, 'https://10.0.0.8/auth', auths('10.0.0.7')))
    for (const server of ['', 'a@b', 'http://gitlab.example.org']) {
      await expectCode('credentials-invalid', () => listedBy(`${HOST}/app`, realm, auths(server)))
    }
  },
  'known-token-server': async () => {
    const realm = 'https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens'
    expect(await listedBy('rg.fr-par.scw.cloud/your-org/app', realm)).toEqual(['v1'])
    await expectCode('realm-refused', () => listedBy(`${HOST}/app`, realm))
  },
  'denied-for-a-moment': async () => {
    let asked = 0
    const token: Host = () => ((asked += 1) === 1 ? { status: 403 } : { status: 200, body: '{"token":"t1"}' })
    const guard = guarded('Bearer t1', bearer('https://ghcr.io/token'))
    const hosts = { 'ghcr.io': byPath([/^\/token$/, token], [ANY, guard]) }
    const { client, app } = ruleScene('ghcr.io/your-org/app', hosts)
    expect(await client.tags(app)).toEqual(['v1'])
  },
}

describe('rules for the tokens of', () => {
  it('are those of the table', () => expect(Object.keys(SCENARIOS).sort()).toEqual(Object.keys(RULES).sort()))

  it.each(Object.entries(SCENARIOS))('%s', async (_name, scenario) => {
    await scenario()
  })
})
