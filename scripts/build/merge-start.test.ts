import { describe, expect, test } from '@jest/globals'
import type { Metafile } from 'esbuild'
import { mergeStart, startChunks } from './merge-start.ts'

const input = (name: string): Record<string, { bytesInOutput: number }> => ({ [name]: { bytesInOutput: 1 } })
const loads = (...paths: readonly string[]): Metafile['outputs'][string]['imports'] =>
  paths.map((path) => ({ path, kind: 'import-statement' }))

function output(
  name: string,
  imports: Metafile['outputs'][string]['imports'],
  more: { readonly entryPoint?: string; readonly exports?: string[] } = {},
): Metafile['outputs'][string] {
  return { bytes: 1, inputs: input(name), imports, exports: [], ...more }
}

const metafile: Metafile = {
  inputs: {},
  outputs: {
    'dist/one.js': output('actions/one/main.ts', loads('dist/chunks/a.js', 'dist/chunks/t.js'), {
      entryPoint: 'actions/one/main.ts',
    }),
    'dist/two.js': output('actions/two/main.ts', loads('dist/chunks/a.js', 'dist/chunks/c.js'), {
      entryPoint: 'actions/two/main.ts',
    }),
    'dist/chunks/a.js': output('packages/core/a.ts', loads('dist/chunks/b.js', 'dist/chunks/t.js'), {
      exports: ['value'],
    }),
    'dist/chunks/b.js': output('packages/core/b.ts', [], { exports: ['value'] }),
    'dist/chunks/c.js': output('packages/core/c.ts', [], { exports: ['other'] }),
    'dist/chunks/t.js': output('node_modules/t/index.js', [], { exports: ['t'] }),
  },
}

const files = new Map([
  ['dist/one.js', 'import {\n  value as x\n} from "./chunks/a.js";\nimport "./chunks/t.js";\nconsole.log(x);\n'],
  [
    'dist/two.js',
    'import { value } from "./chunks/a.js";\nimport { other } from "./chunks/c.js";\nconsole.log(value, other);\n',
  ],
  [
    'dist/chunks/a.js',
    'import { value as b } from "./b.js";\nimport { t } from "./t.js";\nvar value = "a" + b + t;\nexport { value };\n',
  ],
  ['dist/chunks/b.js', 'var value = "b";\nexport { value };\n'],
  ['dist/chunks/c.js', 'import { value } from "./b.js";\nvar other = value;\nexport { other };\n'],
  ['dist/chunks/t.js', 'var t = "t";\nexport { t };\n'],
])

describe('the start of all actions', () => {
  test('is what every entry loads of our own code', () => {
    expect(startChunks(metafile)).toEqual(['dist/chunks/a.js', 'dist/chunks/b.js'])
  })

  test('becomes one file, to which all imports lead, also of names that two chunks share', async () => {
    const merged = await mergeStart(files, metafile)
    const start = [...merged.keys()].find((path) => path.startsWith('dist/chunks/start-')) ?? ''
    const name = start.slice('dist/chunks/'.length)
    expect([...merged.keys()].sort()).toEqual(
      ['dist/one.js', 'dist/two.js', 'dist/chunks/c.js', 'dist/chunks/t.js', start].sort(),
    )
    expect(merged.get('dist/one.js')).toContain(
      `import {\n  _0_value as x\n} from "./chunks/${name}";\nimport "./chunks/t.js";`,
    )
    expect(merged.get('dist/chunks/c.js')).toContain(`  _1_value as value\n} from "./${name}";`)
    expect(merged.get(start)).toContain('from "./t.js"')
  })

  test('is the same bytes each time', async () => {
    expect(await mergeStart(files, metafile)).toEqual(await mergeStart(files, metafile))
  })
})
