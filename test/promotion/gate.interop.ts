import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { digestOf, pinImage, type Gate, type PinnedImage } from '@promo/core'
import { firstRefusal, gateImages, gatePullRequest, publishGate, type GatePorts } from '@promo/promotion'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, httpOver } from '@promo/registry/testing'
import { APP } from '../evidence/scene.ts'
import { SHOP } from '../forge/scene.ts'
import { anOverlay, createPromotionScene, DEV, seal, STAGING, STAGING_NAME, type Scene } from './scene.ts'

let scene: Scene
let sealed: PinnedImage

/** dev holds the sealed image: staging is next. */
beforeAll(async () => {
  scene = await createPromotionScene()
  sealed = await seal(scene.evidence, 'one')
  await scene.commit({ [DEV]: anOverlay(sealed.digest) })
})
afterAll(() => scene.close())

async function gate(files: Readonly<Record<string, string | null>>, ports: Partial<GatePorts> = {}, base?: string) {
  const pull = await scene.propose(files, base)
  return gatePullRequest(await scene.about(pull), { ...scene.ports, ...ports })
}

const codesOf = ({ verdicts }: Gate): readonly string[] =>
  verdicts.flatMap(({ rules }) => rules.flatMap(({ code }) => (code === '' ? [] : [code])))

describe('the gate of a pull request', () => {
  test('passes a sealed digest that the environment before holds, and says what it went by', async () => {
    const found = await gate({ [STAGING]: anOverlay(sealed.digest) })
    expect(codesOf(found)).toEqual([])
    expect(found).toMatchObject({ outcome: 'pass', code: '', policyBase: { ref: 'main', repository: SHOP } })
    const [verdict] = found.verdicts
    expect(verdict).toMatchObject({ environment: 'staging', image: { name: APP, digest: sealed.digest } })
    expect(verdict?.rules.map(({ rule }) => rule)).toEqual([
      'registry',
      'signature',
      'provenance',
      'scan',
      'sbom',
      'order',
    ])
    expect(Date.parse(verdict?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000)
    expect(firstRefusal(found)).toBeUndefined()
  })

  test('passes what concerns no environment without asking the registry', async () => {
    const portsFor = () => Promise.reject(new Error('asked'))
    expect(await gate({ 'README.md': 'text\n' }, { portsFor })).toMatchObject({ outcome: 'pass', verdicts: [] })
  })

  test('refuses a digest that nobody signed, for every rule it breaks', async () => {
    const unsigned = await scene.evidence.push(anImage('unsigned'))
    const found = await gate({ [STAGING]: anOverlay(unsigned.digest) })
    expect(found.outcome).toBe('findings')
    expect(codesOf(found)).toEqual([
      'signature-missing',
      'provenance-missing',
      'scan-missing',
      'sbom-missing',
      'stage-skipped',
    ])
    expect(firstRefusal(found)).toMatchObject({ code: 'signature-missing' })
  })

  test('refuses a digest that the registry does not have', async () => {
    expect(codesOf(await gate({ [STAGING]: anOverlay(digestOf('nowhere')) }))).toEqual(['image-missing'])
  })

  test('refuses when the registry does not answer, and says that this is no verdict on the image', async () => {
    const http = httpOver({ 'ghcr.io': () => ({ status: 503 }) })
    const registry = createRegistryClient({ http, credentials: ANONYMOUS })
    const found = await gate(
      { [STAGING]: anOverlay(sealed.digest) },
      { portsFor: () => ({ ...scene.evidence, registry }) },
    )
    expect([found.outcome, codesOf(found)]).toEqual(['infrastructure', ['evidence-unreadable']])
  })

  test('judges by the base: a head that trusts everybody changes nothing', async () => {
    const lax = 'version: 1\nimages: {}\nenvironments: {}\n'
    const unsigned = await scene.evidence.push(anImage('unsigned'))
    const found = await gate({ [STAGING]: anOverlay(unsigned.digest), 'promo.yaml': lax })
    expect(found).toMatchObject({ outcome: 'findings', code: 'policy-changed-together' })
    expect(codesOf(found)).toContain('signature-missing')
  })

  test('refuses a base that is not the default branch: its check would count there too', async () => {
    await scene.github.commitFiles({
      repository: SHOP,
      branch: 'lax',
      message: 'Lax',
      actor: 'octo',
      files: { 'promo.yaml': 'version: 1\nimages: {}\n' },
    })
    expect(await gate({ 'README.md': 'other\n' }, {}, 'lax')).toMatchObject({
      outcome: 'findings',
      code: 'base-not-default',
    })
  })

  test('refuses an overlay that cannot be read, with its code', async () => {
    expect(await gate({ [STAGING]: 'images: [1, 2' })).toMatchObject({ code: 'overlay-invalid', verdicts: [] })
  })

  test('does not judge a commit that is no longer the head', async () => {
    const pull = await scene.propose({ 'README.md': 'first\n' })
    const request = await scene.about(pull)
    await scene.github.commitFiles({
      repository: SHOP,
      branch: pull.headRef,
      message: 'More',
      actor: 'octo',
      files: { 'README.md': 'second\n' },
    })
    expect(await gatePullRequest(request, scene.ports)).toMatchObject({
      code: 'pull-request-moved',
      outcome: 'infrastructure',
    })
  })

  test('refuses without promo.yaml on the base', async () => {
    const request = await scene.about(await scene.propose({ 'README.md': 'x\n' }))
    expect(await gatePullRequest({ ...request, configPath: 'none.yaml' }, scene.ports)).toMatchObject({
      code: 'config-absent',
      outcome: 'configuration',
    })
  })
})

describe('the gate of named images', () => {
  test('never contacts a registry that the policy does not allow', async () => {
    const { number: _number, head: _head, ...common } = await scene.about(await scene.propose({ 'README.md': 'y\n' }))
    const name = APP.replace('your-org', 'your-org-evil') as typeof APP
    const images = [{ ...pinImage(name, sealed.digest), leg: 'catalog' as never }]
    let asked = 0
    const portsFor = () => {
      asked += 1
      return scene.evidence
    }
    const found = await gateImages({ ...common, environment: STAGING_NAME, images }, { ...scene.ports, portsFor })
    expect([found.outcome, codesOf(found), asked]).toEqual(['findings', ['registry-not-allowed'], 0])
  })

  test('judges order by what the base branch holds', async () => {
    const { number: _number, head: _head, ...common } = await scene.about(await scene.propose({ 'README.md': 'z\n' }))
    const other = await seal(scene.evidence, 'two')
    const images = [other, sealed].map((image) => ({ ...image, leg: 'catalog' as never }))
    const found = await gateImages({ ...common, environment: STAGING_NAME, images }, scene.ports)
    expect(found.verdicts.map(({ outcome }) => outcome)).toEqual(['findings', 'pass'])
    expect(codesOf(found)).toEqual(['stage-skipped'])
  })
})

test('the check of a gate is a success only for a pass', async () => {
  const published: unknown[] = []
  const forge = { ...scene.forge, publishCheck: async (check: object) => published.push(check) }
  const found = await gate({ [STAGING]: anOverlay(digestOf('nowhere')) })
  const request = { repository: SHOP, head: scene.first, name: 'promo gate', detailsUrl: undefined }
  await publishGate({ ...request, gate: found }, forge)
  await publishGate({ ...request, gate: { ...found, outcome: 'pass' } }, forge)
  expect(published).toMatchObject([{ conclusion: 'failure' }, { conclusion: 'success' }])
})
