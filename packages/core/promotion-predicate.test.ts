import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { digestOf, hexOf } from './digest.ts'
import { promotionDocument, type Promotion } from './documents/promotion.ts'
import { isJsonObject } from './json-members.ts'
import { parseJson, type JsonValue } from './json.ts'
import { parseCommit, parseEnvironmentName } from './names.ts'
import { checkPromotionPredicate, promotionPredicate, readPromotionPredicate } from './promotion-predicate.ts'
import { aPromotion } from './testing/a-promotion.ts'
import { expectCode } from './testing.ts'

const promotion = aPromotion()
const { digest } = promotion.artifact

const text = fc.string({ maxLength: 30, unit: 'grapheme' })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const digests = fc.string().map(digestOf)
const commits = fc.stringMatching(/^[0-9a-f]{40}$/).map(parseCommit)
const environments = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,6}[a-z0-9])?$/).map(parseEnvironmentName)
const times = fc.integer({ min: 0, max: 4e9 }).map((second) => new Date(second * 1000).toISOString())
const resources = digests.map((each) => ({ uri: 'https://example.org/x', digest: { sha256: hexOf(each) } }))

const promotions = fc
  .record({
    kind: fc.constantFrom('promote', 'rollback', 'drill'),
    ends: fc.tuple(environments, environments).filter(([from, to]) => from !== to),
    artifact: digests.chain((each) =>
      fc.record({
        ...{ digest: fc.constant(each), srcRef: maybe(fc.constant(`ghcr.io/a/b@${each}`)) },
        ...{ dstRef: fc.constantFrom(`ghcr.io/a/c@${each}`, 'ghcr.io/a/c:v1'), tag: maybe(text) },
      }),
    ),
    previous: maybe(fc.record({ digest: digests })),
    change: maybe(
      fc.record({
        ...{ pullRequest: maybe(text), headSha: maybe(commits), mergeSha: commits, author: text },
        approvals: fc.array(fc.record({ login: text, submittedAt: times, commitSha: maybe(commits) })),
      }),
    ),
    ...{ policy: resources, verdict: maybe(resources), holds: fc.array(text) },
    exceptions: fc.array(fc.record({ id: text, expires: times })),
    chain: maybe(
      fc.oneof(fc.constant({ index: 0 }), fc.record({ index: fc.integer({ min: 1, max: 1e6 }), prevDigest: digests })),
    ),
    times: fc.record({ requested: maybe(times), verified: maybe(times), merged: maybe(times), deployed: maybe(times) }),
  })
  .map(({ kind, ends: [from, to], ...rest }) => {
    const path = { path: 'overlays/prod/kustomization.yaml', gitBlobBefore: null, gitBlobAfter: 'a'.repeat(64) }
    const ways = { id: '7', kind, from: { environment: from, resourceUri: 'x' } } as const
    return promotionDocument.create({
      ...rest,
      promotion: { ...ways, to: { environment: to, resourceUri: 'y', files: [path] } },
      ...(kind === 'promote' ? {} : { rollbackOf: '6' }),
    })
  })

/** What is stored and read again: JSON text has no members that are undefined. */
const stored = (each: Promotion): JsonValue => parseJson(JSON.stringify(promotionPredicate(each)))

describe('the predicate of a promotion', () => {
  test('is the document without its schema', () => {
    const { schema, ...members } = promotion
    expect(promotionPredicate(promotion)).toEqual(members)
    expect(schema).toBe('promo/promotion/v1')
  })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(promotions, (each) => {
        expect(readPromotionPredicate(stored(each), each.artifact.digest)).toEqual(
          promotionDocument.read(promotionDocument.write(each)),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('is of its own digest alone', () => {
    fc.assert(
      fc.property(promotions, digests, (each, other) => {
        fc.pre(other !== each.artifact.digest)
        expect(readPromotionPredicate(stored(each), other)).toBeUndefined()
      }),
      { numRuns: 30 },
    )
  })

  test('is none without one of the members that it requires', () => {
    const written = stored(promotion)
    const members = isJsonObject(written) ? Object.keys(written) : []
    const optional = ['previous', 'change', 'verdict', 'chain', 'rollbackOf']
    const needed = members.filter((key) => !optional.includes(key))
    expect(needed).toEqual(['promotion', 'artifact', 'policy', 'exceptions', 'holds', 'times'])
    for (const key of members) {
      const without = Object.fromEntries(Object.entries(written as object).filter(([each]) => each !== key))
      expect([key, readPromotionPredicate(without, digest) === undefined]).toEqual([key, needed.includes(key)])
    }
  })

  test.each([
    ['refers to another digest', { artifact: { ...promotion.artifact, dstRef: `ghcr.io/a/b@${digestOf('other')}` } }],
    ['refers to a digest cut off', { artifact: { ...promotion.artifact, srcRef: 'ghcr.io/a/b@sha256:' } }],
    ['undoes another and goes forwards', { rollbackOf: '6' }],
    [
      'goes to where it comes from',
      {
        promotion: {
          ...promotion.promotion,
          from: { environment: promotion.promotion.to.environment, resourceUri: 'x' },
        },
      },
    ],
    ['follows nothing', { chain: { index: 3 } }],
    ['is the first and follows another', { chain: { index: 0, prevDigest: digestOf('before') } }],
  ])('that %s is neither written nor read', async (_what, changes) => {
    const contradictory = aPromotion(changes)
    await expectCode('document-invalid', () => promotionPredicate(contradictory))
    const { schema: _schema, ...members } = contradictory
    expect(readPromotionPredicate(parseJson(JSON.stringify(members)), digest)).toBeUndefined()
  })

  test('names every fault and its place', async () => {
    const error = await expectCode('document-invalid', () => checkPromotionPredicate({ holds: 'none' }, digest))
    expect(error.message).toContain('/holds')
    expect(error.message).toContain('/artifact')
  })

  test('is looked for in anything without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readPromotionPredicate(value as never, digest)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })
})
