import { describe, expect, test } from '@jest/globals'
import { digestOf, SEVERITIES, type Finding, type ScanTool, type Severity } from '@promo/core'
import fc from 'fast-check'
import type { EvidenceFact, EvidenceSigner, SignerClaims } from './facts.ts'
import { claimMismatches } from './claims-match.ts'
import { scanRule } from './rules/scan.ts'
import { sameStanding } from './same-standing.ts'
import { supersededScans } from './superseded-scans.ts'
import {
  aFinding,
  anInput,
  aScan,
  aScanFact,
  aSigner,
  aFact,
  bothPlatforms,
  refusedBy,
  REFUSER,
  someClaims,
  someFacts,
  NOW,
} from './testing.ts'

const DAY_MS = 86_400_000
const OWN: EvidenceSigner = { kind: 'certificate', claims: someClaims() }
const NIGHTLY = 'org/promo/.github/workflows/rescan.yml'
const BY_NIGHTLY: Partial<SignerClaims> = { buildSignerUri: `https://github.com/${NIGHTLY}@refs/tags/v1.4.2` }

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS)
const finding = (severity: Severity): Finding => aFinding({ severity, ruleId: `CVE-${severity}` })
const scanned = (days: number, severities: readonly Severity[] = [], tools?: readonly ScanTool[]) =>
  aScanFact(aScan(severities.map(finding), tools)).at(daysAgo(days))
const any = (): boolean => true

/** The days of those that may go. */
function gone(evidence: readonly EvidenceFact[], own = OWN, isMovable: (fact: EvidenceFact) => boolean = any) {
  return supersededScans(evidence, own, isMovable).map(({ signedAt }) =>
    Math.round((NOW.getTime() - (signedAt?.getTime() ?? 0)) / DAY_MS),
  )
}

describe('scans that are superseded', () => {
  test('are all but the newest, the oldest first', () => {
    expect(gone([scanned(1), scanned(3), scanned(2)])).toEqual([3, 2])
    expect(gone([scanned(1)])).toEqual([])
  })

  test('are none of another signer, of another type or without a trusted time', () => {
    expect(gone([scanned(1), scanned(2).signedBy(BY_NIGHTLY)])).toEqual([])
    expect(gone([scanned(1), scanned(2).signedWith(digestOf('key'))])).toEqual([])
    expect(gone([scanned(1), aFact('spdx').at(daysAgo(2))])).toEqual([])
    expect(gone([scanned(1), scanned(2).at(undefined)])).toEqual([])
    expect(gone([scanned(1).at(undefined), scanned(2)])).toEqual([])
  })

  test('are those of a key when it signs again', () => {
    const [keyId, other] = [digestOf('key'), digestOf('other')]
    const evidence = [scanned(1).signedWith(keyId), scanned(2).signedWith(keyId), scanned(3).signedWith(other)]
    expect(gone(evidence, { kind: 'key', keyId })).toEqual([2])
  })

  test('are none that were signed in the same second as the newest', () => {
    expect(gone([scanned(1), scanned(1, ['low'])])).toEqual([])
  })

  test.each([
    ['by another tool', scanned(1, [], bothPlatforms({ name: 'grype' }))],
    ['of one platform alone', scanned(1, [], bothPlatforms().slice(0, 1))],
    ['that did not finish', scanned(1, [], bothPlatforms({ complete: false }))],
    ['that promo does not read', aFact('scan', { scanner: { result: {} } }).at(daysAgo(1))],
  ])('are none when the newer scan is one %s', (_what, newer) => {
    expect(gone([newer, scanned(2)])).toEqual([])
  })

  test('are none that somebody cannot move, though they stand in for those that can be', () => {
    const [newest, kept, old] = [scanned(1), scanned(2), scanned(3)]
    expect(gone([newest, kept, old], OWN, (fact) => fact.signedAt?.getTime() !== kept.signedAt?.getTime())).toEqual([3])
  })
})

describe('a refusal', () => {
  test('stays when a pass came after it, since the pass may turn out not to count', () => {
    expect(gone([scanned(1), scanned(2, ['critical']), scanned(3).signedBy(BY_NIGHTLY)])).toEqual([])
  })

  test('goes when an equal one of the signer stays before it', () => {
    expect(gone([scanned(1), scanned(2, ['high']), scanned(3, ['high']), scanned(4).signedBy(BY_NIGHTLY)])).toEqual([2])
  })

  test('goes when nothing older is there that could pass instead', () => {
    expect(gone([scanned(1), scanned(2, ['critical'])])).toEqual([2])
    expect(gone([scanned(1), scanned(2, ['critical']), scanned(3, ['critical']), scanned(4)])).toEqual([4, 3, 2])
  })
})

const WHO = {
  leg: { claims: someClaims(), entry: aSigner({ id: 'leg' }) },
  nightly: {
    claims: someClaims({ ...BY_NIGHTLY, subject: BY_NIGHTLY.buildSignerUri ?? '' }),
    entry: aSigner({ id: 'nightly', workflow: NIGHTLY }),
  },
  refuser: { claims: someClaims({ ...refusedBy, subject: refusedBy.buildSignerUri ?? '' }), entry: REFUSER },
} as const
type Who = keyof typeof WHO
const NAMES = Object.keys(WHO) as readonly Who[]

interface Told {
  readonly who: Who
  readonly day: number
  readonly severities: readonly Severity[]
  readonly fixed: boolean
  readonly platforms: number
  readonly databaseDays: number
}

const told: fc.Arbitrary<Told> = fc.record({
  who: fc.constantFrom(...NAMES),
  day: fc.integer({ min: 1, max: 9 }),
  severities: fc.subarray(['critical', 'high', 'low']),
  fixed: fc.boolean(),
  platforms: fc.constantFrom(2, 2, 2, 1),
  databaseDays: fc.constantFrom(1, 1, 1, 9),
})

function factOf({ who, day, severities, fixed, platforms, databaseDays }: Told): EvidenceFact {
  const signedAt = daysAgo(day)
  const finishedAt = signedAt.toISOString()
  const updatedAt = new Date(signedAt.getTime() - databaseDays * DAY_MS + 1000).toISOString()
  const tools = bothPlatforms({ finishedAt, database: { version: '2', updatedAt } }).slice(0, platforms)
  const found = severities.map((severity) => ({
    ...finding(severity),
    package: { name: 'p', installed: '1', fixed: fixed ? ['2'] : [] },
  }))
  const fact = aScanFact(aScan(found, tools)).at(signedAt)
  return { ...fact, signer: { kind: 'certificate', claims: WHO[who].claims } }
}

const policy = fc.record({
  'fail-on': fc.constantFrom(...SEVERITIES),
  'ignore-unfixed': fc.boolean(),
  'max-age': fc.constantFrom('3d', '30d'),
  'max-database-age': fc.constantFrom('2d', '30d'),
})

/** Who is trusted, some until a day before which nothing of theirs was taken back. */
const trusted = fc.record({
  ids: fc.subarray([...NAMES], { minLength: 1 }),
  ends: fc.record({ leg: fc.nat(10), nightly: fc.nat(10), refuser: fc.nat(10) }),
})

type Trusted = typeof trusted extends fc.Arbitrary<infer T> ? T : never

function codeOf(evidence: readonly EvidenceFact[], scan: object, { ids, ends }: Trusted): string {
  const signers = ids.map((id) => {
    const at = daysAgo(ends[id]).toISOString().slice(0, 10)
    return ends[id] === 0 ? WHO[id].entry : { ...WHO[id].entry, revoked: { at, reason: 'superseded' as const } }
  })
  const input = anInput({ ...someFacts(), evidence }, { scan: scan as never })
  return scanRule({ ...input, trust: { signers, keys: [] } }).result.code
}

describe('taking superseded scans away', () => {
  const scans = fc.array(told, { maxLength: 9 })

  test('turns no refusal into a pass, whoever is trusted until whenever, after any of the steps', () => {
    fc.assert(
      fc.property(scans, fc.constantFrom(...NAMES), policy, trusted, fc.nat(9), (list, own, scan, trust, steps) => {
        const evidence = list.map(factOf)
        const away = supersededScans(evidence, { kind: 'certificate', claims: WHO[own].claims }, any).slice(0, steps)
        const left = evidence.filter((fact) => !away.includes(fact))
        if (codeOf(left, scan, trust) === '') expect(codeOf(evidence, scan, trust)).toBe('')
      }),
      { numRuns: 300 },
    )
  })

  test('changes no verdict while the signer is trusted', () => {
    fc.assert(
      fc.property(scans, fc.constantFrom(...NAMES), policy, trusted, (list, own, scan, { ids }) => {
        const evidence = list.map(factOf)
        const away = supersededScans(evidence, { kind: 'certificate', claims: WHO[own].claims }, any)
        const left = evidence.filter((fact) => !away.includes(fact))
        const trust = { ids, ends: { leg: 0, nightly: 0, refuser: 0 } }
        expect(codeOf(left, scan, trust)).toBe(codeOf(evidence, scan, trust))
      }),
    )
  })

  test('a second time takes nothing more', () => {
    fc.assert(
      fc.property(scans, (list) => {
        const evidence = list.map(factOf)
        const away = supersededScans(evidence, OWN, any)
        expect(
          supersededScans(
            evidence.filter((fact) => !away.includes(fact)),
            OWN,
            any,
          ),
        ).toEqual([])
      }),
    )
  })

  test('leaves few of the many scans of one signer, however they went', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray([...SEVERITIES]), { minLength: 60, maxLength: 60 }), (all) => {
        const evidence = all.map((severities, index) => scanned(100 - index, severities))
        expect(evidence.length - supersededScans(evidence, OWN, any).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 5 },
    )
  })
})

test('signers of one standing are judged alike by every entry of a trust file', () => {
  const claims = fc.record({
    buildSignerUri: fc.constantFrom(...NAMES.map((who) => WHO[who].claims.subject)),
    buildSignerDigest: fc.constantFrom('a'.repeat(40), 'd'.repeat(40)),
    runnerEnvironment: fc.constantFrom('github-hosted', 'self-hosted'),
    sourceRepositoryId: fc.constantFrom('123456789', '5'),
    sourceRepositoryRef: fc.constantFrom('refs/heads/main', 'refs/heads/x'),
    environment: fc.constantFrom('dev', 'prod'),
  })
  const others = fc.record({
    sourceRepositoryDigest: fc.constantFrom('b'.repeat(40), 'c'.repeat(40)),
    buildTrigger: fc.constantFrom('push', 'schedule'),
    runInvocationUri: fc.constantFrom('https://example.com/1', 'https://example.com/2'),
  })
  const entry = fc.constantFrom(
    aSigner(),
    aSigner({ environment: 'prod', runners: ['self-hosted'] }),
    aSigner({ refs: ['refs/tags/v1.4.2'], commits: [] }),
  )
  fc.assert(
    fc.property(claims, claims, others, others, entry, (a, b, more, less, signer) => {
      const [left, right] = [someClaims({ ...a, ...more }), someClaims({ ...b, ...less })]
      const named = (of: SignerClaims) => claimMismatches(of, signer, '123456789').map(({ claim }) => claim)
      const same = sameStanding({ kind: 'certificate', claims: left }, { kind: 'certificate', claims: right })
      if (same) expect(named(left)).toEqual(named(right))
      else expect(a).not.toEqual(b)
    }),
  )
})
