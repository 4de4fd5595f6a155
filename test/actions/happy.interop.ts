import { afterAll, expect, test } from '@jest/globals'
import { parseDigest, PREDICATE_TYPES, promotionPredicate, type JsonValue } from '@promo/core'
import { aPromotion } from '@promo/core/testing/a-promotion'
import { actionNames } from '../../scripts/root.ts'
import {
  aLayout,
  endOf,
  faultsOf,
  IMAGE,
  LEG_WORKFLOW,
  OVERLAY,
  predicateAt,
  PROMO_COMMIT,
  setHappyScene,
  type JobStart,
} from './happy-scene.ts'

/** Real scanners are programs: what runs them is tested where they are installed, and in the demo. */
const ELSEWHERE = ['scan-gate', 'mark-environment', 'trace']

const scene = await setHappyScene()
const done = new Set<string>()
const outputs = new Map<string, string>()

afterAll(() => scene.close())

async function passes(action: string, start: JobStart): Promise<ReadonlyMap<string, string>> {
  done.add(action)
  const ended = await scene.run(action, start)
  expect(faultsOf(ended)).toEqual([])
  expect(ended.summary).not.toBe('')
  return ended.outputs
}

const get = (name: string): string => outputs.get(name) ?? ''
const trusted = (): Readonly<Record<string, string>> => ({ 'trusted-root': scene.sandbox.sigstore.trustedRoot })

test('plan names the leg', async () => {
  const planned = await passes('plan', { inputs: { config: scene.config } })
  expect(JSON.parse(planned.get('expected') ?? '')).toEqual(['catalog'])
})

test('test-gate counts the reports', async () => {
  const report = '<testsuite tests="1"><testcase classname="a" name="b"/></testsuite>'
  const counted = await passes('test-gate', { inputs: { junit: 'reports/*.xml' }, files: { 'reports/a.xml': report } })
  expect(counted.get('passed')).toBe('1')
})

test('build-by-digest pushes the layout and leaves its record', async () => {
  const inputs = { image: IMAGE, leg: 'catalog', builder: 'layout', layout: 'out', artifact: 'promo.build-catalog-1' }
  const built = await passes('build-by-digest', { inputs, files: aLayout() })
  outputs.set('image', built.get('image') ?? '').set('record', built.get('artifact-digest') ?? '')
  expect(built.get('digest')).toMatch(/^sha256:/)
  expect([...scene.sandbox.registry.tags('your-org/catalog')]).toEqual([])
})

test('attest and attest-sbom write evidence beside the digest', async () => {
  const predicate = { 'predicate-type': 'https://example.com/review/v1', predicate: '{"ok":true}' }
  const attested = await passes('attest', { inputs: { images: get('image'), ...predicate, ...trusted() } })
  const sbom = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'catalog', packages: [] }
  const listed = await passes('attest-sbom', {
    inputs: { images: get('image'), generator: 'file', sbom: 'sbom.json', ...trusted() },
    files: { 'sbom.json': JSON.stringify(sbom) },
  })
  outputs.set('attestations', attested.get('attestations') ?? '')
  expect(JSON.parse(listed.get('attestations') ?? '')).not.toEqual([])
})

test('attest signs a promotion of the image, and none that is of another', async () => {
  const { artifact } = aPromotion()
  const [, digest = ''] = get('image').split('@')
  const own = aPromotion({
    artifact: { ...artifact, digest: parseDigest(digest), srcRef: get('image'), dstRef: get('image') },
  })
  const inputs = (predicate: JsonValue): Readonly<Record<string, string>> => ({
    ...{ images: get('image'), 'predicate-type': PREDICATE_TYPES.promotion, predicate: JSON.stringify(predicate) },
    ...trusted(),
  })
  await passes('attest', { inputs: inputs(promotionPredicate(own)) })
  const refused = await scene.run('attest', { inputs: inputs(promotionPredicate(aPromotion())) })
  expect(endOf(refused)).toEqual([1, 'configuration', 'document-invalid'])
})

test('keyless-sign signs as the job, with provenance from the record', async () => {
  const from = { 'from-artifact': 'promo.build-catalog', 'from-artifact-digest': get('record') }
  const signed = await passes('keyless-sign', { inputs: { images: get('image'), ...from, ...trusted() } })
  outputs.set('signatures', signed.get('signatures') ?? '')
  expect(signed.get('identity')).toBe(`https://github.com/${LEG_WORKFLOW}@refs/tags/v1`)
})

test('copy-image tags and copies the same digest', async () => {
  const inputs = { from: get('image'), to: 'ghcr.io/your-org/release/catalog', tags: 'v1', ...trusted() }
  const copied = await passes('copy-image', { inputs })
  expect(copied.get('equal')).toBe('true')
  expect(get('image').endsWith(scene.sandbox.registry.tags('your-org/release/catalog').get('v1') ?? '-')).toBe(true)
})

test('record-digest and collect-digests hand the digest to the release', async () => {
  const evidence = `{"attestations":${get('attestations')},"signatures":${get('signatures')}}`
  const workflow = { 'workflow-ref': `${LEG_WORKFLOW}@refs/tags/v1`, 'workflow-sha': PROMO_COMMIT }
  await passes('record-digest', { inputs: { leg: 'catalog', images: get('image'), evidence, ...workflow } })
  const inputs = { expected: 'catalog', signer: LEG_WORKFLOW, 'signer-commit': PROMO_COMMIT, ...trusted() }
  const collected = await passes('collect-digests', { inputs })
  expect(JSON.parse(collected.get('images') ?? '')).toEqual({ catalog: get('image') })
})

test('bump-overlay edits the overlay of the workspace', async () => {
  const files = { 'k/kustomization.yaml': OVERLAY }
  const bumped = await passes('bump-overlay', { inputs: { overlay: 'k', images: `catalog=${get('image')}` }, files })
  expect(bumped.get('changed')).toBe('true')
})

test('bump-overlay pushes dev, and open-promotion-pr opens staging', async () => {
  const images = { images: get('image') }
  const pushed = await passes('bump-overlay', { inputs: { environment: 'dev', commit: 'push', ...images } })
  expect(pushed.get('commit-sha')).toMatch(/^[0-9a-f]{40}$/)
  const opened = await passes('open-promotion-pr', { inputs: { environment: 'staging', ...images } })
  expect(opened.get('action')).toBe('created')
  const again = await passes('open-promotion-pr', { inputs: { environment: 'staging', ...images } })
  expect([again.get('action'), again.get('number')]).toEqual(['unchanged', opened.get('number')])
})

test('verify-evidence verifies what was signed', async () => {
  const inputs = { environment: 'staging', images: get('image'), ...trusted() }
  const verified = await passes('verify-evidence', { inputs })
  expect(verified.get('failed-rules')).toBe('[]')
})

const verdictOf = (image: string): Readonly<Record<string, string>> => ({
  ...{ environment: 'staging', images: image, 'attest-verdict': 'true' },
  ...trusted(),
})

test('verify-evidence attests its verdict once, and believes its own word nowhere', async () => {
  const start = { inputs: verdictOf(get('image')), variables: scene.gate }
  const attested = (await passes('verify-evidence', start)).get('vsa-digest') ?? ''
  expect(attested).toMatch(/^sha256:[0-9a-f]{64}$/)
  const again = await passes('verify-evidence', start)
  expect([again.get('vsa-digest'), again.get('failed-rules')]).toEqual([attested, '[]'])
})

test('verify-evidence judges on an event that may not sign, and attests nothing', async () => {
  const variables = { ...scene.gate, GITHUB_EVENT_NAME: 'workflow_run' }
  const judged = await passes('verify-evidence', { inputs: verdictOf(get('image')), variables })
  expect(judged.get('vsa-digest')).toBe('')
})

test('verify-evidence attests a refusal, and ends with it', async () => {
  const inputs = { image: IMAGE, leg: 'catalog', builder: 'layout', layout: 'out', artifact: 'promo.build-unsigned-1' }
  const built = await passes('build-by-digest', { inputs, files: aLayout('unsigned') })
  outputs.set('unsigned', built.get('image') ?? '')
  const refused = await scene.run('verify-evidence', { inputs: verdictOf(get('unsigned')), variables: scene.gate })
  expect(endOf(refused)).toEqual([1, 'findings', 'signature-missing'])
  expect(predicateAt(scene, refused.outputs.get('vsa-digest') ?? '')).toMatchObject({
    ...{ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] },
    resourceUri: expect.stringContaining('environment=staging'),
  })
})

test.each([
  ['unsigned', 'findings', 'signature-missing'],
  ['image', 'infrastructure', 'identity-refused'],
])('verify-evidence of the %s one that cannot sign ends with %s', async (which, outcome, code) => {
  const gone = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.actions.githubusercontent.com/gone' }
  const ended = await scene.run('verify-evidence', {
    inputs: verdictOf(get(which)),
    variables: { ...scene.gate, ...gone },
  })
  expect(endOf(ended)).toEqual([1, outcome, code])
  expect([ended.outputs.get('vsa-digest'), ended.outputs.get('verdict')]).toEqual([
    '',
    expect.stringMatching(/gate\.json$/),
  ])
})

test('verify-evidence signs no verdict as a workflow that may sign images', async () => {
  const ended = await scene.run('verify-evidence', { inputs: verdictOf(get('image')) })
  expect([...endOf(ended), ended.outputs.get('vsa-digest')]).toEqual([1, 'configuration', 'verdict-signer-mingled', ''])
})

test('every action was spawned, and nobody outside was asked for', () => {
  expect(actionNames().filter((name) => !done.has(name) && !ELSEWHERE.includes(name))).toEqual([])
  const { refused, failures } = scene.sandbox.network.requests
  expect({ refused, failures }).toEqual({ refused: [], failures: [] })
})
