import { describe, expect, it } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { blobOf, OCI_MANIFEST, type RegistryClient } from '@promo/registry'
import { anImage, bytesOf, pushImage, REGISTRY_RULES, type Host } from '@promo/registry/testing'
import { copy, scene as copyScene, TO } from './copy-scene.ts'
import { createSandboxRegistry, type RegistrySwitches } from './index.ts'
import { byPath, errorBody, ruleScene, type Scenarios } from './rules-scene.ts'
import { APP, push, scene } from './testing.ts'

const HOST = 'registry.example.com'
const ANY = /./
const image = anImage('one')
const subject = image.descriptor
const layer = bytesOf('layer')
const blob = blobOf(layer)
const large = new Uint8Array(9 * 1024 * 1024).map((_, index) => (index * 31) % 251)
const largeBlob = blobOf(large)
const bundle = (text: string): Parameters<RegistryClient['attach']>[2] => ({
  artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  payload: bytesOf(text),
  annotations: {},
})

/** A registry that answers some requests otherwise; undefined leaves them to it. */
function sandbox(otherwise: (request: Parameters<Host>[0]) => ReturnType<Host> | undefined): Host {
  const { handler } = createSandboxRegistry({ host: HOST })
  return (request) => otherwise(request) ?? handler(request)
}

/** A registry that takes so many artifacts and does not have them afterwards. */
function losing(times: number): Host {
  const { handler } = createSandboxRegistry({ host: HOST })
  let left = times
  return async (request) => {
    const answer = await handler(request)
    const isArtifact = request.method === 'PUT' && Buffer.from(request.body).includes('"subject"')
    if (isArtifact && left > 0) {
      left -= 1
      await handler({ ...request, method: 'DELETE', body: bytesOf('') })
    }
    return answer
  }
}

function bodies(requests: readonly { readonly method: string; readonly body: Uint8Array }[], method: string): number[] {
  return requests.filter((request) => request.method === method).map(({ body }) => body.byteLength)
}

async function refusedTag(status: number, code: string): Promise<void> {
  const registry = sandbox(({ method, url }) =>
    method === 'PUT' && /manifests\/sha256-/.test(url.pathname)
      ? { status, body: errorBody(code) }
      : url.pathname.includes('/referrers/')
        ? { status: 404 }
        : undefined,
  )
  const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
  await pushImage(client, app, image)
  const error = await expectCode('tag-immutable', () => client.attach(app, subject, bundle('a')))
  expect(error.remedy).toContain('sha256-*')
}

async function refusedEvidence(subjects: NonNullable<RegistrySwitches['subjects']>): Promise<void> {
  const { client } = scene({ subjects })
  await push(client, image)
  const error = await expectCode('manifest-unsupported', () => client.attach(APP, subject, bundle('a')))
  expect(error.remedy).toContain('evidence-repository')
  expect(await client.referrers(APP, subject.digest)).toEqual([])
}

const RULES = REGISTRY_RULES.content

const SCENARIOS: Scenarios<typeof RULES> = {
  'pull-limit': async () => {
    const headers = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600', date: 'x' }
    const answer = { status: 429, headers, body: errorBody('TOOMANYREQUESTS') }
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: () => answer })
    const error = await expectCode('registry-unavailable', () => client.tags(app))
    expect(error.message).toContain('ratelimit-remaining 0;w=21600')
    const lying = { ...answer, headers: { 'ratelimit-limit': 'see https://evil.example.org' } }
    const hostile = ruleScene(`${HOST}/app`, { [HOST]: () => lying })
    const other = await expectCode('registry-unavailable', () => hostile.client.tags(app))
    expect(other.message).not.toContain('evil')
  },
  'repository-first': async () => {
    for (const code of ['NAME_UNKNOWN', 'NOT_FOUND']) {
      const registry: Host = () => ({ status: 404, body: errorBody(code) })
      const { client, app, http } = ruleScene(`${HOST}/app`, { [HOST]: registry })
      await expectCode('repository-unknown', () => client.putBlob(app, blob))
      expect(http.requests.map(({ method }) => method)).toEqual(['HEAD', 'POST'])
      await expectCode('repository-unknown', () => client.putManifest(app, image.bytes, OCI_MANIFEST))
    }
  },
  'immutable-tag-400': () => refusedTag(400, 'TAG_INVALID'),
  'immutable-tag-412': () => refusedTag(412, 'PRECONDITION'),
  'refused-mount': async () => {
    const registry = sandbox(({ url }) =>
      url.searchParams.has('mount') ? { status: 401, body: errorBody('UNAUTHORIZED') } : undefined,
    )
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.putBlob(app, { ...blob, mountFrom: parseImageName(`${HOST}/base/app`) })).toBe('uploaded')
  },
  'large-bodies-refused': async () => {
    const limit = 5 * 1024 * 1024
    const registry = sandbox(({ body }) => (body.byteLength > limit ? { status: 413, body: '<html>' } : undefined))
    const { client, app, http } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.putBlob(app, largeBlob)).toBe('uploaded')
    expect(bodies(http.requests, 'PATCH')).toEqual([4_194_304, 4_194_304, 1_048_576])
    expect(bodies(http.requests, 'PUT')).toEqual([large.byteLength, 0])
    const never = ruleScene(`${HOST}/app`, {
      [HOST]: sandbox(({ body }) => (body.byteLength > 0 ? { status: 413 } : undefined)),
    })
    await expectCode('registry-refused', () => never.client.putBlob(app, blob))
  },
  'small-chunks': async () => {
    const least = 5 * 1024 * 1024
    const { handler } = createSandboxRegistry({ host: HOST })
    const registry: Host = async (request) => {
      if (request.method === 'PUT' && request.body.byteLength > 0) return { status: 413 }
      const answer = await handler(request)
      return request.method === 'POST'
        ? { ...answer, headers: { ...answer.headers, 'oci-chunk-min-length': String(least) } }
        : answer
    }
    const { client, app, http } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.putBlob(app, largeBlob)).toBe('uploaded')
    expect(bodies(http.requests, 'PATCH')).toEqual([least, large.byteLength - least])
  },
  'no-referrers': async () => {
    for (const referrers of ['none', 'redirect'] as const) {
      const { client, registry } = scene({ referrers })
      await push(client, image)
      const attached = await client.attach(APP, subject, bundle('a'))
      expect(await client.referrers(APP, subject.digest)).toMatchObject([{ digest: attached.digest }])
      expect(registry.tags('your-org/app').has(subject.digest.replace(':', '-'))).toBe(true)
    }
  },
  'lying-header': async () => {
    const { client } = scene({ referrers: 'lying' })
    await push(client, image)
    const attached = await client.attach(APP, subject, bundle('a'))
    expect(await client.referrers(APP, subject.digest)).toMatchObject([{ digest: attached.digest }])
  },
  'late-manifests': async () => {
    const { client } = scene({ lagReads: 3 })
    await push(client, image)
    await client.waitFor(APP, subject.digest)
  },
  'self-resolving-tags': async () => {
    const { client } = scene({ referrers: 'none', selfResolvingTags: true })
    await push(client, image)
    expect(await client.referrers(APP, subject.digest)).toEqual([])
    const attached = await client.attach(APP, subject, bundle('a'))
    expect(await client.referrers(APP, subject.digest)).toMatchObject([{ digest: attached.digest }])
  },
  'subject-first': async () => {
    const stage = await copyScene({}, { referrers: 'none', requireSubject: true })
    await copy(stage)
    expect(await stage.client.referrers(TO, stage.index.descriptor.digest)).toHaveLength(1)
  },
  'subject-405': () => refusedEvidence({ status: 405, code: 'UNSUPPORTED' }),
  'subject-400': () => refusedEvidence({ status: 400, code: 'MANIFEST_INVALID' }),
  'subject-404': () => refusedEvidence({ status: 404, code: undefined }),
  'overwrite-400': async () => {
    const registry = sandbox(({ method, url }) =>
      method === 'PUT' && url.pathname.endsWith('/manifests/v1')
        ? { status: 400, body: errorBody('MANIFEST_INVALID') }
        : undefined,
    )
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    await pushImage(client, app, image)
    const error = await expectCode('manifest-unsupported', () =>
      client.putManifest(app, image.bytes, OCI_MANIFEST, 'v1'),
    )
    expect(error.remedy).toContain('overwrite')
  },
  'locked-500': async () => {
    const registry = sandbox(({ method, url }) =>
      method === 'PUT' && url.pathname.endsWith('/manifests/v1') ? { status: 500 } : undefined,
    )
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    await pushImage(client, app, image)
    await expectCode('registry-unavailable', () => client.putManifest(app, image.bytes, OCI_MANIFEST, 'v1'))
  },
  'subject-there': async () => {
    const registry = sandbox(({ method, body }) =>
      method === 'PUT' && Buffer.from(body).includes('"subject"')
        ? { status: 400, body: errorBody('MANIFEST_BLOB_UNKNOWN') }
        : undefined,
    )
    const { client, app, http } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    await expectCode('content-unknown', () => client.attach(app, subject, bundle('a')))
    expect(http.requests.filter(({ body }) => Buffer.from(body).includes('"subject"'))).toHaveLength(4)
  },
  'collected-content': async () => {
    const stage = await copyScene()
    const { target } = stage
    for (const each of stage.index.children.flatMap(({ blobs }) => blobs)) {
      target.switches.collected.add(`your-org/app@${target.seedBlob('your-org/app', each)}`)
    }
    await copy(stage)
    expect(target.switches.collected.size).toBe(0)
  },
  'cut-listing': async () => {
    const all = Array.from({ length: 2500 }, (_, index) => `v${String(index).padStart(4, '0')}`)
    const registry: Host = ({ url }) => {
      const last = url.searchParams.get('last') ?? ''
      const rest = all.filter((tag) => tag > last)
      return { status: 200, body: JSON.stringify({ tags: rest.slice(0, Number(url.searchParams.get('n'))) }) }
    }
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.tags(app)).toEqual(all)
    const whole = ruleScene(`${HOST}/app`, { [HOST]: () => ({ status: 200, body: JSON.stringify({ tags: all }) }) })
    expect(await whole.client.tags(app)).toEqual(all)
    expect(whole.http.requests).toHaveLength(2)
  },
  'lost-meanwhile': async () => {
    const { client, app, http } = ruleScene(`${HOST}/app`, { [HOST]: losing(2) })
    await pushImage(client, app, image)
    const { digest } = await client.attach(app, subject, bundle('a'))
    expect(await client.referrers(app, subject.digest)).toMatchObject([{ digest }])
    expect(http.requests.some(({ method, url }) => method === 'PUT' && url.pathname.includes('/sha256-'))).toBe(false)
    const always = ruleScene(`${HOST}/app`, { [HOST]: losing(Infinity) })
    await pushImage(always.client, app, image)
    await expectCode('registry-lagging', () => always.client.attach(app, subject, bundle('a')))
  },
  'null-for-empty': async () => {
    const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' }
    const registry = byPath(
      [/referrers/, () => ({ status: 200, headers, body: '{"schemaVersion":2,"manifests":null}' })],
      [/tags/, () => ({ status: 200, body: '{"tags":null}' })],
      [ANY, () => ({ status: 404 })],
    )
    const { client, app } = ruleScene(`${HOST}/app`, { [HOST]: registry })
    expect(await client.referrers(app, subject.digest)).toEqual([])
    expect(await client.tags(app)).toEqual([])
  },
}

describe('rules for the content of', () => {
  it('are those of the table', () => expect(Object.keys(SCENARIOS).sort()).toEqual(Object.keys(RULES).sort()))

  it.each(Object.entries(SCENARIOS))('%s', async (_name, scenario) => {
    await scenario()
  })
})
