import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { defaultToolsDirectory, provenancePath, toolPath } from './layout.ts'

test('puts each version of a tool in a directory of its own', () => {
  expect(toolPath('/t', 'syft', '1.54.1')).toContain(join('/t', 'syft@1.54.1', 'syft'))
  expect(provenancePath('/t', 'syft', '1.54.1')).toBe(join('/t', 'syft@1.54.1', 'syft.json'))
})

test('prefers PROMO_TOOLS_DIR, then the XDG cache, then ~/.cache; an empty variable is no choice', () => {
  const from = (environment: NodeJS.ProcessEnv) => defaultToolsDirectory(environment, '/home/me')
  expect(from({ PROMO_TOOLS_DIR: '/opt/tools', XDG_CACHE_HOME: '/cache' })).toBe('/opt/tools')
  expect(from({ PROMO_TOOLS_DIR: '', XDG_CACHE_HOME: '/cache' })).toBe(join('/cache', 'promo', 'tools'))
  expect(from({ XDG_CACHE_HOME: '' })).toBe(join('/home/me', '.cache', 'promo', 'tools'))
})
