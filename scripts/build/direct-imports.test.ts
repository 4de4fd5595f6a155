import { describe, expect, test } from '@jest/globals'
import { createExportsReader } from './barrels.ts'
import { importDirectly } from './direct-imports.ts'

const FILES: Readonly<Record<string, string>> = {
  '/core/index.ts': `
    export { parse as parseDigest, type Digest } from './digest.ts'
    export * from './documents/index.ts'
    export { z } from 'zod'
    export type { Clock } from './clock.ts'`,
  '/core/digest.ts': 'export function parse() {}\nexport type Digest = string',
  '/core/documents/index.ts': "export * from './leg.ts'",
  '/core/documents/leg.ts': 'export const legDocument = 1, OTHER = 2\nexport class Leg {}\nconst hidden = 3',
}

const exportsOf = createExportsReader((file) => FILES[file] ?? '')
const rewrite = (text: string) => importDirectly(text, (name) => `/${name}/index.ts`, exportsOf)

describe('the exports of a package', () => {
  test('are found where they are declared, through any number of indexes', () => {
    const { '/core/digest.ts': digest, '/core/documents/leg.ts': leg } = Object.groupBy(
      exportsOf('/core/index.ts').entries(),
      ([, { file }]) => file,
    )
    expect(digest).toEqual([['parseDigest', { file: '/core/digest.ts', name: 'parse' }]])
    expect(leg?.map(([name]) => name)).toEqual(['legDocument', 'OTHER', 'Leg'])
  })

  test('that come from another package stay with the index', () => {
    expect(exportsOf('/core/index.ts').get('z')).toEqual({ file: '/core/index.ts', name: 'z' })
  })
})

describe('an import of a package', () => {
  test('names the declaring file and drops types', () => {
    expect(rewrite("import { parseDigest as read, type Digest } from '@promo/core'\nread()")).toBe(
      'import { parse as read } from "/core/digest.ts"\nread()',
    )
  })

  test('of a name that the package does not export is left for the bundler to refuse', () => {
    expect(rewrite("import { nothing } from '@promo/core'")).toBe('import { nothing as nothing } from "@promo/core"')
  })

  test.each([
    "import * as core from '@promo/core'",
    "import { x } from '@promo/core/testing'",
    "const core = await import('@promo/core')",
    "import { readFile } from 'node:fs'",
  ])('in another form stays as it is: %s', (text) => {
    expect(rewrite(text)).toBe(text)
  })
})
