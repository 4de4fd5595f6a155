import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { chainDocument, parseCommit, parseRepositoryName, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { chainTree } from '@promo/report'
import { holesOf, link, linksOf } from './links.ts'
import { aStory, CATALOG, type Promotion, type Story } from './story.ts'

// A machine that does other things besides takes its time over git and signatures.
jest.setTimeout(60_000)

/** One repository for all: each test has digests of its own, and the history of the overlays tells them apart. */
let story: Story
beforeAll(async () => {
  story = await aStory()
})
afterAll(() => story.close())

describe('no chain at all', () => {
  test('comes of a registry that does not answer', async () => {
    const http = httpOver({ 'ghcr.io': () => ({ status: 503 }) })
    const portsFor = () => ({ ...story.reading, registry: createRegistryClient({ http, credentials: ANONYMOUS }) })
    await expectCode('registry-unavailable', () => story.chainOf(`sha256:${'f'.repeat(64)}`, { portsFor }))
  })

  test.each([
    ['orders/none', 'environment-unknown'],
    ['prod/orders', 'subject-unknown'],
    ['ghcr.io/other/thing:v1', 'subject-unknown'],
    [`${CATALOG}:none`, 'subject-unknown'],
    ['https://github.com/other/repo/pull/1', 'subject-unknown'],
    ['#99', 'forge-not-found'],
    ['prod/catalog', 'subject-empty'],
    [`sha256:${'f'.repeat(64)}`, 'subject-empty'],
    ['d'.repeat(40), 'subject-empty'],
  ])('comes of %s', async (subject, code) => {
    await expectCode(code, () => story.chainOf(subject))
  })
})

describe('a digest that took the whole way', () => {
  let image: PinnedImage
  let staging: Promotion
  let prod: Promotion
  beforeAll(async () => {
    image = await story.release('one', { tagged: true })
    await story.push('dev', image.digest)
    staging = await story.promote('staging', image.digest)
    prod = await story.promote('prod', image.digest)
  })

  test('is traced from production back to the pull request of its source', async () => {
    const chain = await story.chainOf(`${CATALOG}@${image.digest}`)
    expect(holesOf(chain)).toEqual([])
    expect(chain.complete).toBe(true)
    expect(chainDocument.read(chainDocument.write(chain))).toEqual(chain)
    expect(linksOf(chain).map(({ link: name, at, state }) => `${name} ${at} ${state}`)).toEqual([
      'environment prod recorded',
      'promotion prod recorded',
      'environment staging recorded',
      'promotion staging recorded',
      'environment dev recorded',
      'promotion dev recorded',
      'image  recorded',
      'signature  verified',
      'scan  verified',
      'tests  absent',
      'sbom linux/amd64 verified',
      'sbom linux/arm64 verified',
      'provenance  verified',
      'run  verified',
      'source octo/shop verified',
      'change octo/shop recorded',
    ])
    expect(link(chain, 'environment', 'prod')?.details['commit']).toBe(prod.merge)
    expect(link(chain, 'promotion', 'staging')).toMatchObject({
      fact: expect.stringContaining(`#${String(staging.number)} “Promote to staging” by octo, merged by octo`),
      details: { 'approved-by': 'rita' },
    })
    expect(link(chain, 'source')?.details['commit']).toBe(story.source)
    expect(link(chain, 'change')?.fact).toMatch(/“Sell books” by octo.*approved by rita/)
    expect(link(chain, 'scan')?.fact).toMatch(/by trivy 0\.74\.0: 2 medium/)
    expect(link(chain, 'signature')?.evidence.map(({ kind }) => kind)).toContain('log-entry')
    expect(chainTree(chain)).toMatch(/^ghcr\.io\/octo\/catalog@sha256:/)
  })

  test('is found from every end', async () => {
    const subjects = [
      image.digest,
      story.source,
      staging.merge,
      `#${String(staging.number)}`,
      'https://github.com/octo/shop/pull/1',
      'prod',
    ]
    for (const subject of subjects) {
      const chain = await story.chainOf(subject)
      expect({ subject, digests: chain.images.map(({ digest }) => digest) }).toEqual({
        subject,
        digests: [image.digest],
      })
    }
  })

  test('keeps its past when the environment has moved on', async () => {
    const next = await story.release('two')
    const moved = await story.push('dev', next.digest)
    const chain = await story.chainOf(image.digest)
    expect(chain.complete).toBe(true)
    expect(link(chain, 'environment', 'dev')?.fact).toContain(`to ${moved.slice(0, 12)}`)
    const newer = await story.chainOf(next.digest)
    expect(link(newer, 'environment', 'prod')).toMatchObject({ state: 'absent' })
    expect(newer.complete).toBe(true)
  })
})

describe('a hole is named', () => {
  test('where nobody trusted signed, scanned, described or built it', async () => {
    const image = await story.release('bare', { without: ['signature', 'provenance', 'scan', 'sbom'] })
    expect(holesOf(await story.chainOf(image.digest))).toEqual([
      'signature: signature-missing',
      'scan: scan-missing',
      'sbom linux/amd64: sbom-missing',
      'sbom linux/arm64: sbom-missing',
      'provenance: provenance-missing',
    ])
  })

  test('where another workflow did', async () => {
    const claims = { job_workflow_ref: 'octo/shop/.github/workflows/hotfix.yml@refs/heads/main' }
    const image = await story.release('foreign', { claims })
    const chain = await story.chainOf(image.digest)
    expect(holesOf(chain)).toEqual([
      'signature: signer-mismatch',
      'scan: signer-mismatch',
      'sbom linux/amd64: signer-mismatch',
      'sbom linux/arm64: signer-mismatch',
      'provenance: signer-mismatch',
    ])
    expect(link(chain, 'signature')?.fact).toContain('hotfix.yml')
  })

  test('where the provenance is that of another image', async () => {
    const image = await story.release('swapped', { leg: 'orders' })
    expect(holesOf(await story.chainOf(image.digest))).toEqual(['provenance: provenance-refused'])
  })

  test('where a stage was skipped and where a digest was pushed past review', async () => {
    const image = await story.release('skipped')
    await story.push('dev', image.digest)
    await story.push('prod', image.digest)
    expect(holesOf(await story.chainOf('prod/catalog'))).toEqual([
      'promotion prod: promotion-unreviewed',
      'environment staging: stage-skipped',
    ])
  })

  test('where the certificate names a commit that its repository does not have', async () => {
    const image = await story.release('lost', { source: parseCommit('d'.repeat(40)) })
    expect(holesOf(await story.chainOf(image.digest))).toEqual(['source octo/shop: source-missing'])
  })

  test('where the tag of a commit names the image of another one', async () => {
    const image = await story.release('tagged')
    const other = await story.push('dev', image.digest)
    const { bytes, mediaType } = await story.registry.manifest(CATALOG, image.digest)
    await story.registry.putManifest(CATALOG, bytes, mediaType, `sha-${other.replace(/./, 'e')}`)
    expect(holesOf(await story.chainOf(other.replace(/./, 'e')))).toEqual(['source octo/shop: source-differs'])
  })

  test('where signature and provenance are from different commits', async () => {
    const first = await story.release('twice', { without: ['signature'] })
    const other = await story.push('dev', first.digest)
    await story.release('twice', { without: ['provenance', 'scan', 'sbom'], source: other })
    expect(holesOf(await story.chainOf(first.digest))).toEqual(['source: evidence-disagrees'])
  })

  test('where the overlay held the digest before the commits that were read', async () => {
    const image = await story.release('old')
    await story.push('dev', image.digest)
    const { forge } = story.scene
    const commitsTouching: typeof forge.commitsTouching = async (...args) => {
      const { commits } = await forge.commitsTouching(...args)
      return { commits: commits.slice(0, 1), complete: false }
    }
    const chain = await story.chainOf('dev/catalog', { forge: { ...forge, commitsTouching } })
    expect(holesOf(chain)).toEqual(['environment dev: history-lost'])
  })

  test('where the token may not read the source, and nothing else ends the trace with it', async () => {
    const image = await story.release('hidden')
    const { scene } = story
    const { forge, github } = scene
    const stranger = scene.forgeAs(github.createUser('stranger').token)
    await github.createRepository({ fullName: 'octo/hidden', visibility: 'private' })
    const hidden = parseRepositoryName('octo/hidden')
    const commitFacts: typeof forge.commitFacts = (_, sha) => stranger.commitFacts(hidden, sha)
    const chain = await story.chainOf(image.digest, { forge: { ...forge, commitFacts } })
    expect(holesOf(chain)).toEqual(['source octo/shop: source-missing'])
  })

  test('where the registry lost the image that an environment holds', async () => {
    const gone = `sha256:${'f'.repeat(64)}`
    await story.push('dev', gone as never)
    const chain = await story.chainOf('dev/catalog')
    expect(holesOf(chain)).toEqual(['image: image-missing'])
  })
})
