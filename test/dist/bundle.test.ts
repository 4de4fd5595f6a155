import { beforeAll, describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundleActions, type Bundle } from '../../scripts/build/bundle.ts'
import { differences } from '../../scripts/generated.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { copiesOf, packagesAtStart, packagesBehind } from './chunk-graph.ts'

/** First-party code unminified, third-party code without white space. */
const SIZE_LIMIT = 8 * 1024 * 1024

describe('the committed bundles', () => {
  const names = actionNames()
  let bundle: Bundle

  beforeAll(async () => {
    bundle = await bundleActions(ROOT)
  })

  test('are what a rebuild gives, byte for byte', () => {
    expect(differences(ROOT, bundle.files, ['dist'])).toEqual([])
  })

  test('exist for every folder of actions/', () => {
    const folder = join(ROOT, 'actions')
    const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    expect(folders.sort()).toEqual(names)
    expect([...bundle.files.keys()]).toEqual(expect.arrayContaining(names.map((name) => `dist/${name}.js`)))
  })

  test('stay below 8 MB', () => {
    const sizes = [...bundle.files.values()].map((content) => Buffer.byteLength(content))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(SIZE_LIMIT)
  })

  test('hold one copy of undici', () => {
    expect(copiesOf(bundle.metafile, 'undici').length).toBe(names.length === 0 ? 0 : 1)
  })

  test('load nothing at start beyond the runner toolkit and zod', () => {
    const allowed = new Set([...packagesBehind(bundle.metafile, '@actions/core'), 'zod'])
    const beyond = names.flatMap((name) =>
      [...packagesAtStart(bundle.metafile, `dist/${name}.js`)]
        .filter((each) => !allowed.has(each))
        .map((each) => `${name} loads ${each}`),
    )
    expect(beyond).toEqual([])
  })

  test('load undici behind dynamic imports only: proxies and identity tokens need it', () => {
    const steps = Object.entries(bundle.metafile.outputs).filter(([, { entryPoint = '' }]) =>
      /^actions\/[^/]+\/(?:main|run)\.ts$/.test(entryPoint),
    )
    expect(steps).toHaveLength(2 * names.length)
    expect(steps.filter(([path]) => packagesAtStart(bundle.metafile, path).has('undici')).map(([path]) => path)).toEqual([])
  })

  test('import http and https nowhere, since Node would load its own fetch client for their namespaces', () => {
    const importers = [...bundle.files].filter(([, code]) => /\bfrom ?["'](?:node:)?https?["']/.test(code.toString()))
    expect(importers.map(([path]) => path)).toEqual([])
  })

  test('reach Azure through dynamic imports only', () => {
    const outputs = Object.entries(bundle.metafile.outputs)
    const holders = outputs.filter(([, { inputs }]) => Object.keys(inputs).some(isAzure)).map(([path]) => path)
    const importers = outputs
      .filter(([, { imports }]) => imports.some(({ path, kind }) => kind === 'import-statement' && holders.includes(path)))
      .map(([path]) => path)
    expect(importers.filter((path) => !holders.includes(path))).toEqual([])
    expect(holders.filter((path) => names.some((name) => path === `dist/${name}.js`))).toEqual([])
  })
})

function isAzure(input: string): boolean {
  return input.includes('node_modules/@azure/')
}
