import { describe, expect, test } from '@jest/globals'
import { parseImageReference, PREDICATE_TYPES } from '@promo/core'
import { attestImages, attestSuperseding, readEvidenceTree } from '@promo/evidence'
import { archiveTag, isEvidenceTag } from '@promo/registry'
import { bytesOf } from '@promo/registry/testing'
import { GHCR } from '@promo/sandbox/registry'
import { APP, aScanOf, aScanScene, NIGHTLY } from './archive-scene.ts'

const REGISTRIES = [
  ['with a referrers API', {}],
  ['without one, as GHCR', GHCR],
  ['that lags, without the API', { ...GHCR, lagReads: 1 }],
] as const

describe.each(REGISTRIES)('in a registry %s', (_what, switches) => {
  test('one scan of a signer is on the image, the older ones are in the archive', async () => {
    const scene = await aScanScene(switches)
    const scans = []
    for (const severities of [['low'], ['high'], []] as const) scans.push(await scene.scan(severities))
    expect(await scene.scans()).toEqual(scans.slice(2))
    expect(await scene.archived()).toEqual([['low'], ['high']])
    expect(scene.warnings).toEqual([])
  })

  test('the same scan again changes nothing', async () => {
    const scene = await aScanScene(switches)
    await scene.scan()
    const request = aScanOf(scene.image, ['low'])
    await attestSuperseding(request, scene.ports())
    const before = [await scene.scans(), await scene.archived()]
    const [again] = await attestSuperseding(request, scene.ports())
    expect(again?.existing).toBe(true)
    expect([await scene.scans(), await scene.archived()]).toEqual(before)
  })

  test('other evidence, scans of others and a refusal that they would uncover stay', async () => {
    const scene = await aScanScene(switches)
    const leg = await scene.scan()
    await attestImages({ ...aScanOf(scene.image, []), predicateType: PREDICATE_TYPES.spdx }, scene.ports())
    const refused = await scene.scan(['critical'], NIGHTLY)
    await scene.scan(['critical'], NIGHTLY)
    const passed = await scene.scan([], NIGHTLY)
    expect(await scene.scans()).toEqual([leg, refused, passed])
    expect(await scene.archived()).toEqual([['critical']])
  })
})

test('a registry that deletes nothing is a warning, and all stays readable', async () => {
  const scene = await aScanScene({ deletes: false })
  const scans = [await scene.scan(), await scene.scan()]
  expect(await scene.scans()).toEqual(scans)
  expect(scene.warnings).toEqual([expect.stringContaining('registry-refused')])
  expect(await scene.archived()).toHaveLength(1)
})

test('credentials that may not delete are a warning', async () => {
  const scene = await aScanScene(
    {},
    (host) => (request) =>
      request.method === 'DELETE' ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : host(request),
  )
  const scans = [await scene.scan(), await scene.scan()]
  expect(await scene.scans()).toEqual(scans)
  expect(scene.warnings).toEqual([expect.stringContaining('registry-unauthorized')])
})

test('a tag of another in the place of the archive is a warning, and nothing goes', async () => {
  const scene = await aScanScene()
  const first = await scene.scan()
  const { bytes, mediaType } = await scene.client().manifest(APP, scene.image.digest)
  await scene.client().putManifest(APP, bytes, mediaType, archiveTag(scene.image.digest))
  expect(await scene.scans()).toEqual([first])
  const second = await scene.scan()
  expect(await scene.scans()).toEqual([first, second])
  expect(scene.warnings).toEqual([expect.stringContaining('evidence-archive-taken')])
})

test('a scan that does not verify keeps all others: somebody may trust it', async () => {
  const scene = await aScanScene()
  await scene.scan()
  const subject = await scene.client().resolve(scene.image)
  if (subject === undefined) throw new Error('no image')
  const artifact = { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json', annotations: {} }
  await scene.client().attach(APP, subject, { ...artifact, payload: bytesOf('{}') })
  await scene.scan()
  expect(await scene.archived()).toEqual([])
  expect(scene.warnings).toEqual([expect.stringContaining('does not verify')])
})

test('a scan that somebody signed stays', async () => {
  const scene = await aScanScene()
  const first = await scene.scan()
  const attested = await scene.client().resolve(parseImageReference(`${APP}@${first}`))
  if (attested === undefined) throw new Error('no scan')
  await scene.client().attach(APP, attested, { artifactType: 'a/b', payload: bytesOf('x'), annotations: {} })
  const second = await scene.scan()
  expect(await scene.scans()).toEqual([first, second])
})

test('the archive has a tag among those of evidence, and refers to no image', async () => {
  const scene = await aScanScene()
  await scene.scan()
  await scene.scan()
  const tag = archiveTag(scene.image.digest)
  expect(await scene.client().tags(APP)).toEqual([tag])
  expect(isEvidenceTag(tag)).toBe(true)
  const { content } = await scene.client().manifest(APP, { tag })
  expect(content.subject).toBeUndefined()
  const { archived, budget } = await readEvidenceTree(scene.image, scene.ports())
  expect([archived.length, budget.referrers]).toEqual([1, 1])
})
