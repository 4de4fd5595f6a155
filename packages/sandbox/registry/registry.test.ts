import { describe, expect, it } from '@jest/globals'
import { digestOf } from '@promo/core'
import { anImage, bytesOf, pointer } from '@promo/registry/testing'
import type { SandboxRegistryOptions } from './index.ts'
import { codes, open } from './testing.ts'

const APP = '/v2/your-org/app'
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

const content = bytesOf('0123456789')
const digest = digestOf(content)

describe('pushing blobs', () => {
  it('takes chunks in order, and tells where it stands', async () => {
    const { registry, send } = open()
    const started = await send('POST', `${APP}/blobs/uploads/`)
    expect(started.status).toBe(202)
    const first = await send('PATCH', started.headers?.['location'] ?? '', {
      body: '01234',
      headers: { 'content-range': '0-4' },
    })
    expect(first).toMatchObject({ status: 202, headers: { range: '0-4' } })
    const location = first.headers?.['location'] ?? ''
    const disordered = await send('PATCH', location, { body: '789', headers: { 'content-range': '7-9' } })
    expect(disordered).toMatchObject({ status: 416, headers: { range: '0-4' } })
    expect(await send('GET', location)).toMatchObject({ status: 204, headers: { range: '0-4' } })
    const ended = await send('PUT', `${location}&digest=${digest}`, {
      body: '56789',
      headers: { 'content-range': '5-9' },
    })
    expect(ended).toMatchObject({
      status: 201,
      headers: { location: `${APP}/blobs/${digest}`, 'docker-content-digest': digest },
    })
    expect(registry.blob('your-org/app', digest)).toEqual(Buffer.from(content))
  })

  it('takes a whole blob in one POST', async () => {
    const { send } = open()
    expect(await send('POST', `${APP}/blobs/uploads/?digest=${digest}`, { body: content })).toMatchObject({
      status: 201,
    })
  })

  it('refuses other content than the digest says, a lost query and a session that is over', async () => {
    const { send } = open()
    const location = (await send('POST', `${APP}/blobs/uploads/`)).headers?.['location'] ?? ''
    const bare = location.split('?')[0] ?? ''
    expect(codes(await send('PUT', `${bare}?digest=${digest}`, { body: content }))).toEqual(['BLOB_UPLOAD_INVALID'])
    const wrong = await send('PUT', `${location}&digest=${digestOf('x')}`, { body: content })
    expect([wrong.status, codes(wrong)]).toEqual([400, ['DIGEST_INVALID']])
    expect(codes(await send('PATCH', location))).toEqual(['BLOB_UPLOAD_UNKNOWN'])
  })

  it('gives a session up on DELETE', async () => {
    const { send } = open()
    const location = (await send('POST', `${APP}/blobs/uploads/`)).headers?.['location'] ?? ''
    expect(await send('DELETE', location)).toMatchObject({ status: 204 })
    expect(await send('GET', location)).toMatchObject({ status: 404 })
  })
})

describe('pulling blobs', () => {
  it('serves a range', async () => {
    const { registry, send } = open()
    registry.seedBlob('your-org/app', content)
    const part = await send('GET', `${APP}/blobs/${digest}`, { headers: { range: 'bytes=4-' } })
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 4-9/10' } })
    expect(new TextDecoder().decode(part.body as Uint8Array)).toBe('456789')
    expect(await send('GET', `${APP}/blobs/${digest}`, { headers: { range: 'bytes=10-' } })).toMatchObject({
      status: 416,
    })
  })

  it('serves a blob only from the repositories that hold it', async () => {
    const { registry, send } = open()
    registry.seedBlob('your-org/other', content)
    expect(codes(await send('GET', `${APP}/blobs/${digest}`))).toEqual(['BLOB_UNKNOWN'])
  })
})

describe('pushing manifests', () => {
  const image = anImage('app')

  function seeded(options: SandboxRegistryOptions = {}): ReturnType<typeof open> {
    const opened = open(options)
    for (const blob of image.blobs) opened.registry.seedBlob('your-org/app', blob)
    return opened
  }

  it('refuses one that needs content which is not there', async () => {
    const { send } = open()
    const answer = await send('PUT', `${APP}/manifests/v1`, {
      body: image.bytes,
      headers: { 'content-type': MANIFEST },
    })
    expect([answer.status, codes(answer)]).toEqual([400, ['MANIFEST_BLOB_UNKNOWN']])
  })

  it.each([
    ['another digest', digestOf('x'), MANIFEST, image.bytes, 'DIGEST_INVALID'],
    ['another media type', 'v1', 'application/vnd.oci.image.index.v1+json', image.bytes, 'MANIFEST_INVALID'],
    ['no JSON', 'v1', MANIFEST, bytesOf('{'), 'MANIFEST_INVALID'],
    ['5 MB', 'v1', MANIFEST, bytesOf(' '.repeat(5_000_000)), 'SIZE_INVALID'],
    ['a tag that is none', '-v1', MANIFEST, image.bytes, 'MANIFEST_INVALID'],
  ])('refuses one with %s', async (_what, reference, type, body, code) => {
    expect(
      codes(await seeded().send('PUT', `${APP}/manifests/${reference}`, { body, headers: { 'content-type': type } })),
    ).toEqual([code])
  })

  it('serves it by tag and digest, and honours conditions', async () => {
    const { send } = seeded()
    const put = { body: image.bytes, headers: { 'content-type': MANIFEST, 'if-none-match': '*' } }
    expect(await send('PUT', `${APP}/manifests/v1`, put)).toMatchObject({ status: 201 })
    expect(await send('PUT', `${APP}/manifests/v1`, put)).toMatchObject({ status: 412 })
    const found = await send('HEAD', `${APP}/manifests/v1`)
    const headers = {
      'docker-content-digest': image.descriptor.digest,
      'content-length': String(image.bytes.byteLength),
    }
    expect(found).toMatchObject({ status: 200, headers })
  })

  it('never moves a tag that is immutable', async () => {
    const { registry, send } = seeded({ switches: { immutableTags: true } })
    registry.seedManifest('your-org/app', 'older', MANIFEST, 'v1')
    expect(
      codes(await send('PUT', `${APP}/manifests/v1`, { body: image.bytes, headers: { 'content-type': MANIFEST } })),
    ).toEqual(['TAG_INVALID'])
  })

  it('deletes a digest with its tags', async () => {
    const { registry, send } = seeded()
    await send('PUT', `${APP}/manifests/v1`, { body: image.bytes, headers: { 'content-type': MANIFEST } })
    expect(await send('DELETE', `${APP}/manifests/${image.descriptor.digest}`)).toMatchObject({ status: 202 })
    expect(registry.tags('your-org/app').size).toBe(0)
  })
})

describe('listing', () => {
  it('gives tags in order, page by page', async () => {
    const { registry, send } = open()
    for (const tag of ['c', 'a', 'b']) registry.seedManifest('your-org/app', '{}', MANIFEST, tag)
    const first = await send('GET', `${APP}/tags/list?n=2`)
    expect(JSON.parse(first.body as string)).toEqual({ name: 'your-org/app', tags: ['a', 'b'] })
    expect(first.headers?.['link']).toBe(`<${APP}/tags/list?n=2&last=b>; rel="next"`)
    expect((await send('GET', `${APP}/tags/list?n=2&last=b`)).headers).not.toHaveProperty('link')
    expect(codes(await send('GET', '/v2/nothing/tags/list'))).toEqual(['NAME_UNKNOWN'])
  })

  it('gives referrers by type, in pages, and none for an unknown subject', async () => {
    const { registry, send } = open({ switches: { referrersPage: 1 } })
    const subject = pointer(MANIFEST, content)
    for (const artifactType of ['a/a', 'b/b', 'b/b']) {
      const random = { unique: Math.random() }
      registry.seedManifest('your-org/app', JSON.stringify({ artifactType, subject, annotations: random }), MANIFEST)
    }
    const all = await send('GET', `${APP}/referrers/${subject.digest}?artifactType=b/b`)
    expect(all.headers).toMatchObject({
      'oci-filters-applied': 'artifactType',
      link: expect.stringContaining('page=1') as unknown,
    })
    expect(JSON.parse(all.body as string)).toMatchObject({ manifests: [{ artifactType: 'b/b' }] })
    expect(JSON.parse((await send('GET', `${APP}/referrers/${digestOf('nothing')}`)).body as string)).toMatchObject({
      manifests: [],
    })
  })
})

describe('access', () => {
  const options: SandboxRegistryOptions = {
    authorize: (account, repository, action) =>
      action === 'pull' || (account.kind === 'basic' && account.password === 'writer' && repository === 'your-org/app'),
  }
  const basic = { authorization: `Basic ${btoa('robot:writer')}` }

  async function tokenFor(
    send: ReturnType<typeof open>['send'],
    scope: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> {
    const answer = await send('GET', `/token?service=ghcr.io&scope=${encodeURIComponent(scope)}`, { headers })
    return `Bearer ${(JSON.parse(answer.body as string) as { token: string }).token}`
  }

  it('asks for a token and names its scope', async () => {
    const { send } = open(options)
    const answer = await send('POST', `${APP}/blobs/uploads/`)
    expect(answer).toMatchObject({ status: 401 })
    expect(answer.headers?.['www-authenticate']).toBe(
      'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:your-org/app:pull,push"',
    )
    expect(await send('GET', '/v2/')).toMatchObject({ status: 401 })
  })

  it('grants what the account may do and no more', async () => {
    const { send } = open(options)
    const authorization = await tokenFor(send, 'repository:your-org/app:pull,push', {})
    expect(await send('POST', `${APP}/blobs/uploads/`, { headers: { authorization } })).toMatchObject({ status: 401 })
    const writing = await tokenFor(send, 'repository:your-org/app:pull,push', basic)
    expect(await send('POST', `${APP}/blobs/uploads/`, { headers: { authorization: writing } })).toMatchObject({
      status: 202,
    })
    expect(
      await send('POST', '/v2/your-org/other/blobs/uploads/', { headers: { authorization: writing } }),
    ).toMatchObject({ status: 401 })
  })

  it('denies a token for nothing', async () => {
    const { send } = open({ authorize: () => false })
    const answer = await send('GET', '/token?scope=repository:your-org/app:pull')
    expect([answer.status, codes(answer)]).toEqual([403, ['DENIED']])
  })

  it('throttles as it is told, with the time to wait', async () => {
    const { send } = open({ switches: { throttle: { requests: 1, retryAfter: 7 } } })
    expect(await send('GET', '/v2/')).toMatchObject({ status: 429, headers: { 'retry-after': '7' } })
    expect(await send('GET', '/v2/')).toMatchObject({ status: 200 })
  })

  it.each(['/v3/', '/v2/UPPER/tags/list', '/v2/a/../b/tags/list/x', '/v2/a%zz/tags/list', '/v2//tags/list'])(
    'knows no %s',
    async (path) => {
      expect(await open().send('GET', path)).toMatchObject({ status: 404 })
    },
  )
})
