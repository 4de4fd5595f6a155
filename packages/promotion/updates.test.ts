import { describe, expect, test } from '@jest/globals'
import { parseEnvironmentName, parseImageName, pinImage, releaseDocument, type Release } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { promotionMessage } from './commit-message.ts'
import { parseNamedImage } from './named-image.ts'
import { aConfig, anOverlay, BASE, D1, D2, REPOSITORY } from './testing.ts'
import { updatesFor } from './updates.ts'

const CATALOG = parseImageName('ghcr.io/your-org/catalog')

function aRelease(leg: string, name: string, tags: readonly string[] = []): Release {
  return releaseDocument.check({
    schema: releaseDocument.schemaId,
    source: { repository: REPOSITORY, repositoryId: '1', sha: BASE, ref: 'refs/heads/main' },
    run: { id: '1', attempt: 1, workflowRef: 'x', workflowSha: BASE },
    images: [{ leg, name, digest: D1, platforms: [], tags }],
    collectedAt: '2026-12-01T12:00:00Z',
  })
}

const ofRelease = (leg: string, name: string, tags?: readonly string[]) =>
  updatesFor({ kind: 'release', release: aRelease(leg, name, tags) }, aConfig())
const ofLines = (...lines: readonly string[]) =>
  updatesFor({ kind: 'lines', images: lines.map(parseNamedImage) }, aConfig())

describe('what is promoted', () => {
  test('of a release goes by its legs, under the names of the overlays', () => {
    expect(ofRelease('catalog', CATALOG, ['v1', 'latest'])).toEqual([
      { name: 'shop/catalog', newName: CATALOG, digest: D1, tag: 'v1' },
    ])
    expect(ofRelease('orders', 'ghcr.io/your-org/orders')).toEqual([
      { name: 'ghcr.io/your-org/orders', newName: 'ghcr.io/your-org/orders', digest: D1 },
    ])
  })

  test('of a release must be known, from the known repository', async () => {
    await expectCode('image-unknown', () => ofRelease('cart', CATALOG))
    await expectCode('image-repository-differs', () => ofRelease('orders', CATALOG))
  })

  test('of lines goes by the name given, the known image, or the repository', () => {
    expect(ofLines(`mine=${CATALOG}@${D1}`, `${CATALOG}:v1@${D1}`, `redis@${D1}`)).toEqual([
      { name: 'mine', newName: CATALOG, digest: D1 },
      { name: 'shop/catalog', newName: CATALOG, digest: D1, tag: 'v1' },
      { name: 'redis', newName: 'redis', digest: D1 },
    ])
  })

  test('of lines is pinned', async () => {
    await expectCode('image-not-pinned', () => parseNamedImage('mine=alpine:3'))
    await expectCode('image-invalid', () => parseNamedImage('mine=$(id)'))
    expect(parseNamedImage(`${CATALOG}@${D1}`)).toEqual({ name: undefined, image: pinImage(CATALOG, D1) })
  })

  test('of an overlay is every digest that it holds', async () => {
    const bytes = Buffer.from(anOverlay(D2, '  - name: redis\n    newTag: "7"\n'))
    expect(updatesFor({ kind: 'overlay', bytes }, aConfig())).toEqual([
      { name: 'shop/catalog', newName: CATALOG, digest: D2 },
    ])
    const empty = Buffer.from('images: []\n')
    await expectCode('promotion-empty', () => updatesFor({ kind: 'overlay', bytes: empty }, aConfig()))
  })
})

describe('the message of a promotion', () => {
  const environment = parseEnvironmentName('staging')
  const change = { name: 'catalog', from: null, to: D1 }

  test('says what changes, with trailers', () => {
    expect(promotionMessage(environment, [change], false)).toBe(
      `Promote catalog to staging\n\nPromo-Environment: staging\nPromo-Image: catalog\nPromo-From: none\nPromo-To: ${D1}\n`,
    )
    expect(promotionMessage(undefined, [change, change], false)).toMatch(/^Promote 2 images\n\nPromo-Image/)
  })

  test('cannot be given more lines by a name, and keeps its subject short', () => {
    const hostile = { ...change, name: `a\nPromo-To: evil${'x'.repeat(100)}` }
    const lines = promotionMessage(environment, [hostile], false).split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]?.length).toBeLessThanOrEqual(72)
  })

  test('starts no workflow when asked, whoever wrote it', () => {
    expect(promotionMessage(environment, [change], true)).toMatch(/^Promote catalog to staging \[skip ci\]\n/)
    expect(promotionMessage(environment, [change], true, 'Bump\n\nwhy')).toBe('Bump [skip ci]\n\nwhy')
    expect(promotionMessage(environment, [change], false, 'Bump')).toBe('Bump')
  })
})
