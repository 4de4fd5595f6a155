import { describe, expect, test } from '@jest/globals'
import { digestOf, NO_REVOCATIONS, parseLegName, type ConfigPolicy } from '@promo/core'
import { acceptingChange } from './accepting.ts'
import { evaluateImage } from './evaluate.ts'
import type { EvidenceFact, SignerClaims } from './facts.ts'
import { aFact, anInput, aProvenance, aScanFact, aSigner, COMMIT, DIGEST, PLATFORMS, sealed } from './testing.ts'
import type { TrustedKey, TrustFile } from './trust-file.ts'

const KEY = digestOf('a key')
const OTHER = 'c'.repeat(40)

function aTrustedKey(changes: Partial<TrustedKey> = {}): TrustedKey {
  return { id: 'release-key', roles: ['signature', 'provenance', 'sbom', 'scan'], keyId: KEY, ...changes }
}

/** The code of one rule about this evidence, empty for a pass. */
function judge(
  rule: string,
  evidence: readonly EvidenceFact[],
  trust: Partial<TrustFile>,
  policy: Partial<ConfigPolicy> = {},
): string {
  const input = anInput({ evidence }, policy)
  const { rules } = evaluateImage({ ...input, trust: { signers: [], keys: [], ...trust } })
  return rules.find((each) => each.rule === rule)?.code ?? 'no rule'
}

describe('what a key signed', () => {
  const signature = aFact('signature').signedWith(KEY)

  test.each<[string, EvidenceFact, Partial<TrustedKey>, string]>([
    ['by a listed key', signature, {}, ''],
    ['by a listed key, at no trusted time', signature.at(undefined), {}, ''],
    ['by a key for this image', signature, { images: [parseLegName('orders'), parseLegName('catalog')] }, ''],
    ['by a key for another image', signature, { images: [parseLegName('orders')] }, 'signer-mismatch'],
    ['by a key without the role', signature, { roles: ['sbom'] }, 'signer-mismatch'],
    ['by another key', aFact('signature').signedWith(digestOf('another')), {}, 'signer-mismatch'],
    ['by a workflow, where only a key is listed', aFact('signature'), {}, 'signer-mismatch'],
  ])('is judged: %s', (_what, fact, key, code) => {
    expect(judge('signature', [fact], { keys: [aTrustedKey(key)] })).toBe(code)
  })

  test('is no evidence for a signer, nor the other way about', () => {
    expect(judge('signature', [signature], { signers: [aSigner()] })).toBe('signer-mismatch')
  })

  test('says nothing of branch, event and runner, which provenance may be asked for', () => {
    const provenance = aProvenance().signedWith(KEY)
    const keys = [aTrustedKey()]
    expect(judge('provenance', [provenance], { keys })).toBe('provenance-refused')
    expect(judge('provenance', [provenance], { keys }, { provenance: { required: true } })).toBe('')
  })

  test('needs a trusted time where the newest counts', () => {
    const scan = aScanFact().signedWith(KEY)
    expect(judge('scan', [scan], { keys: [aTrustedKey()] })).toBe('')
    expect(judge('scan', [scan.at(undefined)], { keys: [aTrustedKey()] })).toBe('evidence-undated')
  })

  test('is named by the key in a verdict', () => {
    const input = { ...anInput({ evidence: [signature] }), trust: { signers: [], keys: [aTrustedKey()] } }
    expect(evaluateImage(input).rules.find(({ rule }) => rule === 'signature')?.fact).toBe(`signed by key ${KEY}`)
  })
})

describe('a compromised signer', () => {
  const compromised = aSigner({ id: 'leaked', roles: ['scan'], revoked: { at: '2027-01-01', reason: 'compromised' } })

  test('is refused for every role, though another entry accepts the same workflow', () => {
    const byRef = aSigner({ id: 'by-ref', commits: [], refs: ['refs/tags/v1.4.2'] })
    expect(judge('signature', sealed(), { signers: [byRef] })).toBe('')
    expect(judge('signature', sealed(), { signers: [byRef, compromised] })).toBe('signer-revoked')
  })

  test('leaves what others signed as it is', () => {
    const other = aSigner({ id: 'next', commits: [OTHER] })
    const signed = aFact('signature').signedBy({ buildSignerDigest: OTHER })
    expect(judge('signature', [signed], { signers: [compromised, other] })).toBe('')
    expect(judge('signature', [aFact('signature'), signed], { signers: [compromised, other] })).toBe('')
  })
})

describe('a refusal of a signer', () => {
  const remedyFor = (changes: Partial<SignerClaims>, signer: Readonly<Record<string, unknown>> = {}): string => {
    const input = anInput({ evidence: [aFact('signature').signedBy(changes)] })
    const { rules } = evaluateImage({ ...input, trust: { signers: [aSigner(signer)], keys: [] } })
    const refused = rules.find(({ rule }) => rule === 'signature')
    expect(refused?.code).toBe('signer-mismatch')
    return refused?.remedy ?? ''
  }

  test.each<[string, Partial<SignerClaims>, string, Readonly<Record<string, unknown>>]>([
    ['another commit', { buildSignerDigest: OTHER }, `\`commits: [${OTHER}]\``, {}],
    ['another runner', { runnerEnvironment: 'self-hosted' }, '`runners: [self-hosted]`', {}],
    [
      'another branch',
      { sourceRepositoryRef: 'refs/heads/next' },
      '`source.refs: [refs/heads/next]`',
      { source: { repository: 'your-org/bookstore', id: 123456789, refs: ['refs/heads/main'] } },
    ],
    ['another environment', { environment: 'dev' }, '`environment: dev`', { environment: 'prod' }],
  ])('names the line that would accept %s', (_what, claims, line, signer) => {
    expect(remedyFor(claims, signer)).toContain(`promo-leg would accept it with ${line}`)
  })

  test.each<[string, Partial<SignerClaims>]>([
    [
      'another workflow',
      { buildSignerUri: 'https://github.com/evil/promo/.github/workflows/leg.yml@refs/tags/v1.4.2' },
    ],
    ['another repository', { sourceRepositoryId: '666' }],
    ['another issuer', { issuer: 'https://evil.example' }],
    ['a commit that is none', { buildSignerDigest: `${COMMIT}, ${OTHER}` }],
    ['a runner with more lines in it', { runnerEnvironment: 'self-hosted]\n  roles: [signature' }],
  ])('suggests nothing for %s', (_what, claims) => {
    expect(remedyFor(claims)).not.toContain('would accept')
  })

  test('suggests the change of the entry that comes nearest', () => {
    const far = { signer: 'far', claim: 'runner', expected: 'x', found: 'self-hosted' }
    const commit = { claim: 'workflow commit', expected: 'y', found: `${OTHER} (refs/heads/main)` }
    const change = acceptingChange([far, { ...commit, signer: 'far' }, { ...commit, signer: 'near' }])
    expect(change).toContain(`Signer near would accept it with \`commits: [${OTHER}]\`:`)
  })
})

describe('a revocation on the base branch', () => {
  const revoking = (digest: typeof DIGEST): readonly (readonly [rule: string, code: string])[] => {
    const revocations = { ...NO_REVOCATIONS, digests: [{ digest, reason: 'backdoor', at: '2026-11-30' }] }
    return evaluateImage({ ...anInput(), revocations }).rules.map(({ rule, code }) => [rule, code] as const)
  }

  test.each([
    ['the digest', DIGEST],
    ['one of its platforms', PLATFORMS[1].digest],
  ])('of %s refuses it first of all, with all its evidence', (_what, digest) => {
    expect(revoking(digest)[0]).toEqual(['revocations', 'digest-revoked'])
    expect(revoking(digest).filter(([, code]) => code !== '')).toHaveLength(1)
  })

  test('of another digest does not', () => {
    expect(revoking(digestOf('other'))[0]).toEqual(['revocations', ''])
  })
})

test('an SBOM by a revoked key is refused as such', () => {
  const key = aTrustedKey({ revoked: { at: '2026-01-01', reason: 'superseded' } })
  const platforms = PLATFORMS.map((each) => ({ ...each, evidence: [aFact('spdx').signedWith(KEY)], unverified: [] }))
  const { rules } = evaluateImage({ ...anInput({ platforms }), trust: { signers: [], keys: [key] } })
  expect(rules.find(({ rule }) => rule === 'sbom')?.code).toBe('signer-revoked')
})
