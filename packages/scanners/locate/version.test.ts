import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { refuseDenied, versionOf } from './version.ts'

test.each([
  ['8.30.1\n', '8.30.1'],
  ['grype 0.120.1\n', '0.120.1'],
  ['Version: 0.74.0\nVulnerability DB:\n  Version: 2\n', '0.74.0'],
  ['trivy v1.2.3-rc.1+build.5', '1.2.3-rc.1+build.5'],
  ['version is set by build process', undefined],
  ['', undefined],
])('what a tool prints, %j, is the version %s', (text, version) => {
  expect(versionOf({ code: 0, stdout: Buffer.from(text), stderr: '', durationMs: 1 })).toBe(version)
})

test('a tool that fails has no version', () => {
  expect(versionOf({ code: 1, stdout: Buffer.from('1.2.3'), stderr: '', durationMs: 1 })).toBeUndefined()
})

test('a version that an attacker published is refused', async () => {
  await expectCode('tool-denied', () => refuseDenied({ name: 'trivy' }, '0.69.4'))
  refuseDenied({ name: 'trivy' }, '0.74.0')
  refuseDenied({ name: 'grype' }, '0.69.4')
})
