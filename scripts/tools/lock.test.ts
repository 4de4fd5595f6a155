import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ToolFailure } from './failure.ts'
import { moduleSum } from './go-sum.ts'
import { isPythonTool, readLock, selectTools } from './lock.ts'

const MODULES = join(import.meta.dirname, '..', '..', 'tools')
const lock = readLock(MODULES)
const goTools = lock.flatMap((tool) => (isPythonTool(tool) ? [] : [[tool.name, tool] as const]))
const pythonTools = lock.flatMap((tool) => (isPythonTool(tool) ? [[tool.name, tool] as const] : []))

describe.each(goTools)('%s', (name, tool) => {
  const read = (file: string) => readFileSync(join(MODULES, name, file), 'utf8')
  const { module, moduleVersion, package: main } = tool.source

  test('is required by its go.mod at the locked version, and nothing is replaced', () => {
    expect(read('go.mod')).toContain(`require ${module} ${moduleVersion}\n`)
    expect(read('go.mod')).toContain(`tool ${main}\n`)
    expect(read('go.mod')).not.toMatch(/^replace /m)
  })

  test('has the hash of its files in go.sum', () => {
    expect(moduleSum(read('go.sum'), module, moduleVersion)).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/)
  })

  test('is stamped with its own version', () => {
    // A module from before go.mod files is marked (https://go.dev/ref/mod#incompatible-versions).
    const tagged = moduleVersion.replace(/\+incompatible$/, '')
    expect(tagged).toBe(`v${tool.version}`)
    expect([tool.version, tagged]).toContain(tool.source.ldflags.at(-1)?.split('=')[1])
  })

  test('names release files by a full sha256', () => {
    for (const { sha256 } of Object.values(tool.release?.assets ?? {})) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe.each(pythonTools)('%s', (name, tool) => {
  const text = readFileSync(join(MODULES, name, 'requirements.txt'), 'utf8').replaceAll(/\\\n|^\s*#.*\n?/gm, '')
  const requirements = text.split('\n').filter((line) => line.trim() !== '')

  test('is required at the locked version', () => {
    const wanted = `${tool.source.package}==${tool.version} `
    expect(requirements.filter((line) => line.startsWith(wanted))).toHaveLength(1)
  })

  test('needs only wheels of one version each, with their hashes', () => {
    const locked = /^[A-Za-z0-9._-]+(?:\[[A-Za-z0-9,._-]+\])?==\S+(?: ; .+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*$/
    expect(requirements.filter((line) => !locked.test(line))).toEqual([])
  })
})

test('selects all tools when none is named, and keeps the order of the lock', () => {
  expect(selectTools(lock, [])).toEqual(lock)
  expect(selectTools(lock, ['trivy', 'syft']).map(({ name }) => name)).toEqual(['syft', 'trivy'])
})

test('refuses a tool it does not know and names those it knows', () => {
  expect(() => selectTools(lock, ['syft', 'snyk'])).toThrow(ToolFailure)
})
