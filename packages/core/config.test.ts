import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { environmentOrder, policyOf, readConfig } from './config.ts'
import { expectCode } from './testing.ts'

const COMMIT = 'a'.repeat(40)

const FULL = `
version: 1
images:
  catalog:
    repository: ghcr.io/your-org/bookstore-catalog
    overlay-name: bookstore/catalog
    source: { repository: your-org/bookstore, id: 123456789 }
    build: { context: app/catalog, file: Dockerfile, platforms: [linux/amd64, linux/arm64] }
    quarantine: ghcr.io/your-org/quarantine/bookstore-catalog
    owners: ["@your-org/catalog"]
environments:
  dev:     { overlay: kustomize/overlays/dev, promote: push }
  staging: { overlay: kustomize/overlays/staging, after: [dev], policy: [base, staging] }
  prod:    { overlay: kustomize/overlays/prod, after: [staging], facts: { region: eu, replicas: 3, personal: true } }
trust:
  signers:
    - id: promo-leg
      issuer: https://token.actions.githubusercontent.com
      workflow: org/promo/.github/workflows/leg.yml
      commits: [${COMMIT}]
      roles: [signature, provenance, sbom, scan]
      valid: { from: 2026-01-01, until: 2027-06-30 }
policy:
  base:
    registry: { allow: [ghcr.io/your-org] }
    signature: { required: true }
    scan: { fail-on: high, max-age: 7d }
  staging:
    scan: { fail-on: critical }
`

/** A file with one environment line for each entry. */
function withEnvironments(lines: readonly string[]): string {
  return [
    'version: 1',
    'images: {}',
    'policy: { base: {} }',
    'environments:',
    ...lines.map((line) => `  ${line}`),
  ].join('\n')
}

const overlay = (name: string, ...after: readonly string[]): string =>
  `${name}: { overlay: o/${name}, after: [${after.join(', ')}] }`

const MAIN = 'refs/heads/main'
const source = (refs: string): string => `source: { repository: your-org/bookstore, id: 1, refs: [${refs}] }`
const withSigner = (keys: string, workflow = 'org/promo/.github/workflows/mark.yml'): string =>
  FULL.replace(
    '\npolicy:',
    `\n    - { id: m, issuer: 'https://i.example', workflow: ${workflow}, roles: [mark], ${keys} }\npolicy:`,
  )

describe('promo.yaml', () => {
  test('is read with its defaults', () => {
    const config = readConfig(FULL)
    expect(config.images).toMatchObject({ catalog: { source: { id: '123456789' }, build: { builder: 'buildx' } } })
    expect(config.environments).toMatchObject({ dev: { after: [], policy: ['base'], facts: {} } })
    expect(config.trust.signers[0]).toMatchObject({ runners: ['github-hosted'], refs: [], 'allow-moving-ref': false })
    expect(config.evidence).toEqual({ mode: 'beside' })
  })

  test('names every fault at once, with its place', async () => {
    const error = await expectCode('config-invalid', () =>
      readConfig('version: 2\nimages: { a/b: { repository: X } }\nenvironments: { dev: { overlay: ../up } }\nextra: 1'),
    )
    const faults = error.facts['faults'] as readonly string[]
    for (const place of ['/version', '/images/a~1b', '/environments/dev/overlay', '/: Unrecognized key: "extra"']) {
      expect(faults.some((fault) => fault.startsWith(place))).toBe(true)
    }
  })

  test('takes marks by promo’s workflow at a commit, and by a workflow of the source at its refs', () => {
    const rule = '  prod: { marks: { dev: { properties: [SMOKE_PASSED], soak: 30m, within: 30d } } }\n'
    const config = readConfig(withSigner(`commits: [${COMMIT}], environment: dev, ${source(MAIN)}`) + rule)
    expect(config.policy['prod']?.marks).toEqual({
      dev: { properties: ['SMOKE_PASSED'], soak: '30m', within: '30d' },
    })
    const own = 'your-org/bookstore/.github/workflows/verify.yml'
    expect(() => readConfig(withSigner(`environment: dev, ${source(MAIN)}`, own))).not.toThrow()
  })

  test.each([
    ['an unknown rule key', FULL.replace('fail-on: critical', 'fail_on: critical'), 'config-invalid'],
    ['a policy that is not there', FULL.replace('[base, staging]', '[base, stagin]'), 'config-invalid'],
    ['a policy that only Object has', FULL.replace('[base, staging]', '[base, toString]'), 'config-invalid'],
    ['an environment before that is not there', FULL.replace('after: [dev]', 'after: [constructor]'), 'config-invalid'],
    ['exceptions', `${FULL}exceptions: promo.exceptions.yaml\n`, 'rule-not-built'],
    ['approvals', `${FULL}  prod: { approvals: { count: 2 } }\n`, 'rule-not-built'],
    ['marks of no environment', `${FULL}  prod: { marks: { canary: {} } }\n`, 'config-invalid'],
    ['a property that is none', `${FULL}  prod: { marks: { dev: { properties: [smoke] } } }\n`, 'config-invalid'],
    ['a mark signer without a source', withSigner(`commits: [${COMMIT}], environment: dev`), 'config-invalid'],
    ['a mark signer of any ref', withSigner(`commits: [${COMMIT}], environment: dev, ${source('')}`), 'config-invalid'],
    ['a mark signer of no environment', withSigner(`commits: [${COMMIT}], ${source(MAIN)}`), 'config-invalid'],
    ['a foreign workflow at any commit', withSigner(`environment: dev, ${source(MAIN)}`), 'config-invalid'],
    ['a signer of both signature and refusal', FULL.replace('[signature,', '[refusal, signature,'), 'config-invalid'],
    ['a signer that any commit may be', FULL.replace(`commits: [${COMMIT}]`, 'commits: []'), 'config-invalid'],
    ['a signer with a short commit', FULL.replace(COMMIT, COMMIT.slice(0, 12)), 'config-invalid'],
    ['a workflow with a ref in it', FULL.replace('leg.yml', 'leg.yml@main'), 'config-invalid'],
    ['a path out of the repository', FULL.replace('app/catalog', 'app/../../etc'), 'config-invalid'],
    ['an absolute path', FULL.replace('app/catalog', '/etc'), 'config-invalid'],
    ['an id that is no number', FULL.replace('id: 123456789', 'id: abc'), 'config-invalid'],
    ['an id that lost digits', FULL.replace('id: 123456789', 'id: 12345678901234567890'), 'config-invalid'],
    ['an image with a tag', FULL.replace('bookstore-catalog\n', 'bookstore-catalog:v1\n'), 'config-invalid'],
    ['a repeated environment', FULL.replace('  staging: { overlay', '  dev: { overlay'), 'yaml-invalid'],
  ])('refuses %s', (_what, text, code) => expectCode(code, () => readConfig(text)))
})

describe('the policy of an environment', () => {
  test('is that of its blocks, a later one replacing whole rules of an earlier one', () => {
    const config = readConfig(FULL)
    expect(policyOf(config, 'staging')).toMatchObject({
      signature: { required: true },
      scan: { 'fail-on': 'critical' },
    })
    expect(policyOf(config, 'staging').scan?.['max-age']).toBeUndefined()
    expect(policyOf(config, 'prod')).toMatchObject({ scan: { 'fail-on': 'high', 'max-age': '7d' } })
  })

  test.each(['production', 'constructor', '__proto__', ''])('is refused for %j, which is not there', (name) =>
    expectCode('config-invalid', () => policyOf(readConfig(FULL), name)),
  )
})

describe('the order of environments', () => {
  const order = (...lines: readonly string[]): readonly string[] =>
    environmentOrder(readConfig(withEnvironments(lines)))

  test('is that of the graph, and of the file where the graph leaves it open', () => {
    expect(order(overlay('prod', 'eu', 'us'), overlay('us', 'dev'), overlay('eu', 'dev'), overlay('dev'))).toEqual([
      'dev',
      'eu',
      'us',
      'prod',
    ])
    expect(order(overlay('b'), overlay('a'))).toEqual(['b', 'a'])
  })

  test.each([
    ['itself', [overlay('dev', 'dev')]],
    ['a ring of two', [overlay('a', 'b'), overlay('b', 'a')]],
    ['a ring behind others', [overlay('x', 'a'), overlay('a', 'b'), overlay('b', 'c'), overlay('c', 'a')]],
  ])('does not exist for %s', async (_what, lines) => {
    const error = await expectCode('config-invalid', () => order(...lines))
    expect(error.message).toContain('cycle')
  })

  test('puts every environment after all that it names, for any graph without rings', () => {
    const size = 8
    const graphs = fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size })
    fc.assert(
      fc.property(graphs, (graph) => {
        const lines = graph.map((after, n) =>
          overlay(`e${n}`, ...new Set(after.filter((earlier) => earlier > n).map((earlier) => `e${earlier}`))),
        )
        const ordered = order(...lines)
        expect([...ordered].sort()).toEqual(graph.map((_, n) => `e${n}`))
        for (const [n, after] of graph.entries()) {
          for (const earlier of after.filter((one) => one > n))
            expect(ordered.indexOf(`e${earlier}`)).toBeLessThan(ordered.indexOf(`e${n}`))
        }
      }),
      { numRuns: 30 },
    )
  })
})
