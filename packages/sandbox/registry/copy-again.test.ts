import { describe, expect, it } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import type { Host } from '@promo/registry/testing'
import { BESIDE, copy, scene, TO, type Scene } from './copy-scene.ts'
import { errorBody } from './rules-scene.ts'

const APP = 'your-org/app'

/** What was put at the target, by the last part of its path. */
function puts({ http }: Scene): readonly string[] {
  return http.requests
    .filter(({ method, url }) => method === 'PUT' && url.pathname.includes(`${APP}/manifests/`))
    .map(({ url }) => url.pathname.split('/').at(-1) ?? '')
}

/** A registry that says of manifests which name `word` that it does not know what they name. */
function forgetful(word: string, times: number, code: string): (host: Host) => Host {
  let left = times
  return (host) => (request) => {
    const isMeant = request.method === 'PUT' && request.url.pathname.includes(`${APP}/manifests/sha256:`)
    if (!isMeant || left === 0 || !Buffer.from(request.body).includes(word)) return host(request)
    left -= 1
    return { status: code === 'MANIFEST_BLOB_UNKNOWN' ? 400 : 404, body: errorBody(code) }
  }
}

describe('a copy to a registry that does not know what it said was there', () => {
  it('uploads the blobs that a cache still told of, and is whole', async () => {
    const stage = await scene()
    const { target, client, index } = stage
    const named = index.children.flatMap(({ blobs }) => blobs).map((blob) => target.seedBlob(APP, blob))
    for (const digest of named) target.switches.collected.add(`${APP}@${digest}`)
    const { tally } = await copy(stage)
    expect(tally.blobs).toBeGreaterThanOrEqual(named.length)
    expect(target.switches.collected.size).toBe(0)
    expect(await client.referrers(TO, index.descriptor.digest)).toHaveLength(1)
    expect((await copy(stage)).tally).toMatchObject({ manifests: 0, blobs: 0, bytes: 0 })
  })

  it('uploads blobs whose mount was only said to be done, those of evidence too', async () => {
    const stage = await scene()
    const { ghcr, client, index } = stage
    const [bundle] = await client.referrers(BESIDE, index.descriptor.digest)
    expect(bundle).toBeUndefined()
    const blobs = ['on the index', 'on the bundle'].map((text) => ghcr.seedBlob('your-org/other', text))
    for (const digest of blobs) ghcr.switches.collected.add(`${APP}@${digest}`)
    await copy(stage, { to: BESIDE })
    expect(ghcr.switches.collected.size).toBe(0)
    expect(blobs.map((digest) => ghcr.blob(APP, digest)?.toString())).toEqual(['on the index', 'on the bundle'])
    expect(await client.referrers(BESIDE, index.descriptor.digest)).toHaveLength(1)
  })

  it.each(['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UNKNOWN'])(
    'puts the children of an index again at %s, once',
    async (code) => {
      const stage = await scene({}, {}, forgetful('"manifests"', 1, code))
      const { index } = stage
      await copy(stage, { evidence: false })
      const children = index.children.map(({ descriptor }) => descriptor.digest)
      expect(puts(stage)).toEqual([...children, index.descriptor.digest, ...children, index.descriptor.digest, 'v1'])
    },
  )

  it('puts the subject of evidence again', async () => {
    const stage = await scene({}, { requireSubject: true }, forgetful('"subject"', 1, 'MANIFEST_UNKNOWN'))
    await copy(stage)
    expect(await stage.client.referrers(TO, stage.index.descriptor.digest)).toHaveLength(1)
  })

  it('gives up after the second time, without a tag', async () => {
    const stage = await scene({}, {}, forgetful('"manifests"', Infinity, 'MANIFEST_BLOB_UNKNOWN'))
    await expectCode('content-unknown', () => copy(stage))
    const { digest } = stage.index.descriptor
    expect(puts(stage).filter((put) => put === digest)).toHaveLength(2)
    expect(stage.target.tags(APP).size).toBe(0)
  })
})
