import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isPromoError } from '../errors.ts'
import { expectCode } from '../testing.ts'
import { describeFaults } from './faults.ts'
import { planDocument, releaseDocument, verdictDocument, type Release } from './index.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

const SOURCE = {
  repository: 'your-org/bookstore',
  repositoryId: '123456789',
  sha: 'b'.repeat(40),
  ref: 'refs/heads/main',
}
const RUN = {
  id: '1',
  attempt: 1,
  workflowRef: 'org/promo/.github/workflows/leg.yml@refs/tags/v1',
  workflowSha: 'c'.repeat(40),
}

function aRelease(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const image = { leg: 'catalog', name: 'ghcr.io/your-org/catalog', digest: DIGEST, platforms: [], tags: ['sha-1'] }
  return {
    schema: 'promo/release/v1',
    source: SOURCE,
    run: RUN,
    images: [image],
    collectedAt: '2026-12-01T12:00:00Z',
    ...changes,
  }
}

const readRelease = (value: unknown): Release => releaseDocument.read(JSON.stringify(value))

describe('a document', () => {
  test('is written and read back as the same bytes, with its schema first', () => {
    const written = releaseDocument.write(readRelease(aRelease()))
    expect(written.startsWith('{\n  "schema": "promo/release/v1"')).toBe(true)
    expect(written.endsWith('}\n')).toBe(true)
    expect(releaseDocument.write(releaseDocument.read(written))).toBe(written)
  })

  test('may hold fields of a later release, which are not passed on', () => {
    expect(readRelease(aRelease({ later: true }))).not.toHaveProperty('later')
  })

  test.each([[undefined], ['promo/release/v2'], ['promo/leg/v1'], ['promo/release'], [1]])(
    'is refused with the schema %j',
    (schema) => expectCode('document-unknown', () => readRelease(aRelease({ schema }))),
  )

  test.each([[null], [[]], ['text'], [7]])('is refused when it is %j', (value) =>
    expectCode('document-unknown', () => readRelease(value)),
  )

  test('names every fault with its JSON pointer', async () => {
    const images = [
      {
        leg: 'Catalog',
        name: 'ghcr.io/x:tag',
        digest: 'latest',
        platforms: [{ platform: 'linux', digest: DIGEST, size: -1 }],
        tags: [],
      },
    ]
    const error = await expectCode('document-invalid', () =>
      readRelease(aRelease({ images, run: { ...RUN, attempt: 0 } })),
    )
    const places = (error.facts['faults'] as readonly string[]).map((fault) => fault.split(': ')[0])
    expect(places.sort()).toEqual([
      '/images/0/digest',
      '/images/0/leg',
      '/images/0/name',
      '/images/0/platforms/0/platform',
      '/images/0/platforms/0/size',
      '/run/attempt',
    ])
  })

  test.each([
    ['a repository that climbs', { source: { ...SOURCE, repository: 'your-org/..' } }],
    ['a short commit', { source: { ...SOURCE, sha: 'b'.repeat(7) } }],
    ['an id that is a number', { source: { ...SOURCE, repositoryId: 123456789 } }],
    ['a time without a zone', { collectedAt: '2026-12-01T12:00:00' }],
    ['a time in another zone', { collectedAt: '2026-12-01T12:00:00+01:00' }],
    ['a date', { collectedAt: '2026-12-01' }],
    ['an endless text', { source: { ...SOURCE, ref: 'x'.repeat(10_000) } }],
  ])('is refused with %s', (_what, changes) => expectCode('document-invalid', () => readRelease(aRelease(changes))))

  test('of any content gives a value or our own error', () => {
    fc.assert(
      fc.property(fc.constantFrom(planDocument, releaseDocument, verdictDocument), fc.jsonValue(), (kind, value) => {
        try {
          kind.read(JSON.stringify(Object.assign({}, value, { schema: kind.schemaId })))
        } catch (error) {
          expect(isPromoError(error)).toBe(true)
        }
      }),
    )
  })

  test('that is not valid cannot be created', () =>
    expectCode('document-invalid', () =>
      planDocument.create({ source: SOURCE, legs: [{ leg: '../x' }], environments: [] } as never),
    ))
})

describe('faults', () => {
  test('are pointed at as RFC 6901 says, and cut off after fifty', () => {
    const issues = [
      { path: ['a/b', 'c~d', 0], message: 'x' },
      { path: [], message: 'y' },
      ...Array.from({ length: 60 }, () => ({ path: ['e'], message: 'z' })),
    ]
    const faults = describeFaults(issues)
    expect(faults.slice(0, 2)).toEqual(['/a~1b/c~0d/0: x', '/: y'])
    expect([faults.length, faults.at(-1)]).toEqual([51, 'and 12 more'])
  })
})
