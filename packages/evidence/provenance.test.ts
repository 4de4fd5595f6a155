import { describe, expect, test } from '@jest/globals'
import { LEG_BUILD_TYPE, parseCommit, parseRepositoryName, type Build } from '@promo/core'
import { aBuild } from '@promo/core/testing/a-build'
import { provenancePredicate, sameProvenance, type ProvenanceFacts } from './provenance.ts'
import { readSignedBuild } from './signed-build.ts'

function facts(build: Build): ProvenanceFacts {
  return {
    build,
    source: {
      repository: parseRepositoryName('your-org/bookstore'),
      repositoryId: '123',
      sha: parseCommit('b'.repeat(40)),
      ref: 'refs/heads/main',
    },
    run: { id: '777', attempt: 2, workflowRef: 'w', workflowSha: parseCommit('a'.repeat(40)) },
    builder: { serverUrl: 'https://github.com', workflow: 'org/promo/.github/workflows/leg.yml' },
    inputs: { context: 'app/catalog' },
    github: { event_name: 'push', runner_environment: 'github-hosted' },
  }
}

describe('provenance of a leg', () => {
  test('names leg, image and inputs as signed parameters, the commit and materials as dependencies, the workflow by commit', () => {
    const material = { uri: 'pkg:docker/golang@1.26', digest: { sha256: 'f'.repeat(64) } }
    const startedAt = '2026-11-25T10:00:00.123Z'
    expect(provenancePredicate(facts(aBuild({ materials: [material], startedAt })))).toEqual({
      buildDefinition: {
        buildType: LEG_BUILD_TYPE,
        externalParameters: {
          leg: 'catalog',
          image: 'ghcr.io/your-org/catalog',
          inputs: { context: 'app/catalog' },
          source: { repository: 'https://github.com/your-org/bookstore', ref: 'refs/heads/main' },
        },
        internalParameters: {
          github: { event_name: 'push', runner_environment: 'github-hosted', repository_id: '123' },
          builder: { name: 'layout', version: '1' },
          cache: 'none',
          reproduced: null,
        },
        resolvedDependencies: [
          { uri: 'git+https://github.com/your-org/bookstore@refs/heads/main', digest: { gitCommit: 'b'.repeat(40) } },
          material,
        ],
      },
      runDetails: {
        builder: { id: `https://github.com/org/promo/.github/workflows/leg.yml@${'a'.repeat(40)}` },
        metadata: {
          invocationId: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/2',
          startedOn: '2026-11-25T10:00:00Z',
          finishedOn: '2026-11-25T10:01:00Z',
          promo_completeness: { resolvedDependencies: true },
        },
      },
    })
  })

  test('says that materials are incomplete instead of guessing them', () => {
    expect(provenancePredicate(facts(aBuild({ materialsComplete: false })))).toMatchObject({
      buildDefinition: { resolvedDependencies: [{ digest: { gitCommit: 'b'.repeat(40) } }] },
      runDetails: { metadata: { promo_completeness: { resolvedDependencies: false } } },
    })
  })
})

test('provenance of another attempt of the run says the same, and that of another run or build does not', () => {
  const wanted = facts(aBuild())
  const of = (changes: Partial<ProvenanceFacts>) => provenancePredicate({ ...wanted, ...changes })
  expect(sameProvenance(of({ run: { ...wanted.run, attempt: 1 } }), of({}))).toBe(true)
  expect(sameProvenance(of({ run: { ...wanted.run, id: '778' } }), of({}))).toBe(false)
  expect(sameProvenance(of({ build: aBuild({ reproduced: true }) }), of({}))).toBe(false)
})

describe('the build that provenance speaks of', () => {
  const material = { uri: 'pkg:docker/golang@1.26', digest: { sha256: 'f'.repeat(64) } }
  const invocation = 'https://github.com/your-org/bookstore/actions/runs/777/attempts/1'

  test('is read back as it was recorded, to the second', () => {
    const build = aBuild({ materials: [material], materialsComplete: false, reproduced: false })
    expect(readSignedBuild(provenancePredicate(facts(build)))).toEqual({
      parameters: { leg: 'catalog', image: 'ghcr.io/your-org/catalog', inputs: { context: 'app/catalog' } },
      builder: build.builder,
      cache: build.cache,
      materials: [material],
      materialsComplete: false,
      reproduced: false,
      startedAt: '2026-11-25T10:00:00Z',
      finishedAt: '2026-11-25T10:01:00Z',
    })
  })

  test('gives the same provenance when it is reused in another attempt, and names its origin in another run', () => {
    const built = facts(aBuild())
    const again = facts(aBuild({ reused: { invocation } }))
    expect(sameProvenance(provenancePredicate(built), provenancePredicate(again))).toBe(true)
    const elsewhere = provenancePredicate({ ...again, run: { ...again.run, id: '778' } })
    expect(sameProvenance(provenancePredicate(built), elsewhere)).toBe(false)
    expect(readSignedBuild(elsewhere)?.reused).toEqual({ invocation })
  })

  test.each([
    ['of another build type', { buildDefinition: { buildType: 'https://example.com/b' } }],
    ['of no shape', null],
  ])('is unknown for provenance %s', (_what, predicate) => {
    expect(readSignedBuild(predicate)).toBeUndefined()
  })
})
