import { describe, expect, test } from '@jest/globals'
import {
  digestOf,
  parseImageName,
  PREDICATE_TYPES,
  referencePredicate,
  type ConfigPolicy,
  type JsonValue,
} from '@promo/core'
import { POLICY_CODES } from './errors.ts'
import { evaluateImage, worstOutcome } from './evaluate.ts'
import type { ImageFacts } from './facts.ts'
import { refuse } from './rule.ts'
import {
  aFact,
  aFinding,
  anInput,
  aProvenance,
  aScan,
  aScanFact,
  bothPlatforms,
  DIGEST,
  held,
  hoursAgo,
  PLATFORMS,
  POLICY,
  refusedBy,
  sealed,
} from './testing.ts'

type Codes = Readonly<Record<string, string>>

/** The codes of the rules that did not pass. */
function codes(facts: Partial<ImageFacts> = {}, policy: Partial<ConfigPolicy> = {}): Codes {
  const { rules } = evaluateImage(anInput(facts, policy))
  return Object.fromEntries(rules.filter(({ outcome }) => outcome !== 'pass').map(({ rule, code }) => [rule, code]))
}

const SELF_HOSTED = { runnerEnvironment: 'self-hosted' }
const OTHER_COMMIT = { buildSignerDigest: 'c'.repeat(40) }
const passed = aScanFact()
const failed = aScanFact(aScan([aFinding()]))
const unfixed = aFinding({ package: { name: 'zlib', installed: '1', fixed: [] } })
const withPlatforms = (evidence: ImageFacts['evidence'], first = [aFact('spdx')]): Partial<ImageFacts> => ({
  platforms: PLATFORMS.map((each, index) => ({ ...each, unverified: [], evidence: index === 0 ? first : evidence })),
})

describe('an image that leg.yml sealed', () => {
  test('passes every rule, with the evidence used and until when it holds', () => {
    const { outcome, rules, expiresAt } = evaluateImage(anInput())
    expect(outcome).toBe('pass')
    expect(rules.map(({ rule }) => rule)).toEqual(['registry', 'signature', 'provenance', 'scan', 'sbom', 'order'])
    expect(rules.every(({ code, remedy }) => code === '' && remedy === '')).toBe(true)
    expect(rules[1]?.evidence).toEqual([sealed()[0]?.manifest])
    expect(expiresAt).toEqual(new Date('2026-12-08T11:00:00Z'))
  })

  test('is judged by the rules of the policy alone, and always by order', () => {
    const bare = anInput({ evidence: [], heldBefore: [held('dev', null)] })
    const { rules, outcome, expiresAt } = evaluateImage({ ...bare, policy: { signature: { required: false } } })
    expect(rules.map(({ rule }) => rule)).toEqual(['order'])
    expect([outcome, expiresAt]).toEqual(['findings', undefined])
  })
})

describe('each rule', () => {
  test.each<[string, Partial<ImageFacts>, Codes]>([
    [
      'an image without evidence',
      { evidence: [] },
      {
        signature: 'signature-missing',
        provenance: 'provenance-missing',
        scan: 'scan-missing',
      },
    ],
    ['an attestation in the place of a signature', { evidence: sealed().slice(1) }, { signature: 'signature-missing' }],
    [
      'evidence by a stranger',
      { evidence: sealed().map((fact) => ({ ...fact, signer: aFact('scan').signedBy(OTHER_COMMIT).signer })) },
      {
        signature: 'signer-mismatch',
        provenance: 'signer-mismatch',
        scan: 'signer-mismatch',
      },
    ],
    [
      'evidence of another repository',
      { sourceId: '1' },
      {
        signature: 'signer-mismatch',
        provenance: 'signer-mismatch',
        scan: 'signer-mismatch',
        sbom: 'signer-mismatch',
      },
    ],
    [
      'evidence for an image without a source',
      { sourceId: undefined },
      {
        signature: 'signer-mismatch',
        provenance: 'signer-mismatch',
        scan: 'signer-mismatch',
        sbom: 'signer-mismatch',
      },
    ],
    [
      'a registry that the policy does not name',
      { name: parseImageName('ghcr.io/your-org-evil/app') },
      { registry: 'registry-not-allowed' },
    ],
    [
      'a stage that was skipped',
      { heldBefore: [held('dev', DIGEST), held('qa', digestOf('other'))] },
      { order: 'stage-skipped' },
    ],
    ['a stage that holds nothing', { heldBefore: [held('dev', null)] }, { order: 'stage-skipped' }],
    ['stages that all hold it', { heldBefore: [held('dev', DIGEST)] }, {}],
  ])('judges %s', (_what, facts, expected) => {
    expect(codes(facts)).toEqual(expected)
  })

  test('has an ending and a remedy in what it refuses', () => {
    for (const [code, { ending, remedy }] of Object.entries(POLICY_CODES)) {
      const refused = refuse('rule', code as keyof typeof POLICY_CODES, 'x'.repeat(10_000), 'y')
      expect(refused).toMatchObject({ outcome: ending, remedy, code })
      expect(refused.fact.length).toBeLessThan(8192)
    }
  })

  test('says expected and found of every claim that differs', () => {
    const stranger = aFact('signature').signedBy({ ...OTHER_COMMIT, ...SELF_HOSTED })
    const [, refused] = evaluateImage(anInput({ evidence: [stranger] })).rules
    expect(refused?.fact).toContain('runner self-hosted')
    expect(refused?.expected).toContain('runner github-hosted (signer promo-leg)')
    expect(refused?.evidence).toEqual([stranger.manifest])
  })

  test('reports what could not be verified where a signature is missing', () => {
    const unverified = [{ digest: digestOf('x'), code: 'signature-invalid', reason: 'not of this digest' }]
    const [, refused] = evaluateImage(anInput({ evidence: [], unverified })).rules
    expect(refused?.fact).toContain('signature-invalid: not of this digest')
  })
})

describe('the provenance rule', () => {
  const judged = (...evidence: ImageFacts['evidence']): Codes =>
    codes({ evidence }, { signature: { required: false }, scan: undefined })

  test.each([
    ['another branch', aProvenance().signedBy({ sourceRepositoryRef: 'refs/heads/topic' })],
    ['a tag named like the branch', aProvenance().signedBy({ sourceRepositoryRef: 'refs/tags/main' })],
    ['a pull request', aProvenance().signedBy({ buildTrigger: 'pull_request' })],
    ['no event', aProvenance().signedBy({ buildTrigger: undefined } as never)],
    ['another leg of the same repository', aProvenance('orders')],
    ['a leg that is not named', aFact('provenance', { buildDefinition: { buildType: legType() } })],
  ])('refuses %s', (_what, fact) => {
    expect(judged(fact)).toEqual({ provenance: 'provenance-refused' })
  })

  test('needs a runner that both signer and policy allow', () => {
    expect(judged(aProvenance().signedBy(SELF_HOSTED))).toEqual({ provenance: 'signer-mismatch' })
    expect(codes({}, { provenance: { required: true, runners: ['self-hosted'] } })).toEqual({
      provenance: 'provenance-refused',
    })
  })

  test('is content with one that fits, and with builders that know no legs', () => {
    expect(judged(aProvenance('orders'), aProvenance())).toEqual({})
    expect(judged(aProvenance('anything', 'https://example.com/other/v1'))).toEqual({})
  })

  test('takes what the policy leaves out', () => {
    const topic = aProvenance().signedBy({ sourceRepositoryRef: 'refs/heads/topic' })
    expect(codes({ evidence: [topic] }, { ...NOTHING, provenance: { required: true } })).toEqual({})
  })

  function legType(): string {
    return (aProvenance().predicate as { buildDefinition: { buildType: string } }).buildDefinition.buildType
  }
})

const NOTHING = { signature: undefined, scan: undefined, sbom: undefined } as never as Partial<ConfigPolicy>

describe('the scan rule', () => {
  const judged = (evidence: ImageFacts['evidence'], scan: Partial<ConfigPolicy['scan']> = {}): string | undefined =>
    codes(
      { evidence: [aFact('signature'), aProvenance(), ...evidence] },
      {
        scan: { ...POLICY.scan, ...scan } as ConfigPolicy['scan'],
      },
    )['scan']

  test.each<[string, ImageFacts['evidence'], string | undefined]>([
    ['the newest scan, a pass', [failed.at(hoursAgo(5)), passed.at(hoursAgo(1))], undefined],
    ['the newest scan, a failure', [passed.at(hoursAgo(5)), failed.at(hoursAgo(1))], 'scan-findings'],
    ['a later refusal', [passed.at(hoursAgo(5)), failed.signedBy(refusedBy).at(hoursAgo(1))], 'scan-findings'],
    ['a refusal of the same second', [passed, failed.signedBy(refusedBy)], 'scan-findings'],
    ['a pass after a refusal', [failed.signedBy(refusedBy).at(hoursAgo(5)), passed], undefined],
    ['a refusal alone', [failed.signedBy(refusedBy)], 'scan-findings'],
    ['a later scan by a stranger', [passed.at(hoursAgo(5)), failed.signedBy(OTHER_COMMIT)], undefined],
    ['a scan that is too old', [passed.at(hoursAgo(7 * 24 + 1))], 'scan-expired'],
    ['a scan of the last moment', [passed.at(hoursAgo(7 * 24))], undefined],
    ['an old scan with findings: these first', [failed.at(hoursAgo(1000))], 'scan-findings'],
    [
      'a scan with an old database',
      [aScanFact(aScan([], bothPlatforms({ database: { version: '1', updatedAt: '2026-11-01T00:00:00Z' } })))],
      'scan-database-stale',
    ],
    ['a tool without a database', [aScanFact(aScan([], bothPlatforms({ database: undefined })))], undefined],
    ['a tool that did not finish', [aScanFact(aScan([], bothPlatforms({ complete: false })))], 'scan-incomplete'],
    [
      'a tool that failed, with findings',
      [aScanFact(aScan([aFinding()], bothPlatforms({ outcome: 'infrastructure' })))],
      'scan-incomplete',
    ],
    ['a platform that nobody scanned', [aScanFact(aScan([], bothPlatforms().slice(0, 1)))], 'scan-incomplete'],
    ['no tool', [aScanFact(aScan([], []))], 'scan-incomplete'],
    ['a severity nobody knows', [aScanFact(aScan([aFinding({ severity: 'unknown' })]))], 'scan-findings'],
    ['a milder severity', [aScanFact(aScan([aFinding({ severity: 'medium' })]))], undefined],
    ['a finding without a fix', [aScanFact(aScan([unfixed]))], 'scan-findings'],
  ])('goes by %s', (_what, evidence, code) => {
    expect(judged(evidence)).toBe(code)
  })

  test.each<[string, JsonValue]>([
    ['of another tool', { scanner: { result: { Results: [] } } }],
    ['with a promo document that is broken', { scanner: { result: { schema: 'promo/scan/v1', targets: [] } } }],
    ['that is a list', []],
    ['that is nothing', null],
  ])('does not pass a predicate %s', (_what, predicate) => {
    expect(judged([passed.saying(predicate)])).toBe('scan-incomplete')
  })

  test('applies today’s thresholds, not those of the scan', () => {
    expect(judged([aScanFact(aScan([unfixed]))], { 'ignore-unfixed': true })).toBeUndefined()
    expect(judged([aScanFact(aScan([aFinding({ severity: 'low' })]))], { 'fail-on': 'low' })).toBe('scan-findings')
    expect(judged([failed], { 'fail-on': 'critical' })).toBeUndefined()
    const lenient = {
      ...aScan([aFinding()]),
      decision: { failOn: 'critical', ignoreUnfixed: true, outcome: 'pass', failing: [] },
    } as const
    expect(judged([aScanFact({ ...lenient, decision: { ...lenient.decision, failing: [] } })])).toBe('scan-findings')
  })

  test('judges again what the scan suppressed', () => {
    const scan = aScan()
    const hidden = { ...scan, suppressed: [{ finding: aFinding(), by: 'exception' as const, reason: 'mine' }] }
    expect(judged([aScanFact(hidden)])).toBe('scan-findings')
  })

  test('names what failed, and where a list would be long, how much more there is', () => {
    const many = Array.from({ length: 8 }, (_value, index) => aFinding({ ruleId: `CVE-${String(index)}` }))
    const { rules } = evaluateImage(anInput({ evidence: [aScanFact(aScan(many))] }))
    expect(rules.find(({ rule }) => rule === 'scan')?.fact).toMatch(/CVE-0 in openssl 3\.0\.1.*and 3 more$/)
  })

  test('holds without end where no age is asked for', () => {
    const scan = { 'fail-on': 'high', 'ignore-unfixed': false } as const
    const { outcome, expiresAt } = evaluateImage(anInput({}, { scan }))
    expect([outcome, expiresAt]).toEqual(['pass', undefined])
  })
})

function aReference(mediaType: string): JsonValue {
  const downloadLocation = 'https://ghcr.io/v2/your-org/catalog/blobs/sha256:0'
  return referencePredicate('https://example.com/v1', [{ downloadLocation, mediaType, digest: digestOf('large') }])
}

describe('the SBOM rule', () => {
  test.each<[string, Partial<ImageFacts>, string | undefined]>([
    ['one on each platform', {}, undefined],
    ['another format on one', withPlatforms([aFact('cyclonedx')]), undefined],
    ['a versioned type', withPlatforms([aFact('spdx').typed(`${PREDICATE_TYPES.spdx}/v2.3`)]), undefined],
    ['a reference to a large one', withPlatforms([aFact('reference', aReference('application/spdx+json'))]), undefined],
    ['a reference to no SBOM', withPlatforms([aFact('reference', aReference('text/html'))]), 'sbom-missing'],
    ['a reference to nothing', withPlatforms([aFact('reference')]), 'sbom-missing'],
    ['none on one platform', withPlatforms([]), 'sbom-missing'],
    ['one by a stranger', withPlatforms([aFact('spdx').signedBy(OTHER_COMMIT)]), 'signer-mismatch'],
    ['another kind of document', withPlatforms([aFact('tests')]), 'sbom-missing'],
    [
      'a type that only begins the same',
      withPlatforms([aFact('spdx').typed(`${PREDICATE_TYPES.spdx}-evil`)]),
      'sbom-missing',
    ],
    ['no platform', { platforms: [] }, 'sbom-missing'],
  ])('judges %s', (_what, facts, code) => {
    expect(codes(facts)['sbom']).toBe(code)
  })
})

describe('the worst outcome', () => {
  test('is what must be acted on first', () => {
    expect(worstOutcome(['pass', 'infrastructure', 'configuration', 'findings'])).toBe('findings')
    expect(worstOutcome(['infrastructure', 'configuration'])).toBe('configuration')
    expect(worstOutcome(['pass', 'infrastructure'])).toBe('infrastructure')
    expect(worstOutcome(['pass', 'warn', 'skipped'])).toBe('pass')
    expect(worstOutcome([])).toBe('pass')
  })
})
