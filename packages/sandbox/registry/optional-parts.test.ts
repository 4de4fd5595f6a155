import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { digestOf } from '@promo/core'
import { anImage, bytesOf } from '@promo/registry/testing'
import { codes, open } from './testing.ts'

const APP = '/v2/your-org/app'
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const content = bytesOf('0123456789')
const digest = digestOf(content)
const image = anImage('app')

function sha512Of(bytes: Uint8Array): string {
  return `sha512:${createHash('sha512').update(bytes).digest('hex')}`
}

function seeded(): ReturnType<typeof open> {
  const opened = open()
  for (const blob of image.blobs) opened.registry.seedBlob('your-org/app', blob)
  return opened
}

describe('sha512', () => {
  it('names blobs and manifests beside sha256, each by what it was pushed with', async () => {
    const { registry, send } = seeded()
    const pushed = await send('POST', `${APP}/blobs/uploads/?digest=${sha512Of(content)}`, { body: content })
    expect(pushed).toMatchObject({ status: 201, headers: { 'docker-content-digest': sha512Of(content) } })
    expect(await send('GET', `${APP}/blobs/${sha512Of(content)}`)).toMatchObject({ status: 200 })
    expect(await send('GET', `${APP}/blobs/${digest}`)).toMatchObject({ status: 404 })
    const put = { body: image.bytes, headers: { 'content-type': MANIFEST } }
    expect(await send('PUT', `${APP}/manifests/${sha512Of(image.bytes)}?tag=v1`, put)).toMatchObject({ status: 201 })
    expect(await send('HEAD', `${APP}/manifests/v1`)).toMatchObject({
      headers: { 'docker-content-digest': sha512Of(image.bytes) },
    })
    expect(registry.tags('your-org/app').size).toBe(0)
  })

  it('is held against the bytes', async () => {
    const wrong = sha512Of(bytesOf('another'))
    const answer = await open().send('POST', `${APP}/blobs/uploads/?digest=${wrong}`, { body: content })
    expect([answer.status, codes(answer)]).toEqual([400, ['DIGEST_INVALID']])
  })
})

describe('tags in the query of a manifest', () => {
  it('are all put, and told', async () => {
    const { registry, send } = seeded()
    const put = { body: image.bytes, headers: { 'content-type': `${MANIFEST}; charset=utf-8` } }
    const answer = await send('PUT', `${APP}/manifests/${image.descriptor.digest}?tag=1&tag=1.2`, put)
    expect(answer).toMatchObject({ status: 201, headers: { 'oci-tag': '1, 1.2' } })
    expect([...registry.tags('your-org/app').keys()]).toEqual(['1', '1.2'])
    expect(registry.manifest('your-org/app', '1')?.mediaType).toBe(MANIFEST)
  })

  it('are refused together when one of them is none, or may not move', async () => {
    const { registry, send } = seeded()
    const put = { body: image.bytes, headers: { 'content-type': MANIFEST } }
    const path = `${APP}/manifests/${image.descriptor.digest}?tag=new&tag=`
    expect(codes(await send('PUT', `${path}.x`, put))).toEqual(['TAG_INVALID'])
    registry.switches.immutableTags = true
    registry.seedManifest('your-org/app', 'older', MANIFEST, 'old')
    expect(codes(await send('PUT', `${path}old`, put))).toEqual(['TAG_INVALID'])
    expect([...registry.tags('your-org/app').keys()]).toEqual(['old'])
  })
})

describe('a mount without a source', () => {
  it('finds the blob in another repository', async () => {
    const { registry, send } = open()
    registry.seedBlob('your-org/other', content)
    expect(await send('POST', `${APP}/blobs/uploads/?mount=${digest}`)).toMatchObject({ status: 201 })
  })

  it('finds nothing that the caller may not read', async () => {
    const { registry, send } = open({
      authentication: 'basic',
      authorize: (_account, repository) => repository === 'your-org/app',
    })
    registry.seedBlob('your-org/secret', content)
    expect(await send('POST', `${APP}/blobs/uploads/?mount=${digest}`)).toMatchObject({ status: 202 })
  })
})

describe('reading', () => {
  it('gives the end of a blob', async () => {
    const { registry, send } = open()
    registry.seedBlob('your-org/app', content)
    for (const [range, told] of [
      ['bytes=-3', 'bytes 7-9/10'],
      ['bytes=-30', 'bytes 0-9/10'],
    ] as const) {
      const part = await send('GET', `${APP}/blobs/${digest}`, { headers: { range } })
      expect(part).toMatchObject({ status: 206, headers: { 'content-range': told } })
    }
    for (const range of ['bytes=5-2', 'bytes=-0'])
      expect(await send('GET', `${APP}/blobs/${digest}`, { headers: { range } })).toMatchObject({ status: 416 })
  })

  it('takes a page size that is a number alone, and none at all for an empty page', async () => {
    const { registry, send } = open()
    registry.seedManifest('your-org/app', '{}', MANIFEST, 'a')
    expect(await send('GET', `${APP}/tags/list?n=0`)).toMatchObject({
      status: 200,
      body: expect.stringContaining('[]'),
    })
    for (const n of ['-1', 'many', '']) {
      expect(codes(await send('GET', `${APP}/tags/list?n=${n}`))).toEqual(['PAGINATION_NUMBER_INVALID'])
    }
  })

  it('knows nothing by a name that is neither tag nor digest', async () => {
    const { send } = seeded()
    for (const name of ['.hidden', 'sha256:short']) {
      expect(await send('GET', `${APP}/manifests/${name}`)).toMatchObject({ status: 404 })
      expect(await send('PUT', `${APP}/manifests/${name}`, { body: image.bytes })).toMatchObject({ status: 400 })
    }
  })

  it.each([
    ['PUT', `${APP}/blobs/${digest}`],
    ['POST', `${APP}/manifests/v1`],
    ['POST', `${APP}/tags/list`],
    ['PUT', `${APP}/referrers/${digest}`],
    ['GET', `${APP}/blobs/uploads/`],
    ['DELETE', '/v2/'],
  ])('allows no %s of %s, and tells what it allows', async (method, path) => {
    const { registry, send } = open()
    registry.seedBlob('your-org/app', content)
    const answer = await send(method, path)
    expect([answer.status, codes(answer)]).toEqual([405, ['UNSUPPORTED']])
    expect(answer.headers?.['allow']).toMatch(/^[A-Z]+(?:, [A-Z]+)*$/)
  })
})
