import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { privateCaches, removeCaches, removeLeftovers } from './caches.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'promo-caches-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('builds in caches of its own on a CI machine, and removes them whole', () => {
  const caches = privateCaches(directory, { CI: 'true' })
  if (caches === undefined) throw new Error('no private caches')
  mkdirSync(caches.build, { recursive: true })
  mkdirSync(caches.modules, { recursive: true })
  removeCaches(caches)
  expect(existsSync(dirname(caches.build))).toBe(false)
  expect(existsSync(directory)).toBe(true)
})

test('removes what a killed run left behind, and neither a running one nor a tool', () => {
  for (const name of ['.go-17', '.staging-syft-0a1b', 'syft@1.54.1']) mkdirSync(join(directory, name))
  removeLeftovers(directory, new Date())
  expect(readdirSync(directory)).toHaveLength(3)
  removeLeftovers(directory, new Date(Date.now() + 24 * 3600 * 1000))
  expect(readdirSync(directory)).toEqual(['syft@1.54.1'])
})
