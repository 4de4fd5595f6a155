import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { environmentProperty, markPredicate, readMarkPredicate, type MarkFacts } from './mark-predicate.ts'
import { parseEnvironmentName } from './names.ts'

const staging = parseEnvironmentName('staging')
const mark: MarkFacts = {
  environment: staging,
  properties: ['SMOKE_PASSED'],
  timeCreated: '2026-12-01T12:00:00Z',
  expires: '2026-12-31T12:00:00Z',
  revoked: false,
  reason: undefined,
  evidenceUrl: 'https://example.org/run/1',
  observedSince: '2026-12-01T11:00:00Z',
}

describe('the predicate of a mark', () => {
  test('is a simple verification result that names the environment it passed', () => {
    expect(markPredicate(mark, 'https://example.org/mark.yml')).toEqual({
      verifier: { id: 'https://example.org/mark.yml', policies: [] },
      timeCreated: '2026-12-01T12:00:00Z',
      properties: ['PROMO_ENV_STAGING_PASSED', 'SMOKE_PASSED'],
      'https://org.github.io/promo/mark/v1': {
        environment: 'staging',
        revoked: false,
        expires: '2026-12-31T12:00:00Z',
        evidenceUrl: 'https://example.org/run/1',
        observedSince: '2026-12-01T11:00:00Z',
      },
    })
  })

  test('never says passed when it revokes', () => {
    const revoked = markPredicate({ ...mark, revoked: true, expires: undefined, properties: [] }, 'v')
    expect(JSON.stringify(revoked)).not.toContain('PASSED')
    expect(readMarkPredicate(revoked)).toMatchObject({ environment: 'staging', revoked: true })
  })

  test('is read back as it was written', () => {
    const facts = fc.record({
      environment: fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,20}[a-z0-9])?$/).map(parseEnvironmentName),
      properties: fc.array(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/)),
      revoked: fc.boolean(),
      reason: fc.option(fc.string(), { nil: undefined }),
    })
    fc.assert(
      fc.property(facts, (some) => {
        const written = { ...mark, ...some }
        const own = environmentProperty(some.environment, some.revoked)
        fc.pre(!some.properties.includes(own))
        expect(readMarkPredicate(markPredicate(written, 'v'))).toEqual(written)
      }),
    )
  })

  test('is no mark when a part is missing or contradicts another', () => {
    const written = markPredicate(mark, 'v') as Record<string, never>
    for (const key of Object.keys(written).filter((each) => each !== 'verifier'))
      expect(readMarkPredicate({ ...written, [key]: null })).toBeUndefined()
    expect(readMarkPredicate({ ...written, properties: ['PROMO_ENV_PROD_PASSED'] })).toBeUndefined()
  })

  test('is looked for in anything without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => expect(readMarkPredicate(value as never)).toBeUndefined()),
      { numRuns: 50 },
    )
  })
})
