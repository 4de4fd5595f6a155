import { describe, expect, test } from '@jest/globals'
import { layers } from '../../scripts/layers.ts'
import { cyclesOf } from './cycles.ts'
import { importsOf, sourceFiles, targetOf, type Import } from './imports.ts'
import { manifestOf, packageNames } from './manifests.ts'
import {
  isDeclared,
  keepsLayers,
  keepsSandboxApart,
  namesTypeScript,
  staysInside,
  usesExports,
  type Rule,
} from './rules.ts'

const files = sourceFiles()
const edges = files.flatMap(importsOf)

function violations(rule: Rule): readonly string[] {
  return edges.flatMap((edge) => {
    const fault = rule(edge)
    return fault === undefined ? [] : [`${edge.from} imports ${edge.specifier}: ${fault}`]
  })
}

describe('the dependency rule', () => {
  test('knows every package', () => {
    expect(packageNames.filter((name) => !(layers as readonly string[]).includes(name))).toEqual([])
  })

  test('a package imports only packages before it', () => {
    expect(violations(keepsLayers)).toEqual([])
  })

  test('only the demo and sandbox commands load the sandbox, dynamically', () => {
    expect(violations(keepsSandboxApart)).toEqual([])
  })

  test('a relative import stays in its package', () => {
    expect(violations(staysInside)).toEqual([])
  })

  test('a relative import names a TypeScript file', () => {
    expect(violations(namesTypeScript)).toEqual([])
  })

  test('only exported paths of a package are imported', () => {
    expect(violations(usesExports)).toEqual([])
  })

  test('every imported package is declared', () => {
    expect(violations(isDeclared)).toEqual([])
  })

  test('workspace packages are declared as * and third-party packages exactly', () => {
    const loose = packageNames.flatMap((name) => {
      const { dependencies = {}, devDependencies = {} } = manifestOf(name)
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(
          ([dependency, range]) => !(dependency.startsWith('@promo/') ? range === '*' : /^\d+\.\d+\.\d+/.test(range)),
        )
        .map(([dependency, range]) => `${name}: ${dependency}@${range}`)
    })
    expect(loose).toEqual([])
  })

  test('files import each other without a cycle', () => {
    const known = new Set(files)
    const runtime = edges.filter(({ specifier, kind }) => kind !== 'type' && specifier.startsWith('.'))
    const graph = new Map(files.map((file) => [file, [] as string[]]))
    for (const edge of runtime) if (known.has(targetOf(edge))) graph.get(edge.from)?.push(targetOf(edge))
    expect(cyclesOf(graph)).toEqual([])
  })
})

describe('each rule finds what it forbids', () => {
  const edge = (from: string, specifier: string, kind: Import['kind'] = 'static'): Import => ({ from, specifier, kind })

  test.each<[string, Rule, Import]>([
    ['a package below', keepsLayers, edge('packages/core/digest.ts', '@promo/http')],
    ['the sandbox in an action', keepsLayers, edge('actions/plan/run.ts', '@promo/sandbox')],
    ['an unknown package', keepsLayers, edge('packages/cli/main.ts', '@promo/nowhere')],
    ['a static import of the sandbox', keepsSandboxApart, edge('packages/cli/demo.ts', '@promo/sandbox')],
    ['the sandbox in another command', keepsSandboxApart, edge('packages/cli/sign.ts', '@promo/sandbox', 'dynamic')],
    ['a relative escape', staysInside, edge('packages/http/client.ts', '../core/index.ts')],
    ['an action that imports an action', staysInside, edge('actions/plan/run.ts', '../attest/run.ts')],
    ['a relative import without extension', namesTypeScript, edge('packages/http/client.ts', './retry')],
    ['an inner file of a package', usesExports, edge('packages/http/client.ts', '@promo/core/digest.ts')],
    ['testing code in production', usesExports, edge('packages/http/client.ts', '@promo/core/testing')],
    ['an undeclared package', isDeclared, edge('packages/policy/decide.ts', 'undici')],
    ['a Node module without node:', isDeclared, edge('packages/policy/decide.ts', 'fs')],
    ['third-party code in an action', isDeclared, edge('actions/plan/run.ts', 'zod')],
  ])('%s', (_, rule, forbidden) => {
    expect(rule(forbidden)).toBeDefined()
  })

  test('a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ])
    expect(cyclesOf(graph)).toEqual([['b', 'c', 'b']])
  })
})
