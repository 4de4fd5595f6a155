import { describe, expect, test } from '@jest/globals'
import {
  isJsonList,
  isJsonObject,
  markPredicate,
  parseCommit,
  parseEnvironmentName,
  parseJson,
  parseRepositoryName,
  PREDICATE_TYPES,
  promotionPredicate,
  REFERENCE_ATTESTER,
  referencePredicate,
  testsPredicate,
  verdictPredicate,
  type JsonValue,
  type MarkFacts,
} from '@promo/core'
import { aBuild } from '@promo/core/testing/a-build'
import { aPromotion } from '@promo/core/testing/a-promotion'
import { provenancePredicate, scanPredicate } from '@promo/evidence'
import { aScan, aVerdict, IMAGE, someTests } from './predicate-documents.ts'
import { PUBLISHED } from './published-shapes.ts'

const commit = parseCommit('a'.repeat(40))
const repository = parseRepositoryName('your-org/bookstore')
const source = { repository, repositoryId: '123', sha: commit, ref: 'refs/heads/main' }
const run = { id: '777', attempt: 2, workflowRef: 'w', workflowSha: commit }
const invocation = { uri: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/2' }

function provenanceOf(build: Parameters<typeof aBuild>[0]): JsonValue {
  const builder = { serverUrl: 'https://github.com', workflow: 'org/promo/.github/workflows/leg.yml' }
  return provenancePredicate({ build: aBuild(build), source, run, builder, inputs: {}, github: { event_name: 'push' } })
}

const marked: MarkFacts = {
  ...{
    environment: parseEnvironmentName('staging'),
    properties: ['SMOKE_PASSED'],
    timeCreated: '2026-12-01T12:00:00Z',
  },
  ...{ expires: '2026-12-31T12:00:00Z', revoked: false, reason: undefined, evidenceUrl: undefined },
  observedSince: undefined,
}
const verifier = 'https://github.com/your-org/config/.github/workflows/mark.yml@refs/heads/main'
const reference = {
  ...{ downloadLocation: 'https://ghcr.io/v2/your-org/catalog/blobs/sha256:0', mediaType: 'application/spdx+json' },
  digest: IMAGE.digest,
}

const { provenance, scan, tests, verdict, mark, promotion, signature, spdx, cyclonedx } = PREDICATE_TYPES
/** The signature's predicate is empty; the SBOMs are documents of the tools that make them. */
const ELSEWHERE: readonly string[] = [signature, spdx, cyclonedx]

const material = { uri: 'pkg:docker/golang@1.26', digest: { sha256: 'f'.repeat(64) } }
const written: readonly (readonly [what: string, type: string, predicate: JsonValue])[] = [
  ['provenance', provenance, provenanceOf({ materials: [material], reused: { invocation: invocation.uri } })],
  ['provenance without materials', provenance, provenanceOf({ materialsComplete: false })],
  ['a scan', scan, scanPredicate(aScan(true), IMAGE, invocation)],
  ['a scan by a tool without a database', scan, scanPredicate(aScan(false), IMAGE)],
  ['tests of a commit', tests, testsPredicate(someTests(source), invocation.uri)],
  ['tests of nothing known', tests, testsPredicate(someTests(null), '')],
  ['a verdict that passed', verdict, verdictPredicate(aVerdict('pass'))],
  ['a verdict that refused', verdict, verdictPredicate(aVerdict('findings'))],
  ['a verdict that could not be reached', verdict, verdictPredicate(aVerdict('infrastructure'))],
  ['a mark', mark, markPredicate(marked, verifier)],
  ['a revocation', mark, markPredicate({ ...marked, revoked: true, expires: undefined, reason: 'slow' }, verifier)],
  ['a promotion', promotion, promotionPredicate(aPromotion())],
  ['a reference', PREDICATE_TYPES.reference, referencePredicate(REFERENCE_ATTESTER, [reference])],
]

/** What is read back: no members that are undefined, and none that the specification leaves to extensions. */
function asPublished(predicate: JsonValue, extension: RegExp): JsonValue {
  const stored = parseJson(JSON.stringify(predicate))
  const strip = (value: JsonValue): JsonValue => {
    if (isJsonList(value)) return value.map(strip)
    if (!isJsonObject(value)) return value
    const known = Object.entries(value).filter(([key]) => !extension.test(key))
    return Object.fromEntries(known.map(([key, each]) => [key, strip(each)]))
  }
  return strip(stored)
}

function published(type: string) {
  const found = PUBLISHED[type]
  if (found === undefined) throw new Error(`no published shape of ${type}`)
  return found
}

describe.each(written)('%s', (_what, type, predicate) => {
  const { shape, optional, extension } = published(type)
  const members = asPublished(predicate, extension) as Readonly<Record<string, JsonValue>>

  test('has the published shape and no member beside it', () => {
    expect(shape.safeParse(members).error?.issues ?? []).toEqual([])
  })

  test('has nothing that the shape requires to spare', () => {
    const spared = Object.keys(members).filter((key) => {
      const { [key]: _gone, ...others } = members
      return shape.safeParse(others).success
    })
    expect(spared.filter((key) => !optional.includes(key))).toEqual([])
  })

  test('would not be of the shape with a member that is null', () => {
    const tolerated = Object.keys(members).filter((key) => shape.safeParse({ ...members, [key]: null }).success)
    expect(tolerated).toEqual([])
  })
})

test('every predicate type that promo writes is held to its shape', () => {
  const held = new Set(written.map(([, type]) => type))
  const all: readonly string[] = Object.values(PREDICATE_TYPES)
  expect(all.filter((type) => !held.has(type) && !ELSEWHERE.includes(type))).toEqual([])
})
