import { describe, expect, test } from '@jest/globals'
import type { TrustSigner } from '@promo/core'
import { matchSigner, type SignerMatch, type WantedSigner } from './signer.ts'
import { aSigner, COMMIT, NOW, REFUSER, someClaims } from './testing.ts'
import type { SignerClaims } from './facts.ts'

const WORKFLOW = 'https://github.com/org/promo/.github/workflows/leg.yml'

function matching(claims: SignerClaims, signers: readonly TrustSigner[], wanted: WantedSigner): SignerMatch {
  return matchSigner({ kind: 'certificate', claims }, { signers, keys: [] }, wanted)
}

interface Case {
  readonly claims?: Partial<SignerClaims>
  readonly signer?: Readonly<Record<string, unknown>>
  readonly at?: Date
  readonly sourceId?: string | undefined
}

function match(given: Case): SignerMatch {
  const { claims, signer, at = NOW } = given
  const sourceId = 'sourceId' in given ? given.sourceId : '123456789'
  return matching(someClaims(claims), [aSigner(signer)], { role: 'signature', signedAt: at, sourceId })
}

function differing(found: SignerMatch): readonly string[] {
  return found.matched ? [] : found.mismatches.map(({ claim }) => claim)
}

const VERIFY = 'your-org/bookstore/.github/workflows/verify.yml'
/** A workflow of the source itself, at the refs of the source. */
const own = {
  workflow: VERIFY,
  commits: [],
  source: { repository: 'your-org/bookstore', id: 123456789, refs: ['refs/heads/main'] },
}

const signedBy = (buildSignerUri: string): Case => ({ claims: { buildSignerUri } })
const on = (day: string): Date => new Date(`${day}T23:59:59Z`)

describe('a signer', () => {
  test.each<[string, Case]>([
    ['at a listed commit, whatever its ref', signedBy(`${WORKFLOW}@refs/heads/any`)],
    [
      'at a fixed tag that is listed',
      { claims: { buildSignerDigest: 'c'.repeat(40) }, signer: { commits: [], refs: ['refs/tags/v1.4.2'] } },
    ],
    [
      'at a moving tag that may move',
      {
        claims: { buildSignerUri: `${WORKFLOW}@refs/tags/v1`, buildSignerDigest: 'c'.repeat(40) },
        signer: { commits: [], refs: ['refs/tags/v1'], 'allow-moving-ref': true },
      },
    ],
    [
      'on a self-hosted runner that is listed',
      {
        claims: { runnerEnvironment: 'self-hosted' },
        signer: { runners: ['self-hosted', 'github-hosted'] },
      },
    ],
    ['on the first day it is valid', { signer: { valid: { from: '2026-12-01' } } }],
    ['late on the last day it is valid', { signer: { valid: { until: '2026-12-01' } }, at: on('2026-12-01') }],
    ['before it was superseded', { signer: { revoked: { at: '2026-12-02', reason: 'superseded' } } }],
    ['in the environment it is bound to', { claims: { environment: 'prod' }, signer: { environment: 'prod' } }],
    ['of a repository that was renamed', { claims: { sourceRepositoryUri: 'https://github.com/new/name' } }],
    [
      'with a source of its own, from it and its ref',
      {
        claims: { sourceRepositoryId: '7' },
        signer: { source: { repository: 'o/r', id: 7, refs: ['refs/heads/main'] } },
      },
    ],
    [
      'of the source itself, at its ref',
      { claims: { buildSignerUri: `https://github.com/${VERIFY}@refs/heads/main` }, signer: own },
    ],
  ])('matches %s', (_what, given) => {
    expect(differing(match(given))).toEqual([])
  })

  test.each<[string, Case, readonly string[]]>([
    ['another issuer', { claims: { issuer: 'https://accounts.example.com' } }, ['issuer']],
    [
      'a sibling workflow',
      signedBy('https://github.com/org/promo/.github/workflows/build.yml@refs/tags/v1.4.2'),
      ['workflow'],
    ],
    ['a workflow whose path only begins the same', signedBy(`${WORKFLOW}.evil.yml@refs/tags/v1.4.2`), ['workflow']],
    [
      'a workflow whose path only ends the same',
      signedBy('https://github.com/evil/org/promo/.github/workflows/leg.yml@x'),
      ['workflow'],
    ],
    [
      'a fork of the workflow',
      signedBy('https://github.com/evil/promo/.github/workflows/leg.yml@refs/tags/v1.4.2'),
      ['workflow'],
    ],
    ['another server', signedBy('https://github.com.evil.example/org/promo/.github/workflows/leg.yml@x'), ['workflow']],
    [
      'the path in capitals',
      signedBy('https://github.com/Org/promo/.github/workflows/leg.yml@refs/tags/v1.4.2'),
      ['workflow'],
    ],
    ['a subject that is not the build signer', { claims: { subject: `${WORKFLOW}@refs/heads/main` } }, ['workflow']],
    ['a subject of an e-mail address', { claims: { subject: 'dev@example.com' } }, ['workflow']],
    ['a branch of promo at another commit', { claims: { buildSignerDigest: 'c'.repeat(40) } }, ['workflow commit']],
    ['a commit in capitals', { claims: { buildSignerDigest: COMMIT.toUpperCase() } }, ['workflow commit']],
    [
      'a moving tag',
      {
        claims: { buildSignerUri: `${WORKFLOW}@refs/tags/v1`, buildSignerDigest: 'c'.repeat(40) },
        signer: { commits: [], refs: ['refs/tags/v1'] },
      },
      ['workflow commit'],
    ],
    [
      'a branch named like a version',
      {
        claims: { buildSignerUri: `${WORKFLOW}@refs/heads/v1.4.2`, buildSignerDigest: 'c'.repeat(40) },
        signer: { commits: [], refs: ['refs/heads/v1.4.2'] },
      },
      ['workflow commit'],
    ],
    ['a self-hosted runner', { claims: { runnerEnvironment: 'self-hosted' } }, ['runner']],
    ['another repository of the same name', { claims: { sourceRepositoryId: '987654321' } }, ['source repository id']],
    ['no wanted repository at all', { sourceId: undefined }, ['source repository id']],
    [
      'another ref of its source',
      { signer: { source: { repository: 'o/r', id: 123456789, refs: ['refs/heads/next'] } } },
      ['source ref'],
    ],
    ['no environment', { signer: { environment: 'prod' } }, ['environment']],
    ['another environment', { claims: { environment: 'dev' }, signer: { environment: 'prod' } }, ['environment']],
    ['a time before it is valid', { signer: { valid: { from: '2026-12-02' } }, at: on('2026-12-01') }, ['validity']],
    ['a time after it was valid', { signer: { valid: { until: '2026-11-30' } } }, ['validity']],
    [
      'a time after it was superseded',
      { signer: { revoked: { at: '2026-12-01', reason: 'superseded' } } },
      ['validity'],
    ],
    [
      'a compromise that was found out later',
      { signer: { revoked: { at: '2027-06-01', reason: 'compromised' } } },
      ['validity'],
    ],
    [
      'a workflow of the source at another ref',
      {
        claims: {
          buildSignerUri: `https://github.com/${VERIFY}@refs/heads/x`,
          sourceRepositoryRef: 'refs/heads/x',
        },
        signer: own,
      },
      ['source ref'],
    ],
    [
      'a workflow of the source that main calls at another ref',
      { claims: { buildSignerUri: `https://github.com/${VERIFY}@refs/heads/x` }, signer: own },
      ['workflow commit'],
    ],
  ])('does not match %s', (_what, given, claims) => {
    expect(differing(match(given))).toEqual(claims)
  })

  test('does not match a certificate that says nothing', () => {
    const found = matching({ subject: '', issuer: '' }, [aSigner()], { role: 'scan', signedAt: NOW, sourceId: '1' })
    expect(differing(found)).toEqual(['issuer', 'workflow', 'workflow commit', 'runner', 'source repository id'])
  })

  test('counts only for the roles it has', () => {
    const wanted = { role: 'refusal', signedAt: NOW, sourceId: '123456789' } as const
    expect(differing(matching(someClaims(), [aSigner()], wanted))).toEqual(['role'])
    expect(differing(matching(someClaims(), [aSigner(), REFUSER], wanted))).toEqual(['workflow'])
  })

  test('is the first one that accepts every claim, never a mixture of two', () => {
    const commit = 'c'.repeat(40)
    const half = aSigner({ id: 'half', commits: [commit], runners: ['self-hosted'] })
    const other = aSigner({ id: 'other' })
    const wanted = { role: 'scan', signedAt: NOW, sourceId: '123456789' } as const
    expect(matching(someClaims(), [half, other], wanted)).toMatchObject({ matched: true, signer: { id: 'other' } })
    expect(matching(someClaims({ buildSignerDigest: commit }), [half, other], wanted).matched).toBe(false)
  })
})
