import { describe, expect, test } from '@jest/globals'
import {
  digestOf,
  markPredicate,
  NO_REVOCATIONS,
  parseEnvironmentName,
  type ConfigPolicy,
  type MarkFacts,
  type Revocations,
} from '@promo/core'
import type { EvidenceFact, SignerClaims } from '../facts.ts'
import type { RuleAnswer } from '../rule.ts'
import { aFact, anInput, aSigner, DIGEST, hoursAgo, NOW, someClaims } from '../testing.ts'
import { marksRule } from './marks.ts'

const MARK_URI = 'https://github.com/org/promo/.github/workflows/mark.yml@refs/tags/v1.4.2'
const signer = (environment: string): ReturnType<typeof aSigner> =>
  aSigner({
    id: `${environment}-mark`,
    workflow: 'org/promo/.github/workflows/mark.yml',
    source: { repository: 'your-org/bookstore', id: 123456789, refs: ['refs/heads/main'] },
    environment,
    roles: ['mark'],
  })

/** A mark of staging an hour ago, signed where it should be. */
function aMark(changes: Partial<MarkFacts> = {}, at = hoursAgo(1), claims: Partial<SignerClaims> = {}): EvidenceFact {
  const facts: MarkFacts = {
    environment: parseEnvironmentName('staging'),
    properties: ['SMOKE_PASSED'],
    timeCreated: '2026-12-01T11:00:00Z',
    expires: '2026-12-31T11:00:00Z',
    revoked: false,
    reason: undefined,
    evidenceUrl: undefined,
    observedSince: undefined,
    ...changes,
  }
  const signedBy = someClaims({ buildSignerUri: MARK_URI, environment: 'staging', ...claims })
  return {
    ...aFact('mark', markPredicate(facts, 'v')),
    signer: { kind: 'certificate', claims: signedBy },
    signedAt: at,
  }
}

const revocation = (at: Date): EvidenceFact =>
  aMark({ revoked: true, properties: [], expires: undefined, reason: 'CVE-2026-0001' }, at)

const STAGING = { staging: { properties: ['SMOKE_PASSED'], soak: '30m', within: '30d' } }

function answer(
  evidence: readonly EvidenceFact[],
  marks: ConfigPolicy['marks'] = STAGING,
  at = NOW,
  revokedMarks: Revocations['marks'] = [],
): RuleAnswer {
  const signers = [aSigner(), signer('staging'), signer('dev')]
  const revocations = { ...NO_REVOCATIONS, marks: revokedMarks }
  const input = anInput({ evidence: [...evidence] }, { marks })
  return marksRule({ ...input, trust: { signers, keys: [] }, revocations, at })
}
const code = (...given: Parameters<typeof answer>): string => answer(...given).result.code

describe('the rule about marks', () => {
  test('passes on a mark signed inside the environment, and says until when', () => {
    const mark = aMark()
    const { result, expiresAt } = answer([mark])
    expect(result).toMatchObject({ rule: 'marks', outcome: 'pass', evidence: [mark.manifest] })
    expect(expiresAt).toEqual(new Date('2026-12-31T11:00:00Z'))
  })

  test.each<[string, readonly EvidenceFact[], string]>([
    ['without any mark', [], 'mark-missing'],
    ['with a mark of another environment', [aMark({ environment: parseEnvironmentName('dev') })], 'mark-missing'],
    ['without a property it asks for', [aMark({ properties: [] })], 'mark-missing'],
    ['when the mark is younger than the soak', [aMark({}, hoursAgo(0.25))], 'mark-soaking'],
    ['when the mark is older than the policy wants', [aMark({ expires: undefined }, hoursAgo(721))], 'mark-expired'],
    ['when the mark expired by itself', [aMark({ expires: '2026-12-01T11:30:00Z' })], 'mark-expired'],
    ['when the expiry is no date', [aMark({ expires: '2026-99-01T11:30:00Z' })], 'mark-expired'],
    ['when it was revoked after the mark', [aMark({}, hoursAgo(3)), revocation(hoursAgo(2))], 'mark-revoked'],
    ['when it was revoked in the same second', [aMark({}, hoursAgo(2)), revocation(hoursAgo(2))], 'mark-revoked'],
  ])('refuses %s', (_what, evidence, expected) => {
    expect(code(evidence)).toBe(expected)
    expect(code([...evidence].reverse())).toBe(expected)
  })

  test.each<[string, Partial<SignerClaims>]>([
    ['outside any environment', { environment: '' }],
    ['inside another environment', { environment: 'dev' }],
    ['on another branch', { sourceRepositoryRef: 'refs/heads/feature' }],
    ['for another repository', { sourceRepositoryId: '999' }],
    ['by another workflow', { buildSignerUri: MARK_URI.replace('mark.yml', 'leg.yml') }],
    ['by another commit of it', { buildSignerDigest: 'c'.repeat(40) }],
    ['on a self-hosted runner', { runnerEnvironment: 'self-hosted' }],
  ])('refuses a mark signed %s', (_what, claims) => {
    expect(code([aMark({}, hoursAgo(1), claims)])).toBe('signer-mismatch')
  })

  test('takes no mark of one environment for another that has a signer too', () => {
    const borrowed = aMark({}, hoursAgo(1), { environment: 'dev' })
    expect(answer([borrowed]).result).toMatchObject({ code: 'signer-mismatch', fact: expect.stringContaining('dev') })
  })

  test('passes again on a mark newer than the revocation, whose soak starts anew', () => {
    const before = [aMark({}, hoursAgo(5)), revocation(hoursAgo(4))]
    expect(code([...before, aMark({}, hoursAgo(2))])).toBe('')
    expect(code([...before, aMark({}, hoursAgo(0.1))])).toBe('mark-soaking')
  })

  test('does not soak anew because the environment was marked again', () => {
    expect(code([aMark({}, hoursAgo(2)), aMark({}, hoursAgo(0.1))])).toBe('')
  })

  test('holds out against an untrusted revocation and a newer mark without the property', () => {
    const signer = { kind: 'certificate', claims: someClaims({ sourceRepositoryId: '999' }) } as const
    const stranger = { ...revocation(hoursAgo(0.5)), signer }
    expect(code([aMark(), stranger, aMark({ properties: [] }, hoursAgo(0.5))])).toBe('')
  })

  test.each([
    ['of the day before', { at: '2026-11-30' }, ''],
    ['of the same day', { at: '2026-12-01' }, 'mark-revoked'],
    ['a second after it', { at: '2026-12-01T11:00:01Z' }, 'mark-revoked'],
    ['a second before it', { at: '2026-12-01T10:59:59Z' }, ''],
    ['of another environment', { at: '2026-12-01', environment: parseEnvironmentName('dev') }, ''],
    ['of another digest', { at: '2026-12-01', digest: digestOf('other') }, ''],
  ])('goes by a revocation on the base branch %s', (_what, changes, expected) => {
    const revoked = { environment: parseEnvironmentName('staging'), digest: DIGEST, reason: 'flaky', ...changes }
    expect(code([aMark()], STAGING, NOW, [revoked])).toBe(expected)
  })

  test('asks every environment that it names', () => {
    const both = { ...STAGING, dev: { properties: [] } }
    expect(code([aMark()], both)).toBe('mark-missing')
    const dev = aMark({ environment: parseEnvironmentName('dev') }, hoursAgo(1), { environment: 'dev' })
    expect(code([aMark(), dev], both)).toBe('')
  })
})
