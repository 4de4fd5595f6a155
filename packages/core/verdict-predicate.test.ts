import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { digestOf, hexOf } from './digest.ts'
import { verdictDocument, type Verdict } from './documents/verdict.ts'
import { parseImageName } from './image-reference.ts'
import { memberOf } from './json-members.ts'
import { parseJson } from './json.ts'
import { parseEnvironmentName } from './names.ts'
import { VERDICT_EXTENSION } from './predicate-types.ts'
import { readVerdictPredicate, sameVerdict, verdictPredicate } from './verdict-predicate.ts'

const EVIDENCE = digestOf('a bundle')

function aVerdict(changes: Partial<Verdict> = {}): Verdict {
  const rule = { rule: 'signature', outcome: 'pass', code: '', fact: 'signed', expected: 'signed', remedy: '' } as const
  return verdictDocument.create({
    environment: parseEnvironmentName('prod'),
    image: { name: parseImageName('ghcr.io/your-org/catalog'), digest: digestOf('image') },
    policy: { uri: 'git+https://github.com/your-org/config@abc#promo.yaml', digest: digestOf('policy') },
    evaluatedAt: '2026-12-01T12:00:00Z',
    outcome: 'pass',
    rules: [{ ...rule, evidence: [EVIDENCE, EVIDENCE] }],
    exceptions: [],
    expiresAt: '2026-12-08T12:00:00Z',
    ...changes,
  })
}

const refused = aVerdict({
  outcome: 'findings',
  expiresAt: null,
  rules: [
    {
      ...{ rule: 'scan', outcome: 'findings', code: 'scan-findings', fact: 'CVE-1 in `x`', expected: 'none' },
      ...{ remedy: 'upgrade', evidence: [] },
    },
  ],
})

const environments = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,6}[a-z0-9])?$/).map(parseEnvironmentName)
const verdicts = fc
  .record({
    environment: environments,
    outcome: fc.constantFrom('pass', 'findings', 'configuration', 'infrastructure'),
    expiresAt: fc.constantFrom('2026-12-08T12:00:00Z', null),
    exceptions: fc.array(fc.string({ maxLength: 20 })),
  })
  .map(aVerdict)

describe('an attested verdict', () => {
  test('has every member that SLSA requires of a verification summary', () => {
    expect(verdictPredicate(aVerdict())).toEqual({
      verifier: { id: 'https://org.github.io/promo/verify-evidence/v1' },
      timeVerified: '2026-12-01T12:00:00Z',
      resourceUri: `pkg:oci/catalog@sha256%3A${hexOf(digestOf('image'))}?environment=prod&repository_url=ghcr.io%2Fyour-org%2Fcatalog`,
      policy: {
        uri: 'git+https://github.com/your-org/config@abc#promo.yaml',
        digest: { sha256: hexOf(digestOf('policy')) },
      },
      inputAttestations: [{ digest: { sha256: hexOf(EVIDENCE) } }],
      verificationResult: 'PASSED',
      verifiedLevels: ['PROMO_GATE_PROD'],
      slsaVersion: '1.1',
      [VERDICT_EXTENSION]: {
        ...{ environment: 'prod', outcome: 'pass', exceptions: [], expires: '2026-12-08T12:00:00Z' },
        rules: [{ rule: 'signature', outcome: 'pass' }],
      },
    })
  })

  test('that refused is FAILED, names codes, and quotes no fact', () => {
    const predicate = verdictPredicate(refused)
    expect(predicate).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] })
    expect(JSON.stringify(predicate)).toContain('scan-findings')
    expect(JSON.stringify(predicate)).not.toContain('CVE-1')
  })

  test('is read as it was written', () => {
    const policy = digestOf('policy')
    expect(readVerdictPredicate(verdictPredicate(aVerdict()))).toEqual({
      ...{ result: 'PASSED', environment: 'prod', expires: '2026-12-08T12:00:00Z', policy },
    })
    expect(readVerdictPredicate(verdictPredicate(refused))).toEqual({
      ...{ result: 'FAILED', environment: 'prod', expires: undefined, policy },
    })
  })

  test('is read as what it is of, for any verdict', () => {
    fc.assert(
      fc.property(verdicts, (verdict) => {
        const { environment, policy, expiresAt, outcome } = verdict
        expect(readVerdictPredicate(parseJson(JSON.stringify(verdictPredicate(verdict))))).toEqual({
          ...{ result: outcome === 'pass' ? 'PASSED' : 'FAILED', environment, policy: policy.digest },
          expires: expiresAt ?? undefined,
        })
      }),
    )
  })

  test('of one environment is taken for none of another, neither as a resource nor as a level', () => {
    fc.assert(
      fc.property(environments, environments, (one, other) => {
        fc.pre(one !== other)
        const [a, b] = [one, other].map((environment) => verdictPredicate(aVerdict({ environment })))
        for (const key of ['resourceUri', 'verifiedLevels']) expect(memberOf(a, key)).not.toEqual(memberOf(b, key))
      }),
    )
  })

  test('claims no level of SLSA', () => {
    fc.assert(
      fc.property(verdicts, (verdict) => {
        expect(JSON.stringify(memberOf(verdictPredicate(verdict), 'verifiedLevels'))).not.toContain('SLSA_')
      }),
    )
  })

  test.each([
    ['the result', { verificationResult: 'PASSED' }],
    ['the level', { verifiedLevels: ['PROMO_GATE_PROD'] }],
    ['the levels', { verifiedLevels: ['FAILED', 'SLSA_BUILD_LEVEL_3'] }],
    ['the resource', { resourceUri: 'pkg:oci/catalog@sha256%3A0?environment=dev&repository_url=ghcr.io%2Fa' }],
    ['the verifier', { verifier: { id: 'https://example.org/gate' } }],
    ['the environment', { [VERDICT_EXTENSION]: { environment: 'dev', outcome: 'findings' } }],
    ['no extension', { [VERDICT_EXTENSION]: null }],
  ])('of which %s says something else is none', (_what, changes) => {
    expect(readVerdictPredicate({ ...(verdictPredicate(refused) as object), ...changes })).toBeUndefined()
  })

  test('is looked for in anything without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => expect(readVerdictPredicate(value as never)).toBeUndefined()),
      { numRuns: 50 },
    )
  })

  test('is the same at another time and commit, and another when anything else differs', () => {
    const first = verdictPredicate(aVerdict())
    const uri = 'git+https://github.com/your-org/config@def#promo.yaml'
    const later = aVerdict({ evaluatedAt: '2026-12-02T12:00:00Z', policy: { uri, digest: digestOf('policy') } })
    expect(sameVerdict(first, verdictPredicate(later))).toBe(true)
    const others = [
      refused,
      aVerdict({ environment: parseEnvironmentName('dev') }),
      aVerdict({ expiresAt: null }),
      aVerdict({ policy: { uri, digest: digestOf('another policy') } }),
      aVerdict({ rules: [] }),
    ]
    for (const other of others) expect(sameVerdict(first, verdictPredicate(other))).toBe(false)
  })
})
