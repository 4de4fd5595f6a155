import { describe, expect, test } from '@jest/globals'
import { parseCommit, parseRepositoryName, planDocument, readConfig, type Config } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { expectedLegs, firstEnvironments, matrixOf, shardOf } from './matrix.ts'
import { makePlan } from './plan.ts'

const SOURCE = {
  repository: parseRepositoryName('your-org/bookstore'),
  repositoryId: '123456789',
  sha: parseCommit('b'.repeat(40)),
  ref: 'refs/heads/main',
}

function aConfig(legs: readonly string[], more = ''): Config {
  const images = legs.map((leg) => `  ${leg}: { repository: ghcr.io/o/${leg}, build: { context: app/${leg} } }`)
  return readConfig(`version: 1\nimages:\n${images.join('\n')}\n  base: { repository: ghcr.io/o/base }\n${more}`)
}

const plan = (config: Config, change: object = {}) =>
  makePlan({ config, source: SOURCE, sequence: 'push-then-scan', maxLegs: 256, ...change })
const environments = (...lines: readonly string[]) =>
  aConfig(['a'], `policy: { base: {} }\nenvironments:\n  ${lines.join('\n  ')}\n`)

describe('a plan', () => {
  test('has a leg for every image that is built, and the environments in their order', () => {
    const config = environments('prod: { overlay: p, after: [dev] }', 'dev: { overlay: d }')
    const made = planDocument.read(planDocument.write(plan(config, {})))
    expect(expectedLegs(made)).toEqual(['a'])
    expect(made.environments).toEqual(['dev', 'prod'])
    expect(matrixOf(made).include).toEqual([
      {
        leg: {
          leg: 'a',
          image: 'ghcr.io/o/a',
          sequence: 'push-then-scan',
          builder: 'buildx',
          context: 'app/a',
          platforms: [],
          environments: ['dev', 'prod'],
        },
      },
    ])
  })

  test('passes on everything that the build needs', () => {
    const build =
      '{ context: ., file: F, target: T, builder: layout, command: [make, x], layout: out, platforms: [linux/amd64] }'
    const text = `version: 1\nimages:\n  a: { repository: ghcr.io/o/a, quarantine: ghcr.io/q/a, build: ${build} }\n`
    const [leg] = plan(readConfig(text), { sequence: 'quarantine' }).legs
    expect(leg).toMatchObject({
      quarantine: 'ghcr.io/q/a',
      file: 'F',
      target: 'T',
      builder: 'layout',
      command: ['make', 'x'],
      layout: 'out',
      platforms: ['linux/amd64'],
    })
  })

  test.each([['none'], ['ghcr.io/o/a']])('to a quarantine needs one of its own: %s', (quarantine) => {
    const given = quarantine === 'none' ? '' : `quarantine: ${quarantine}, `
    const config = readConfig(`version: 1\nimages:\n  a: { repository: ghcr.io/o/a, ${given}build: { context: . } }\n`)
    expect(plan(config).legs[0]).not.toHaveProperty('quarantine')
    return expectCode('quarantine-missing', () => plan(config, { sequence: 'quarantine' }))
  })

  test('is the same for the same file', () => {
    expect(plan(aConfig(['a', 'b']))).toEqual(plan(aConfig(['a', 'b'])))
  })

  test('is split into shards that together are the whole', () => {
    const config = aConfig(['a', 'b', 'c', 'd', 'e'])
    const shards = [0, 1, 2].map((index) => expectedLegs(plan(config, { shard: { index, count: 3 } })))
    expect(shards.map((shard) => shard.length)).toEqual([2, 2, 1])
    expect(shards.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('is refused when it is empty, too large, or in the wrong repository', async () => {
    await expectCode('plan-empty', () => plan(aConfig([])))
    await expectCode('plan-too-large', () => plan(aConfig(['a', 'b']), { maxLegs: 1 }))
    const misplaced = 'config-repository: o/config\npolicy: { base: { sbom: { required: true } } }\n'
    const error = await expectCode('config-misplaced', () => plan(aConfig(['a'], misplaced)))
    expect(error.facts['keys']).toEqual(['policy'])
    expect(expectedLegs(plan(aConfig(['a'], 'config-repository: o/config\n')))).toEqual(['a'])
  })
})

describe('the first environments of a release', () => {
  test.each<[string, Config, string | undefined, string | undefined]>([
    [
      'push and the one behind it',
      environments(
        'dev: { overlay: d, promote: push }',
        'staging: { overlay: s, after: [dev] }',
        'prod: { overlay: p, after: [staging] }',
      ),
      'dev',
      'staging',
    ],
    [
      'no push',
      environments('staging: { overlay: s }', 'prod: { overlay: p, after: [staging] }'),
      undefined,
      'staging',
    ],
    ['push alone', environments('dev: { overlay: d, promote: push }'), 'dev', undefined],
    ['nothing to do', environments('dev: { overlay: d, promote: none }'), undefined, undefined],
    [
      'a push behind another is none',
      environments('a: { overlay: a }', 'b: { overlay: b, promote: push, after: [a] }'),
      undefined,
      'a',
    ],
    [
      'two before it',
      environments(
        'dev: { overlay: d, promote: push }',
        'qa: { overlay: q, promote: none }',
        'prod: { overlay: p, after: [dev, qa] }',
      ),
      'dev',
      undefined,
    ],
    ['none at all', aConfig(['a']), undefined, undefined],
  ])('are %s', (_what, config, push, pullRequest) => {
    expect(firstEnvironments(config)).toEqual({ push, pullRequest })
  })
})

describe('a shard', () => {
  test('is counted from one, or absent', () => {
    expect(shardOf(undefined, undefined)).toBeUndefined()
    expect(shardOf(1, 3)).toEqual({ index: 0, count: 3 })
    expect(shardOf(3, 3)).toEqual({ index: 2, count: 3 })
  })

  test.each([
    [0, 3],
    [4, 3],
    [1, undefined],
    [undefined, 3],
    [Number.NaN, 3],
  ])('%p of %p is refused', (shard, shards) => expectCode('shard-invalid', () => shardOf(shard, shards)))
})
