import { describe, expect, it } from '@jest/globals'
import { readCredentials, type Credential, type CredentialOptions } from '@promo/registry'
import { REGISTRY_RULES } from '@promo/registry/testing'
import { basic, guarded, ruleScene, type Scenarios } from './rules-scene.ts'

function found(registry: string, options: Partial<CredentialOptions>): Promise<Credential | undefined> {
  return readCredentials({ environment: {}, dockerConfig: '', ...options }).find(registry)
}

function docker(config: Readonly<Record<string, unknown>>): { readonly dockerConfig: string } {
  return { dockerConfig: JSON.stringify(config) }
}

const entry = (user: string): { readonly auth: string } => ({ auth: btoa(`${user}:secret`) })
const password = (user: string): Credential => ({ kind: 'basic', username: user, password: 'secret' })

/** Lists tags with these `registry-auths` where the registry wants this user and password. */
async function listed(host: string, user: string, secret: string): Promise<void> {
  const auths = JSON.stringify([{ registry: host, username: user, password: secret }])
  const { client, app } = ruleScene(
    `${host}/app`,
    { [host]: guarded(basic(user, secret), 'Basic realm="x"') },
    { auths },
  )
  expect(await client.tags(app)).toEqual(['v1'])
}

const RULES = REGISTRY_RULES.credentials

const SCENARIOS: Scenarios<typeof RULES> = {
  'hub-aliases': async () => {
    const hub = docker({ auths: { 'https://index.docker.io/v1/': entry('hub') } })
    for (const alias of ['docker.io', 'index.docker.io', 'registry-1.docker.io']) {
      expect(await found(alias, hub)).toEqual(password('hub'))
    }
    const { client, app } = ruleScene(
      'docker.io/app',
      { 'registry-1.docker.io': guarded(basic('hub', 'secret'), 'Basic realm="x"') },
      hub,
    )
    expect(await client.tags(app)).toEqual(['v1'])
  },
  'hub-several-entries': async () => {
    const auths = {
      'https://index.docker.io/v1/access-token': entry('access'),
      'registry-1.docker.io': entry('oras'),
      'https://index.docker.io/v1/': entry('hub'),
    }
    expect(await found('docker.io', docker({ auths }))).toEqual(password('hub'))
  },
  'podman-namespaces': async () => {
    const auths = { 'quay.io/org': entry('org'), 'quay.io': entry('host'), 'quay.io/org/app': entry('app') }
    const config = { environment: {}, ...docker({ auths }) }
    const users = { 'org/app': 'app', 'org/app/x': 'app', 'org/apps': 'org', 'organ/app': 'host', other: 'host' }
    for (const [repository, user] of Object.entries(users)) {
      expect(await readCredentials(config).find('quay.io', repository)).toEqual(password(user))
    }
  },
  'helper-without-name': async () => {
    const config = { credHelpers: { 'ghcr.io': '' }, credsStore: 'store', auths: { 'ghcr.io': entry('file') } }
    expect(await found('ghcr.io', docker(config))).toEqual(password('file'))
  },
  'helper-knows-nothing': async () => {
    const config = { credsStore: 'store', auths: { 'ghcr.io': entry('file') } }
    const runHelper = (): Promise<undefined> => Promise.resolve(undefined)
    expect(await found('ghcr.io', { ...docker(config), runHelper })).toEqual(password('file'))
    expect(await found('quay.io', { ...docker(config), runHelper })).toBeUndefined()
  },
  'names-with-signs': async () => {
    for (const user of ['robot$project+ci', '$oauthtoken', 'org+robot']) await listed('quay.io', user, 'a:b$c')
  },
  'keys-as-passwords': async () => {
    const key = JSON.stringify({ type: 'service_account', private_key: '-----BEGIN\nKEY-----\n' }, null, 2)
    await listed('europe-docker.pkg.dev', '_json_key', key)
    await listed('europe-docker.pkg.dev', '_json_key_base64', btoa(key))
  },
}

describe('rules for the credentials of', () => {
  it('are those of the table', () => expect(Object.keys(SCENARIOS).sort()).toEqual(Object.keys(RULES).sort()))

  it.each(Object.entries(SCENARIOS))('%s', async (_name, scenario) => {
    await scenario()
  })
})
