import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { hashFiles } from './hash-files.ts'

let workspace: string
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'promo-hash-'))
  mkdirSync(join(workspace, 'a', 'b'), { recursive: true })
  writeFileSync(join(workspace, 'package-lock.json'), '{}')
  writeFileSync(join(workspace, 'a', 'b', 'package-lock.json'), '{"a":1}')
  writeFileSync(join(workspace, 'a', '.hidden'), 'x')
})
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

test('hashes the hashes of the files, and gives nothing for none', () => {
  // printf '{}' | sha256sum | xxd -r -p | sha256sum
  expect(hashFiles(workspace, ['package-lock.json'])).toBe(
    'c74f3008fdd2f7c5ae5446ab2e522629f63346f68a4026b4f72b91b393475ff6',
  )
  expect(hashFiles(workspace, ['**/go.sum'])).toBe('')
})

test('searches folders, takes folders whole, and lets the last pattern decide', () => {
  const both = hashFiles(workspace, ['**/package-lock.json'])
  expect(hashFiles(workspace, ['**/package-lock.json', '!a/**'])).toBe(hashFiles(workspace, ['package-lock.json']))
  expect(hashFiles(workspace, ['*', '!a/.hidden'])).toBe(both)
  expect(hashFiles(workspace, [join(workspace, 'a'), '!a/b'])).toBe(hashFiles(workspace, ['a/.hidden']))
})
