import { expect, test } from '@jest/globals'
import { buildArguments, buildEnvironment, isNewer } from './go.ts'
import type { GoTool } from './lock.ts'

const tool: GoTool = {
  name: 'trivy',
  version: '0.74.0',
  role: 'scanner',
  versionArguments: ['--version'],
  source: {
    module: 'example.org/trivy',
    moduleVersion: 'v0.74.0',
    package: 'example.org/trivy/cmd/trivy',
    ldflags: ['-s', '-X', 'main.version=0.74.0'],
    goExperiment: 'jsonv2',
  },
}

test('builds the main package with the linker flags as one argument', () => {
  expect(buildArguments(tool, '/out/trivy')).toEqual([
    ...['build', '-ldflags', '-s -X main.version=0.74.0'],
    ...['-o', '/out/trivy', 'example.org/trivy/cmd/trivy'],
  ])
})

test('builds from go.mod and go.sum alone, whatever the caller has set', () => {
  const caller = { GOFLAGS: '-mod=mod', GOOS: 'plan9', GOWORK: '/w/go.work', GOPROXY: 'https://proxy.example.org' }
  const environment = buildEnvironment(caller, tool, { fetchToolchain: false })
  expect(environment).toMatchObject({
    GOFLAGS: '-mod=readonly -trimpath -buildvcs=false',
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
    GOEXPERIMENT: 'jsonv2',
    CGO_ENABLED: '0',
    GOPROXY: 'https://proxy.example.org',
  })
  expect(environment).not.toHaveProperty('GOOS')
})

test('keeps a private cache removable', () => {
  const caches = { build: '/c/build', modules: '/c/modules' }
  const environment = buildEnvironment({}, tool, { caches, fetchToolchain: true })
  expect(environment).toMatchObject({ GOCACHE: '/c/build', GOMODCACHE: '/c/modules', GOTOOLCHAIN: 'auto' })
  expect(environment.GOFLAGS).toContain('-modcacherw')
})

test.each([
  ['1.27', '1.26.8', true],
  ['1.26.8', '1.26', true],
  ['1.26', '1.26.8', false],
  ['1.26.8', '1.26.8', false],
  ['1.9', '1.26', false],
])('Go %s is newer than %s: %s', (left, right, newer) => {
  expect(isNewer(left, right)).toBe(newer)
})
