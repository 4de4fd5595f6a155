import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { LEAKS, writeLeakyRepository } from '@promo/sandbox/vulnerability-databases'
import { installedTool, runTool } from './installed-tool.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  mkdirSync(join(root, 'empty'))
  writeLeakyRepository(join(root, 'repository'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Leak {
  readonly RuleID: string
  readonly File: string
  readonly Secret: string
}

/** gitleaks reads git through the git on the PATH. */
async function leaks(...options: readonly string[]): Promise<readonly Leak[]> {
  const args = ['git', join(root, 'repository', '.git'), '--redact', '--exit-code', '42', '--no-banner']
  const report = ['--report-format', 'json', '--report-path', '-']
  const run = await runTool(installedTool('gitleaks'), [...args, ...report, ...options], join(root, 'empty'), {
    PATH: process.env.PATH ?? '',
  })
  expect(run.code).toBe(42)
  return JSON.parse(run.stdout) as readonly Leak[]
}

const names = (found: readonly Leak[]) => found.map(({ RuleID, File }) => `${RuleID} ${File}`).toSorted()
const expected = LEAKS.map(({ rule, file }) => `${rule} ${file}`).toSorted()

test('gitleaks finds every secret of the history when it may not be told to look away', async () => {
  const found = await leaks('--ignore-gitleaks-allow')
  expect(names(found)).toEqual(expected)
  expect(found.map(({ Secret }) => Secret)).toEqual(found.map(() => 'REDACTED'))
})

test('gitleaks obeys the comment that allows a secret, unless told not to', async () => {
  expect(names(await leaks())).toEqual(expected.filter((name) => !name.endsWith('allowed.tf')))
})
