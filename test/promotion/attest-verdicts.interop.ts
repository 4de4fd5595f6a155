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
import { expectCode } from '@promo/core/testing'
import { collectEvidence } from '@promo/evidence'
import { attestVerdicts } from '@promo/promotion'
import { aSigner } from '@promo/policy/testing'
import { anImage } from '@promo/registry/testing'
import type { GitHubClaims } from '@promo/sandbox/oidc'
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

const attest = (...verdicts: readonly Verdict[]) => attestAs({}, ...verdicts)

const attestAs = (claims: Partial<GitHubClaims>, ...verdicts: readonly Verdict[]) =>
  attestVerdicts({ verdicts, signers: [] }, async () => ({ ...scene, signer: scene.signer({ claims }) }))

/** Logs and timestamp authorities know seconds. */
const aSecond = () => setTimeout(1100)

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
    await aSecond()
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

test('a stranger who repeats an old refusal does not keep the gate from refusing again', async () => {
  await attest(aVerdict('findings'))
  await aSecond()
  await attest(aVerdict('pass'))
  await aSecond()
  await attestAs({ repository: 'mallory/bookstore', repository_id: '666' }, aVerdict('findings'))
  await aSecond()
  await attest(aVerdict('findings'))
  expect(await attested()).toEqual(['prod FAILED', 'prod PASSED', 'prod FAILED', 'prod FAILED'])
})

test('a verdict of the same workflow after another event is answered, though this event said the same before', async () => {
  await attest(aVerdict('findings'))
  await aSecond()
  await attestAs({ event_name: 'schedule' }, aVerdict('pass'))
  await aSecond()
  await attest(aVerdict('findings'))
  expect(await attested()).toEqual(['prod FAILED', 'prod PASSED', 'prod FAILED'])
})

test('the same verdict by the same policy at another commit is not attested again', async () => {
  const at = (commit: string): Verdict => {
    const verdict = aVerdict('pass')
    return {
      ...verdict,
      policy: { ...verdict.policy, uri: `git+https://github.com/your-org/config@${commit}#promo.yaml` },
    }
  }
  const first = await attestAs({ sha: 'b'.repeat(40) }, at('b'.repeat(40)))
  expect(await attestAs({ sha: 'c'.repeat(40) }, at('c'.repeat(40)))).toEqual(first)
  expect(scene.logged()).toBe(1)
})

test('a workflow that may sign images attests no verdict, a pass neither', async () => {
  const workflow = 'org/promo/.github/workflows/leg.yml'
  const signers = [aSigner({ workflow, roles: ['signature'], commits: ['f'.repeat(40)] })]
  const ports = async () => ({ ...scene, signer: scene.signer() })
  for (const outcome of ['pass', 'findings'] as const)
    await expectCode('verdict-signer-mingled', () => attestVerdicts({ verdicts: [aVerdict(outcome)], signers }, ports))
  expect(scene.logged()).toBe(0)
  const others = [aSigner({ workflow, roles: ['provenance'] })]
  expect(await attestVerdicts({ verdicts: [aVerdict('pass')], signers: others }, ports)).toHaveLength(1)
})
