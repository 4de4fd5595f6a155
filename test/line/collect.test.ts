import { beforeAll, describe, expect, test } from '@jest/globals'
import { digestOf, parseCommit, parseLegName, releaseDocument, type Digest, type Release } from '@promo/core'
import { expectCode, fakeClock } from '@promo/core/testing'
import { collectRelease, type CollectRequest } from '@promo/line'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, httpOver } from '@promo/registry/testing'
import { aMultiPlatformImage, createScene } from '../evidence/scene.ts'
import { aLeg, RUN, SIGNER, SOURCE, type LegBuilder } from './legs.ts'

let registry: RegistryClient
let one: Digest
let two: Digest

beforeAll(async () => {
  const scene = createScene()
  registry = scene.registry
  one = (await scene.push(aMultiPlatformImage('one'))).digest
  two = (await scene.push(anImage('two'))).digest
})

function collect(
  legs: readonly LegBuilder[],
  change: Partial<CollectRequest> = {},
  client = registry,
): Promise<Release> {
  const expected = ['catalog', 'orders'].map(parseLegName)
  const artifacts = legs.map(({ artifact }) => artifact)
  const request = { expected, artifacts, source: SOURCE, run: RUN, signer: SIGNER, requirePlatforms: [] } as const
  const provenance = legs.map((leg) => leg.provenance)
  return collectRelease(
    { ...request, verify: 'certificate', ...change },
    {
      registry: client,
      clock: fakeClock(),
      evidence: async (image) => ({
        image,
        valid: provenance.filter(({ subject }) => subject === image.digest),
        keyed: [],
        invalid: [],
        foreign: [],
        referrers: 0,
      }),
    },
  )
}

const both = () => [aLeg('orders', two), aLeg('catalog', one)]
const withCatalog = (change: (leg: LegBuilder) => LegBuilder) => [aLeg('orders', two), change(aLeg('catalog', one))]

async function codesOf(run: () => Promise<unknown>, code: string): Promise<readonly string[]> {
  const { facts } = await expectCode(code, run)
  return (facts['faults'] as readonly { readonly code: string }[]).map((fault) => fault.code)
}

describe('a release', () => {
  test('has one proven digest for each leg, in the order of the plan, its platforms read from the registry', async () => {
    const release = releaseDocument.read(releaseDocument.write(await collect(both())))
    expect(release.images.map(({ leg, digest, tags }) => [leg, digest, tags])).toEqual([
      ['catalog', one, ['v1']],
      ['orders', two, ['v1']],
    ])
    expect(release.images.map(({ platforms }) => platforms.map(({ platform }) => platform))).toEqual([
      ['linux/amd64', 'linux/arm64'],
      ['linux/amd64'],
    ])
  })

  test('has the platforms that are required, however they are spelled', async () => {
    const legs = [aLeg('catalog', one)]
    const expected = [parseLegName('catalog')]
    const { images } = await collect(legs, { expected, requirePlatforms: ['linux/arm64/v8', 'linux/x86_64'] })
    expect(images).toHaveLength(1)
    await expectCode('leg-invalid', () => collect(legs, { expected, requirePlatforms: ['linux/arm/v7'] }))
  })

  test('is the same the second time, whatever the order of the artifacts', async () => {
    expect(await collect([...both()].reverse())).toEqual(await collect(both()))
  })

  test('believes nothing that only leg.json says', async () => {
    const platforms = [{ platform: 'linux/s390x', digest: one, size: 1 }]
    const lying = withCatalog((leg) => leg.saying({ platforms, tags: ['v1', 'x\n  - name: evil'] }))
    const [catalog] = (await collect(lying)).images
    expect(catalog?.tags).toEqual(['v1'])
    expect(await codesOf(() => collect(lying, { requirePlatforms: ['linux/s390x'] }), 'leg-invalid')).toHaveLength(2)
  })

  test('may be collected unproven only when told so', async () => {
    const forged = withCatalog((leg) => leg.signedBy({ sourceRepositoryId: '1' }))
    expect((await collect(forged, { verify: 'registry' })).images).toHaveLength(2)
    const nowhere = withCatalog((leg) =>
      leg.saying({ image: { ...leg.provenance, name: 'ghcr.io/your-org/catalog', digest: digestOf('no') } as never }),
    )
    expect((await collect(nowhere, { verify: 'none' })).images).toHaveLength(2)
    await expectCode('manifest-missing', () => collect(nowhere, { verify: 'registry' }))
  })
})

describe('collecting refuses', () => {
  test.each<[string, string, () => readonly LegBuilder[]]>([
    ['a leg that is missing', 'leg-missing', () => both().slice(1)],
    ['a leg that nobody planned', 'leg-unexpected', () => [...both(), aLeg('cart', one)]],
    ['two digests of one leg', 'leg-duplicate', () => [...both(), aLeg('catalog', two).sealedFor({ leg: 'catalog' })]],
    ['two legs with one digest', 'leg-duplicate', () => [aLeg('catalog', one), aLeg('orders', one)]],
    [
      'a document under the name of another leg',
      'leg-swapped',
      () => [aLeg('catalog', one).named('orders'), aLeg('orders', two).named('catalog')],
    ],
    [
      'a digest that was sealed for another leg',
      'leg-swapped',
      () => withCatalog((leg) => leg.sealedFor({ leg: 'orders' })),
    ],
    [
      'a digest that was sealed as another image',
      'leg-swapped',
      () => withCatalog((leg) => leg.sealedFor({ image: 'ghcr.io/your-org/orders' })),
    ],
    ['an empty file', 'leg-invalid', () => withCatalog((leg) => leg.holding(''))],
    [
      'a file that was cut off',
      'leg-invalid',
      () => withCatalog((leg) => leg.holding('{"schema":"promo/leg/v1","leg":"cat')),
    ],
    ['another document', 'leg-invalid', () => withCatalog((leg) => leg.holding('{"schema":"promo/scan/v1"}'))],
    ['another run', 'leg-foreign', () => withCatalog((leg) => leg.saying({ run: { ...RUN, id: '778' } }))],
    ['a later attempt', 'leg-foreign', () => withCatalog((leg) => leg.saying({ run: { ...RUN, attempt: 3 } }))],
    [
      'another commit',
      'leg-foreign',
      () => withCatalog((leg) => leg.saying({ source: { ...SOURCE, sha: parseCommit('c'.repeat(40)) } })),
    ],
    [
      'another repository of that name',
      'leg-foreign',
      () => withCatalog((leg) => leg.saying({ source: { ...SOURCE, repositoryId: '1' } })),
    ],
    [
      'a digest that the registry does not have',
      'manifest-missing',
      () => [aLeg('orders', two), aLeg('catalog', digestOf('nowhere'))],
    ],
  ])('%s', async (_what, code, legs) => {
    await expectCode(code, () => collect(legs()))
  })

  test.each<[string, Parameters<LegBuilder['signedBy']>[0]]>([
    ['another repository', { sourceRepositoryId: '1' }],
    ['another commit', { sourceRepositoryDigest: 'c'.repeat(40) }],
    ['another run', { runInvocationUri: 'https://github.com/your-org/bookstore/actions/runs/7777/attempts/1' }],
    ['a later attempt', { runInvocationUri: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/3' }],
    ['no attempt', { runInvocationUri: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/' }],
    ['another commit of promo', { buildSignerDigest: 'c'.repeat(40) }],
    ['the workflow that refuses', { buildSignerUri: 'https://github.com/org/promo/.github/workflows/refuse.yml@x' }],
    [
      'a workflow that begins the same',
      { buildSignerUri: 'https://github.com/org/promo/.github/workflows/leg.yml.evil@x' },
    ],
    ['a certificate for somebody else', { subject: 'dev@example.com' }],
  ])('a digest proven by %s', async (_what, claims) => {
    await expectCode('leg-unproven', () => collect(withCatalog((leg) => leg.signedBy(claims))))
  })

  test('a digest without provenance', async () => {
    const bare = withCatalog((leg) => ({
      ...leg,
      provenance: { ...leg.provenance, predicateType: 'https://example.com/x' },
    }))
    await expectCode('leg-unproven', () => collect(bare))
  })

  test('everything at once: what was forged first, then all the rest', async () => {
    const legs = [aLeg('cart', two), aLeg('catalog', one).signedBy({ sourceRepositoryId: '1' })]
    expect(await codesOf(() => collect(legs), 'leg-unproven')).toEqual([
      'leg-unproven',
      'leg-missing',
      'leg-unexpected',
    ])
  })

  test('when the registry is down, with its own code and ending', async () => {
    const http = httpOver({ 'ghcr.io': () => ({ status: 503 }) })
    const down = createRegistryClient({ http, credentials: ANONYMOUS })
    const error = await expectCode('registry-unavailable', () => collect(both(), {}, down))
    expect([error.ending, error.remedy]).toEqual(['infrastructure', expect.stringContaining('later')])
  })
})
