import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { digestOf, hexOf } from './digest.ts'
import { verdictDocument, type Verdict } from './documents/verdict.ts'
import { parseImageName } from './image-reference.ts'
import { parseEnvironmentName } from './names.ts'
import { VERDICT_EXTENSION } from './predicate-types.ts'
import { readVerdictPredicate, sameVerdict, verdictPredicate } from './verdict-predicate.ts'

const EVIDENCE = digestOf('a bundle')

function aVerdict(changes: Partial<Verdict> = {}): Verdict {
  const rule = { rule: 'signature', outcome: 'pass', code: '', fact: 'signed', expected: 'signed', remedy: '' } as const
  return verdictDocument.create({
    environment: parseEnvironmentName('prod'),
    image: { name: parseImageName('ghcr.io/your-org/Catalog'.toLowerCase()), digest: digestOf('image') },
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

describe('an attested verdict', () => {
  test('has every member that SLSA requires of a verification summary', () => {
    expect(verdictPredicate(aVerdict())).toEqual({
      verifier: { id: 'https://org.github.io/promo/verify-evidence/v1' },
      timeVerified: '2026-12-01T12:00:00Z',
      resourceUri: `pkg:oci/catalog@sha256%3A${hexOf(digestOf('image'))}?repository_url=ghcr.io%2Fyour-org%2Fcatalog`,
      policy: {
        uri: 'git+https://github.com/your-org/config@abc#promo.yaml',
        digest: { sha256: hexOf(digestOf('policy')) },
      },
      inputAttestations: [{ digest: { sha256: hexOf(EVIDENCE) } }],
      verificationResult: 'PASSED',
      verifiedLevels: [],
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

  test('by somebody else, or that contradicts itself, is none', () => {
    const written = verdictPredicate(refused)
    expect(readVerdictPredicate({ ...(written as object), verificationResult: 'PASSED' })).toBeUndefined()
    expect(readVerdictPredicate({ ...(written as object), [VERDICT_EXTENSION]: null })).toBeUndefined()
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        (value) => readVerdictPredicate(value as never) === undefined,
      ),
    )
  })

  test('is the same at another time, and another when anything else differs', () => {
    const at = (evaluatedAt: string) => verdictPredicate(aVerdict({ evaluatedAt }))
    expect(sameVerdict(at('2026-12-01T12:00:00Z'), at('2026-12-02T12:00:00Z'))).toBe(true)
    const first = verdictPredicate(aVerdict())
    const others = [refused, aVerdict({ environment: parseEnvironmentName('dev') }), aVerdict({ expiresAt: null })]
    for (const other of others) expect(sameVerdict(first, verdictPredicate(other))).toBe(false)
  })
})
