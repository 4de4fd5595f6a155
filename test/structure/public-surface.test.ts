import { expect, test } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../scripts/root.ts'
import { packageNames } from './manifests.ts'

test('the index of a package is its public surface and nothing else', () => {
  const others = packageNames.filter((name) => {
    const text = readFileSync(join(ROOT, 'packages', name, 'index.ts'), 'utf8')
    const { statements } = ts.createSourceFile('index.ts', text, ts.ScriptTarget.Latest)
    return !statements.every(ts.isExportDeclaration)
  })
  expect(others).toEqual([])
})

test('every package says what it owns', () => {
  const silent = packageNames.filter((name) => !existsSync(join(ROOT, 'packages', name, 'README.md')))
  expect(silent).toEqual([])
})
