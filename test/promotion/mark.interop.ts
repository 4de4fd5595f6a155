import { describe, expect, jest, test } from '@jest/globals'
import { digestOf, parseEnvironmentName, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { collectEvidence, EVIDENCE_FORMATS, type WritingPorts } from '@promo/evidence'
import { markImages, parseObserved, type MarkRequest } from '@promo/promotion'
import { anImage } from '@promo/registry/testing'
import { createScene, type Scene } from '../evidence/scene.ts'

jest.setTimeout(20_000)

const MARK_WORKFLOW = 'org/promo/.github/workflows/mark.yml@refs/tags/v1'
const DAY_MS = 86_400_000

function request(images: readonly PinnedImage[], changes: Partial<MarkRequest> = {}): MarkRequest {
  return {
    environment: parseEnvironmentName('staging'),
    images,
    properties: ['SMOKE_PASSED'],
    at: new Date(),
    validFor: 30 * DAY_MS,
    revoke: false,
    reason: undefined,
    evidenceUrl: undefined,
    observed: [],
    observedSince: undefined,
    formats: EVIDENCE_FORMATS,
    ...changes,
  }
}
const revocation = { properties: [], revoke: true, reason: 'CVE-2026-0001' }

/** A job of mark.yml in an environment, or in none. */
function job(
  scene: Scene,
  environment: string | undefined,
  claims: Readonly<Record<string, string>> = {},
): WritingPorts {
  const inside = environment === undefined ? {} : { environment }
  return { ...scene, signer: scene.signer({ claims: { job_workflow_ref: MARK_WORKFLOW, ...inside, ...claims } }) }
}

async function aScene(): Promise<{ readonly scene: Scene; readonly image: PinnedImage }> {
  const scene = createScene()
  return { scene, image: await scene.push(anImage('one')) }
}

describe('a mark', () => {
  test('is signed inside its environment, in both formats, and read back', async () => {
    const { scene, image } = await aScene()
    const [mark] = await markImages(request([image, image]), job(scene, 'staging'))
    expect(mark).toMatchObject({ environment: 'staging', image: { digest: image.digest }, existing: false })
    expect(mark?.evidence.map(({ format }) => format)).toEqual(['bundle', 'legacy'])
    expect(Date.parse(mark?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 29 * DAY_MS)
    const { valid } = await collectEvidence(image, scene)
    expect(valid.map(({ predicateType, claims }) => [predicateType, claims.environment])).toEqual([
      ['https://in-toto.io/attestation/svr/v0.2', 'staging'],
      ['https://in-toto.io/attestation/svr/v0.2', 'staging'],
    ])
    expect(valid[0]?.predicate).toMatchObject({ properties: ['PROMO_ENV_STAGING_PASSED', 'SMOKE_PASSED'] })
    expect(scene.logged()).toBe(1)
  })

  test.each([
    ['outside any environment', undefined],
    ['inside another one', 'dev'],
  ])('is not signed %s', async (_what, environment) => {
    const { scene, image } = await aScene()
    await expectCode('mark-environment-mismatch', () => markImages(request([image]), job(scene, environment)))
    expect(scene.logged()).toBe(0)
  })

  test('is not signed when the environment runs something else', async () => {
    const { scene, image } = await aScene()
    const observed = [parseObserved(digestOf('other'))]
    await expectCode('mark-observed-differs', () => markImages(request([image], { observed }), job(scene, 'staging')))
    expect(scene.logged()).toBe(0)
  })

  test.each([
    ['without a reason', { ...revocation, reason: undefined }],
    ['with properties', { ...revocation, properties: ['SMOKE_PASSED'] }],
  ])('is not revoked %s', async (_what, changes) => {
    const { scene, image } = await aScene()
    await expectCode('mark-revocation-invalid', () => markImages(request([image], changes), job(scene, 'staging')))
  })

  test('is not made twice by attempts of one run, but again by another run', async () => {
    const { scene, image } = await aScene()
    const [first] = await markImages(request([image]), job(scene, 'staging', { run_attempt: '1' }))
    const later = { at: new Date(Date.now() + 5000) }
    const [again] = await markImages(request([image], later), job(scene, 'staging', { run_attempt: '2' }))
    expect(again).toMatchObject({ existing: true, evidence: first?.evidence, expiresAt: first?.expiresAt })
    expect(scene.logged()).toBe(1)
    await markImages(request([image], later), job(scene, 'staging', { run_id: '778' }))
    expect(scene.logged()).toBe(2)
  })

  test('is made anew by an attempt that follows a revocation', async () => {
    const { scene, image } = await aScene()
    await markImages(request([image]), job(scene, 'staging', { run_attempt: '1' }))
    const [revoked] = await markImages(request([image], revocation), job(scene, 'staging', { run_id: '778' }))
    expect(revoked).toMatchObject({ revoked: true, expiresAt: null, reason: 'CVE-2026-0001', existing: false })
    const [again] = await markImages(request([image], { at: new Date(Date.now() + 5000) }), job(scene, 'staging'))
    expect(again).toMatchObject({ revoked: false, existing: false })
    expect(scene.logged()).toBe(3)
  })
})
