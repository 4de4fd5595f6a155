import { beforeEach, expect, jest, test } from '@jest/globals'
import { setTimeout } from 'node:timers/promises'
import {
  digestOf,
  parseEnvironmentName,
  PREDICATE_TYPES,
  readVerdictPredicate,
  verdictDocument,
  type PinnedImage,
  type Verdict,
} from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { attestVerdicts } from '@promo/promotion'
import { anImage } from '@promo/registry/testing'
import { createScene, type Scene } from '../evidence/scene.ts'

jest.setTimeout(20_000)

let scene: Scene
let image: PinnedImage

beforeEach(async () => {
  scene = createScene()
  image = await scene.push(anImage('app'))
})

function aVerdict(outcome: Verdict['outcome'], environment = 'prod', rule = 'signature'): Verdict {
  const code = outcome === 'pass' ? '' : 'signature-missing'
  return verdictDocument.create({
    environment: parseEnvironmentName(environment),
    image: { name: image.name, digest: image.digest },
    policy: { uri: 'git+https://github.com/your-org/config@abc#promo.yaml', digest: digestOf('policy') },
    evaluatedAt: '2026-12-01T12:00:00Z',
    ...{ outcome, exceptions: [], expiresAt: null },
    rules: [{ rule, outcome, code, fact: '', expected: '', remedy: '', evidence: [] }],
  })
}

const attest = (...verdicts: readonly Verdict[]) =>
  attestVerdicts(verdicts, async () => ({ ...scene, signer: scene.signer() }))

async function attested(): Promise<readonly string[]> {
  const { valid } = await collectEvidence(image, scene)
  expect(new Set(valid.map(({ predicateType }) => predicateType))).toEqual(
    new Set(valid.length === 0 ? [] : [PREDICATE_TYPES.verdict]),
  )
  const claims = valid.toSorted((a, b) => Number(a.logIndex) - Number(b.logIndex))
  return claims.map(({ predicate }) => {
    const claim = readVerdictPredicate(predicate)
    return `${claim?.environment ?? ''} ${claim?.result ?? ''}`
  })
}

test('verdicts are attested to the image, one for each environment, and once', async () => {
  const verdicts = [aVerdict('pass', 'staging'), aVerdict('findings', 'prod')]
  const manifests = await attest(...verdicts)
  expect(manifests).toHaveLength(2)
  expect(await attest(...verdicts)).toEqual(manifests)
  expect(await attested()).toEqual(['staging PASSED', 'prod FAILED'])
  expect(scene.logged()).toBe(2)
})

test('a verdict that others followed is attested again: the newest has to say what holds', async () => {
  for (const outcome of ['pass', 'findings', 'pass', 'pass'] as const) {
    await attest(aVerdict(outcome))
    // Logs and timestamp authorities know seconds.
    await setTimeout(1100)
  }
  expect(await attested()).toEqual(['prod PASSED', 'prod FAILED', 'prod PASSED'])
})

test.each([
  ['of which nothing could be read', 'infrastructure', 'signature'],
  ['in a registry that the policy does not allow', 'findings', 'registry'],
] as const)('an image %s is not written to', async (_what, outcome, rule) => {
  expect(await attest(aVerdict(outcome, 'prod', rule))).toEqual([])
  expect(await attested()).toEqual([])
})
