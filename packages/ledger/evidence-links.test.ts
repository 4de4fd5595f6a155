import { describe, expect, test } from '@jest/globals'
import {
  digestOf,
  NO_REVOCATIONS,
  parseEnvironmentName,
  parseImageName,
  pinImage,
  PREDICATE_TYPES,
  markPredicate,
  referencePredicate,
  type JsonValue,
  type MarkFacts,
} from '@promo/core'
import type { EvidenceSet, KeyedEvidence, ValidEvidence } from '@promo/evidence'
import { aSigner, REFUSER, refusedBy, someClaims } from '@promo/policy/testing'
import { refusalLinks, sbomLink, scanLink, signatureLink, testsLink } from './evidence-links.ts'
import { markLinks } from './mark-links.ts'

const IMAGE = pinImage(parseImageName('ghcr.io/org/catalog'), digestOf('image'))
const MARKER = aSigner({
  id: 'tests',
  workflow: 'org/shop/.github/workflows/verify.yml',
  source: { repository: 'org/shop', id: 123456789, refs: ['refs/heads/main'] },
  commits: ['a'.repeat(40)],
  environment: 'staging',
  roles: ['mark'],
})
const TRUST = {
  file: { signers: [aSigner({ roles: ['signature', 'scan', 'sbom', 'tests'] }), REFUSER, MARKER], keys: [] },
  sourceId: '123456789',
}

function said(kind: keyof typeof PREDICATE_TYPES, changes: Partial<ValidEvidence> = {}): ValidEvidence {
  return {
    manifest: digestOf(`${kind} ${JSON.stringify(changes)}`),
    storage: 'bundle',
    predicateType: PREDICATE_TYPES[kind],
    predicate: {},
    claims: someClaims(),
    signedAt: new Date('2026-12-01T11:00:00Z'),
    logIndex: '7',
    subject: IMAGE.digest,
    annotations: {},
    ...changes,
  }
}

function on(...valid: readonly ValidEvidence[]): EvidenceSet {
  return { image: IMAGE, valid, keyed: [], invalid: [], foreign: [], referrers: 0 }
}

const at = (time: string): { signedAt: Date } => ({ signedAt: new Date(time) })

describe('a signature', () => {
  test('is told with its log entries, both of one step and none of an older one', () => {
    const old = said('signature', { ...at('2026-11-01T11:00:00Z'), logIndex: '1' })
    const legacy = said('signature', { storage: 'legacy', ...at('2026-12-01T11:00:02Z'), logIndex: '8' })
    const link = signatureLink(on(old, said('signature'), legacy), TRUST)
    expect(link.state).toBe('verified')
    expect(link.evidence.filter(({ kind }) => kind === 'log-entry').map(({ value }) => value)).toEqual(['8', '7'])
    expect(link.details).toMatchObject({ sourceRepositoryId: '123456789', buildTrigger: 'push' })
  })

  test('that does not verify is named as the reason why there is none', () => {
    const invalid = [{ digest: digestOf('x'), storage: 'bundle', code: 'signature-invalid', reason: 'forged' } as const]
    const link = signatureLink({ ...on(), invalid }, TRUST)
    expect(link).toMatchObject({ state: 'missing', code: 'signature-missing' })
    expect(link.fact).toContain('signature-invalid: forged')
  })

  test('by a refuser is no signature', () => {
    const link = signatureLink(on(said('signature', { claims: someClaims(refusedBy) })), TRUST)
    expect(link).toMatchObject({ state: 'broken', code: 'signer-mismatch' })
  })
})

describe('a scan', () => {
  test('by the refuser is a refusal and no scan', () => {
    const set = on(said('scan', { claims: someClaims(refusedBy) }))
    expect(refusalLinks(set, TRUST)).toMatchObject([{ link: 'refusal', state: 'verified' }])
    expect(scanLink(set, TRUST).state).toBe('broken')
    expect(refusalLinks(on(said('scan')), TRUST)).toEqual([])
  })

  test('of another tool is told without being understood', () => {
    const link = scanLink(on(said('scan', { predicate: { scanner: { result: 'a table' } } })), TRUST)
    expect(link).toMatchObject({ state: 'verified', fact: expect.stringContaining('does not read') })
  })
})

describe('test results', () => {
  test('are counted, and their absence is no hole', () => {
    const predicate = { result: 'PASSED', passedTests: ['a', 'b'], failedTests: [] }
    expect(testsLink(on(said('tests', { predicate })), TRUST)).toMatchObject({
      state: 'verified',
      fact: expect.stringMatching(/^passed \(2 passed, 0 failed\)/),
    })
    expect(testsLink(on(), TRUST).state).toBe('absent')
    const foreign = said('tests', { claims: someClaims({ sourceRepositoryId: '1' }) })
    expect(testsLink(on(foreign), TRUST)).toMatchObject({ state: 'absent', evidence: [{ kind: 'manifest' }, {}] })
  })

  test.each<JsonValue>([null, [], 'x', { passedTests: 'many' }, { result: 3 }])('may say %j', (predicate) => {
    expect(testsLink(on(said('tests', { predicate })), TRUST).state).toBe('verified')
  })
})

describe('marks', () => {
  const facts: MarkFacts = {
    environment: parseEnvironmentName('staging'),
    timeCreated: '2026-12-01T11:00:00Z',
    expires: '2026-12-31T11:00:00Z',
    revoked: false,
    reason: undefined,
    evidenceUrl: undefined,
    observedSince: undefined,
    properties: ['SMOKE_PASSED'],
  }
  const inside = someClaims({
    buildSignerUri: 'https://github.com/org/shop/.github/workflows/verify.yml@refs/heads/main',
    environment: 'staging',
  })
  const mark = (changes: Partial<MarkFacts>, time: string): ValidEvidence => {
    const predicate = markPredicate({ ...facts, ...changes }, 'https://org.example')
    return said('mark', { predicate, claims: inside, ...at(time) })
  }

  test('are told once for each environment, the newest word last', () => {
    const first = mark({}, '2026-12-01T11:00:00Z')
    expect(markLinks(on(first), TRUST, NO_REVOCATIONS)).toMatchObject([
      { at: 'staging', state: 'verified', fact: expect.stringContaining('SMOKE_PASSED') },
    ])
    const later = mark({ revoked: true, reason: 'a hole was found' }, '2026-12-02T11:00:00Z')
    expect(markLinks(on(later, first), TRUST, NO_REVOCATIONS)).toMatchObject([
      { fact: expect.stringMatching(/^revoked .*a hole/) },
    ])
  })

  test.each([
    ['on the day', '2026-12-01', 'broken'],
    ['before', '2026-11-30', 'verified'],
    ['a second before', '2026-12-01T10:59:59Z', 'verified'],
  ])('revoked in Git %s stand as the gate has it', (_what, at, state) => {
    const marks = [{ environment: facts.environment, digest: IMAGE.digest, reason: 'flaky', at }]
    const [link] = markLinks(on(mark({}, '2026-12-01T11:00:00Z')), TRUST, { ...NO_REVOCATIONS, marks })
    expect(link).toMatchObject({ state, code: state === 'broken' ? 'mark-revoked' : '' })
  })

  test('by a signer that is revoked are named, those of a stranger are not', () => {
    const revoked = { ...MARKER, revoked: { at: '2026-09-01', reason: 'compromised' as const } }
    const trust = { ...TRUST, file: { signers: [revoked], keys: [] } }
    const links = markLinks(on(mark({}, '2026-12-01T11:00:00Z')), trust, NO_REVOCATIONS)
    expect(links).toMatchObject([{ at: 'staging', state: 'broken', code: 'signer-revoked' }])
  })

  test('that nobody trusted signed do not count', () => {
    const outside = { ...mark({}, '2026-12-01T11:00:00Z'), claims: someClaims() }
    expect(markLinks(on(outside, said('mark', { claims: inside })), TRUST, NO_REVOCATIONS)).toEqual([])
  })
})

describe('evidence that a key signed', () => {
  const keyId = digestOf('key')
  const signer = { kind: 'key', keyId } as const
  const byKey = (kind: keyof typeof PREDICATE_TYPES, signedAt?: Date): KeyedEvidence => {
    const { claims: _claims, ...rest } = said(kind)
    return { ...rest, signer, signedAt }
  }
  const entry = { id: 'release', keyId, roles: ['signature' as const, 'scan' as const] }
  const trusting = (key: object): typeof TRUST => ({
    ...TRUST,
    file: { signers: [], keys: [{ ...entry, ...key }] as never },
  })
  const holding = (...keyed: readonly KeyedEvidence[]): EvidenceSet => ({ ...on(), keyed })

  test('is told with the key, with or without a trusted time', () => {
    const details = { 'key-id': keyId, 'trusted-as': 'release' }
    const undated = signatureLink(holding(byKey('signature')), trusting({}))
    expect(undated).toMatchObject({ state: 'verified', fact: expect.stringMatching(/no trusted time/), details })
    const dated = signatureLink(holding(byKey('signature', new Date('2026-12-01T11:00:00Z'))), trusting({}))
    expect(dated).toMatchObject({
      state: 'verified',
      fact: expect.stringMatching(/2026-12-01T11:00:00Z by key release/),
    })
  })

  test.each([
    ['is compromised', { revoked: { at: '2026-09-01', reason: 'compromised' } }, 'signer-revoked'],
    ['had a window', { valid: { from: '2026-01-01' } }, 'evidence-undated'],
    ['is for another image', { images: ['orders'] }, 'signer-mismatch'],
    ['has no such role', { roles: ['scan'] }, 'signer-mismatch'],
  ])('does not count when the key %s', (_what, changes, code) => {
    const link = signatureLink(holding(byKey('signature')), trusting(changes))
    expect(link).toMatchObject({ state: 'broken', code })
  })

  test('is no scan without a trusted time', () => {
    expect(scanLink(holding(byKey('scan')), trusting({}))).toMatchObject({ state: 'broken', code: 'evidence-undated' })
  })
})

describe('an SBOM', () => {
  test('is told in each format with the number of its packages', () => {
    const spdx = said('spdx', { predicate: { packages: [{}] } })
    const cyclonedx = said('cyclonedx', { predicate: { components: [{}, {}] } })
    expect(sbomLink('linux/amd64', on(spdx, cyclonedx), TRUST)).toMatchObject({
      at: 'linux/amd64',
      state: 'verified',
      fact: 'SPDX with 1 package, CycloneDX with 2 packages',
    })
  })

  test('that is only referred to is one, and one by a stranger is not', () => {
    const predicate = referencePredicate('https://example.com/v1', [
      { downloadLocation: 'https://example.com/sbom', mediaType: 'application/spdx+json', digest: IMAGE.digest },
    ])
    expect(sbomLink('linux/amd64', on(said('reference', { predicate })), TRUST).state).toBe('verified')
    expect(sbomLink('linux/amd64', on(said('reference')), TRUST).state).toBe('missing')
    const foreign = said('spdx', { claims: someClaims({ issuer: 'https://accounts.example.com' }) })
    expect(sbomLink('linux/amd64', on(foreign), TRUST)).toMatchObject({ state: 'broken', code: 'signer-mismatch' })
  })
})
