import { expect, test } from '@jest/globals'
import { parseBuildInformation } from './build-information.ts'
import type { GoTool } from './lock.ts'
import { buildFault, printsVersion } from './verify.ts'

const SUM = 'h1:PmEvCfVI7ti9dV3s5aMZUY7sS2GxRvG3yzih7E+cS3w='
const GO_SUM = `example.org/tool v1.2.3 ${SUM}\nexample.org/tool v1.2.3/go.mod h1:x=\n`

const tool: GoTool = {
  name: 'tool',
  version: '1.2.3',
  role: 'example',
  versionArguments: ['--version'],
  source: { module: 'example.org/tool', moduleVersion: 'v1.2.3', package: 'example.org/tool/cmd/tool', ldflags: [] },
}

/** As Go 1.26 prints it. */
function printed(change: (line: string) => string = (line) => line): string {
  return [
    '/t/tool@1.2.3/tool: go1.26.8',
    '\tpath\texample.org/tool/cmd/tool',
    `\tmod\texample.org/tool\tv1.2.3\t${SUM}`,
    '\tdep\texample.org/other\tv0.1.0\th1:other=',
    '\tbuild\t-trimpath=true',
  ]
    .map(change)
    .join('\n')
}

const faultOf = (text: string) => buildFault(parseBuildInformation(text), tool, GO_SUM)

test('reads the toolchain, the main package and the modules of an executable', () => {
  const information = parseBuildInformation(printed())
  expect(information).toMatchObject({ goVersion: 'go1.26.8', package: 'example.org/tool/cmd/tool' })
  expect(information.modules.get('example.org/other')).toEqual({ version: 'v0.1.0', sum: 'h1:other=' })
})

test('finds no fault in the locked module', () => {
  expect(faultOf(printed())).toBeUndefined()
})

test.each([
  ['another version', (line: string) => line.replace('v1.2.3', 'v1.2.4')],
  ['another hash', (line: string) => line.replace(SUM, 'h1:forged=')],
  ['another main package', (line: string) => line.replace('cmd/tool', 'cmd/impostor')],
  ['a replaced module', (line: string) => line.replace(SUM, `${SUM}\n\t=>\texample.org/fork\tv9.0.0\t${SUM}`)],
])('refuses %s', (_name, change) => {
  expect(faultOf(printed(change))).toBeDefined()
})

test('refuses a text that is no build information', () => {
  expect(faultOf('/bin/sh: not a Go executable')).toBeDefined()
})

test.each([
  ['syft 1.54.1', true],
  ['Version: 1.54.1', true],
  ['{"gitVersion":"v1.54.1"}', true],
  ['syft 1.54.10', false],
  ['syft [not provided]', false],
])('%j names version 1.54.1: %s', (text, expected) => {
  expect(printsVersion(text, '1.54.1')).toBe(expected)
})
