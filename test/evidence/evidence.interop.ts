import { describe, expect, jest, test } from '@jest/globals'
import { hexOf, parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { attestImages, collectEvidence, EVIDENCE_FORMATS, signImages, type AttestRequest } from '@promo/evidence'
import { fallbackTag, LEGACY_TAG } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { aMultiPlatformImage, APP, createScene, type Scene } from './scene.ts'

jest.setTimeout(20_000)

const TYPE = 'https://example.com/test/v1'
const REPOSITORY = 'your-org/catalog'
const OTHER = parseImageName('ghcr.io/your-org/orders')

function request(images: AttestRequest['images'], predicate: AttestRequest['predicate'] = { ok: true }): AttestRequest {
  return { images, predicateType: TYPE, predicate, formats: EVIDENCE_FORMATS }
}

/** The sha256 of every subject of the first bundle on the image. */
async function statedSubjects(image: PinnedImage, scene: Scene): Promise<readonly unknown[]> {
  const [found] = await scene.registry.referrers(image.name, image.digest)
  const manifest = await scene.registry.manifest(image.name, found?.digest ?? image.digest)
  const [layer] = manifest.content.kind === 'image' ? manifest.content.layers : []
  const bundle = await scene.registry.readBlob(image.name, layer?.digest ?? image.digest, 1_000_000)
  const { dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString()) as { dsseEnvelope: { payload: string } }
  const { subject } = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as {
    subject: readonly { digest: { sha256: string } }[]
  }
  return subject.map(({ digest }) => digest.sha256)
}

describe.each(['api', 'none'] as const)('evidence in a registry with referrers %s', (referrers) => {
  test('is written in both formats from one log entry and read back as valid', async () => {
    const scene = createScene({ referrers })
    const image = await scene.push(anImage('one'))
    const ports = { ...scene, signer: scene.signer() }
    const [written] = await attestImages(request([image]), ports)
    expect(written).toMatchObject({ existing: false, predicateType: TYPE })
    expect(written?.stored.map(({ format }) => format)).toEqual(['bundle', 'legacy'])
    expect(scene.logged()).toBe(1)
    const { valid, invalid } = await collectEvidence(image, scene)
    expect(invalid).toEqual([])
    expect(valid.map(({ storage, predicate, subject }) => ({ storage, predicate, subject }))).toEqual([
      { storage: 'bundle', predicate: { ok: true }, subject: image.digest },
      { storage: 'legacy', predicate: { ok: true }, subject: image.digest },
    ])
    expect(scene.sandbox.tags(REPOSITORY).has(fallbackTag(image.digest))).toBe(referrers === 'none')
  })

  test('is not written twice by the same signer', async () => {
    const scene = createScene({ referrers })
    const image = await scene.push(anImage('one'))
    const first = await attestImages(request([image, image]), { ...scene, signer: scene.signer() })
    const again = await attestImages(request([image]), {
      ...scene,
      signer: scene.signer({ claims: { run_attempt: '3' } }),
    })
    expect(again.map(({ existing, stored }) => ({ existing, stored }))).toEqual([
      { existing: true, stored: first[0]?.stored },
    ])
    expect(scene.logged()).toBe(1)
  })
})

describe('attestations', () => {
  test('of one repository share a signature, which stands on each of them', async () => {
    const scene = createScene()
    const images = await Promise.all(['one', 'two', 'three'].map((text) => scene.push(anImage(text))))
    const written = await attestImages(request(images), { ...scene, signer: scene.signer() })
    expect(scene.logged()).toBe(1)
    expect(written.map(({ image }) => image)).toEqual(images)
    for (const image of images) {
      const { valid } = await collectEvidence(image, scene)
      expect(valid.map(({ storage, subject }) => ({ storage, subject }))).toEqual([
        { storage: 'bundle', subject: image.digest },
        { storage: 'legacy', subject: image.digest },
      ])
    }
  })

  test('are signed for the images that lack them alone', async () => {
    const scene = createScene()
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((text) => scene.push(anImage(text))))
    const all = [one, two, three].flatMap((image) => image ?? [])
    const begun = { ...request(all.slice(0, 1)), formats: ['bundle'] as const }
    await attestImages(begun, { ...scene, signer: scene.signer() })
    const written = await attestImages(request(all), { ...scene, signer: scene.signer() })
    expect(scene.logged()).toBe(2)
    expect(written.map(({ logIndex }) => logIndex === '')).toEqual([true, false, false])
    const again = await attestImages(request(all), { ...scene, signer: scene.signer() })
    expect(again.map(({ existing }) => existing)).toEqual([true, true, true])
    expect(scene.logged()).toBe(2)
  })

  test('of two repositories are signed apart: a reader of one learns nothing of the other', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const other = pinImage(OTHER, anImage('two').descriptor.digest)
    await pushImage(scene.registry, OTHER, anImage('two'))
    await attestImages(request([image, other]), { ...scene, signer: scene.signer() })
    expect(scene.logged()).toBe(2)
    expect(await statedSubjects(image, scene)).toEqual([hexOf(image.digest)])
  })

  test('of another predicate or another signer are added, not taken for the present one', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    await attestImages(request([image], { run: 1 }), { ...scene, signer: scene.signer() })
    await attestImages(request([image], { run: 2 }), { ...scene, signer: scene.signer() })
    await attestImages(request([image], { run: 2 }), {
      ...scene,
      signer: scene.signer({ claims: { sha: 'c'.repeat(40) } }),
    })
    const { valid } = await collectEvidence(image, scene)
    expect(valid.filter(({ storage }) => storage === 'bundle')).toHaveLength(3)
    expect(valid.filter(({ storage }) => storage === 'legacy')).toHaveLength(3)
  })

  test('that reached one place only are completed without a second signature', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    await attestImages({ ...request([image]), formats: ['bundle'] }, { ...scene, signer: scene.signer() })
    const [done] = await attestImages(request([image]), { ...scene, signer: scene.signer() })
    expect(done?.existing).toBe(false)
    expect(scene.logged()).toBe(1)
    expect((await collectEvidence(image, scene)).valid.map(({ storage }) => storage)).toEqual(['bundle', 'legacy'])
  })

  test('may be kept in a repository of their own', async () => {
    const scene = createScene()
    const image = await scene.push(anImage('one'))
    const evidenceRepository = APP.replace('catalog', 'evidence') as typeof APP
    await attestImages(request([image]), { ...scene, signer: scene.signer(), evidenceRepository })
    expect((await collectEvidence(image, scene)).valid).toEqual([])
    expect((await collectEvidence(image, { ...scene, evidenceRepository })).valid).toHaveLength(2)
    expect(scene.sandbox.tags(REPOSITORY).size).toBe(0)
  })
})

describe('signatures', () => {
  test('cover the index and every platform in both formats, once', async () => {
    const scene = createScene()
    const image = await scene.push(aMultiPlatformImage('two'))
    const wanted = { images: [image], recursive: true, formats: EVIDENCE_FORMATS, annotations: { leg: 'catalog' } }
    const written = await signImages(wanted, { ...scene, signer: scene.signer() })
    expect(written).toHaveLength(6)
    expect(new Set(written.map((each) => each.image.digest)).size).toBe(3)
    const size = scene.logged()
    const again = await signImages(wanted, { ...scene, signer: scene.signer() })
    expect(again.every(({ existing }) => existing)).toBe(true)
    expect(scene.logged()).toBe(size)
    const { valid } = await collectEvidence(image, scene)
    expect(valid.map(({ storage, predicateType, annotations }) => ({ storage, predicateType, annotations }))).toEqual([
      { storage: 'bundle', predicateType: PREDICATE_TYPES.signature, annotations: { leg: 'catalog' } },
      { storage: 'legacy', predicateType: PREDICATE_TYPES.signature, annotations: { leg: 'catalog' } },
    ])
    expect(scene.sandbox.tags(REPOSITORY).has(LEGACY_TAG.signature(image.digest))).toBe(true)
  })
})
