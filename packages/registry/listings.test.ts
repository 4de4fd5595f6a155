import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { RegistryClient } from './client.ts'
import { OCI_INDEX } from './media-types.ts'
import { anImage, anIndex, clientOver, type HostAnswer } from './testing.ts'

const APP = parseImageName('registry.example.com/app')
const image = anImage('app')
const { digest } = image.descriptor

function answered(answer: HostAnswer): RegistryClient {
  return clientOver(() => answer).client
}

describe('a listing', () => {
  it.each([
    'https://evil.example.org/v2/app/tags/list',
    'http://registry.example.com/v2/app/tags/list',
    'https://registry.example.com:444/x',
  ])('is not continued at %s', async (next) => {
    const { client, http } = clientOver(() => ({
      status: 200,
      headers: { link: `<${next}>; rel="next"` },
      body: '{"tags":["a"]}',
    }))
    await expectCode('location-refused', () => client.tags(APP))
    expect(http.requests).toHaveLength(1)
  })

  it('that goes in a circle is refused', async () => {
    const { client } = clientOver(() => ({
      status: 200,
      headers: { link: '</v2/app/tags/list?n=1000>; rel="next"' },
      body: '{"tags":["a"]}',
    }))
    await expectCode('location-refused', () => client.tags(APP))
  })

  it.each([
    ['by a path', '</v2/app/tags/list?last=a>; rel="next"'],
    ['by a relative path', '<list?last=a>;rel=next'],
    ['by a URL with the default port', '<https://registry.example.com:443/v2/app/tags/list?last=a>; rel="next"'],
    ['without a relation', '</v2/app/tags/list?last=a>'],
    ['after others', '</v2/app/tags/list>; rel="first", </v2/app/tags/list?last=a>; title="a, b"; REL="last Next"'],
  ])('goes on at a link %s', async (_what, link) => {
    const { client } = clientOver(({ url }) =>
      url.searchParams.has('last')
        ? { status: 200, headers: { link: '</v2/app/tags/list>; rel="prev"' }, body: '{"tags":["b"]}' }
        : { status: 200, headers: { link }, body: '{"tags":["a"]}' },
    )
    expect(await client.tags(APP)).toEqual(['a', 'b'])
  })

  it.each([
    '/v2/app/tags/list',
    '</v2/app/tags/list',
    '<',
    '><',
    '<>',
    '<https://[>; rel="next"',
    `<${'a'.repeat(9000)}>`,
  ])('with the link %s is refused rather than cut', async (link) => {
    const { client } = clientOver(() => ({ status: 200, headers: { link }, body: '{"tags":["a"]}' }))
    await expectCode('location-refused', () => client.tags(APP))
  })

  it.each(['[]', '{"tags":{}}', 'null', '<html>'])('that is %s is refused', async (body) => {
    await expectCode('registry-response-invalid', () => answered({ status: 200, body }).tags(APP))
  })
})

describe('a registry without a referrers API', () => {
  const other = parseImageName('registry.example.com/other')
  const noPath = { 'docker-distribution-api-version': 'registry/2.0' }
  const unknown = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN' }] })

  /** How often the API was asked, for two subjects of one repository and then for one of another. */
  async function asked(answer: HostAnswer): Promise<number> {
    const { client, http } = clientOver(({ url }) => (url.pathname.includes('/referrers/') ? answer : { status: 404 }))
    for (const subject of [digest, digestOf('other')]) expect(await client.referrers(APP, subject)).toEqual([])
    await client.referrers(other, digest)
    return http.requests.filter(({ url }) => String(url).includes('/referrers/')).length
  }

  it('is asked once for each repository', async () => {
    expect(await asked({ status: 404, headers: noPath, body: '404 page not found' })).toBe(2)
  })

  it.each([
    ['may be a proxy that has lost its registry', { status: 404, body: '404 page not found' }],
    ['may be one that does not know the subject', { status: 404, headers: noPath, body: unknown }],
    ['sends its reader to a page', { status: 303, headers: { ...noPath, location: 'https://github.com/' } }],
  ])('is asked for each subject where it %s', async (_what, answer) => {
    expect(await asked(answer)).toBe(3)
  })
})

describe('a list of referrers', () => {
  const index = anIndex([image])
  const listed = { status: 200, headers: { 'content-type': OCI_INDEX }, body: index.bytes }

  /** Answers the referrers API so, and has no fallback tag. */
  function referrers(answer: HostAnswer): RegistryClient {
    return clientOver(({ url }) => (url.pathname.includes('/referrers/') ? answer : { status: 404 })).client
  }

  it.each([303, 400, 404, 405, 406, 501])(
    'answered with %d is unsupported: the fallback tag is read',
    async (status) => {
      const headers = { location: 'https://github.com/your-org' }
      const { client, http } = clientOver(({ url }) =>
        url.pathname.includes('/referrers/') ? { status, headers } : listed,
      )
      expect(await client.referrers(APP, digestOf('subject'))).toHaveLength(1)
      expect(http.requests.every(({ url }) => url.host === 'registry.example.com')).toBe(true)
    },
  )

  it('is unsupported when a web page is answered', async () => {
    expect(
      await referrers({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }).referrers(APP, digest),
    ).toEqual([])
  })

  it('is asked for again when a web page is answered once', async () => {
    let asked = 0
    const { client } = clientOver(({ url }) => {
      if (!url.pathname.includes('/referrers/')) return { status: 404 }
      asked += 1
      return asked === 1 ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } : listed
    })
    expect(await client.referrers(APP, digestOf('subject'))).toHaveLength(1)
  })

  it.each([429, 500, 503])('answered with %d is not an empty one', async (status) => {
    await expectCode('registry-unavailable', () => referrers({ status }).referrers(APP, digest))
  })

  it('that may not be read is not an empty one', async () => {
    await expectCode('registry-unauthorized', () => referrers({ status: 403 }).referrers(APP, digest))
  })

  it('whose fallback tag cannot be read is not an empty one', async () => {
    const { client } = clientOver(({ url }) => ({ status: url.pathname.includes('/referrers/') ? 404 : 500 }))
    await expectCode('registry-unavailable', () => client.referrers(APP, digest))
  })

  it('that is null is an empty one', async () => {
    const body = '{"schemaVersion":2,"manifests":null}'
    expect(await referrers({ ...listed, body }).referrers(APP, digest)).toEqual([])
  })

  it.each(['{}', '{"manifests":[{}]}', '<html>'])('that is %s is refused', async (body) => {
    await expect(referrers({ ...listed, body }).referrers(APP, digest)).rejects.toMatchObject({
      code: expect.stringMatching(/^(registry-response-invalid|manifest-invalid)$/),
    })
  })
})
