import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { runProgram } from '@promo/process'
import { SCANNER_NAMES } from './names.ts'
import { aStage, expectFailed, FRESH, putTrivyDatabase, SOURCE, type Played, type Stage } from './testing.ts'

let stage: Stage
afterEach(() => stage.close())

describe('a tool that is run', () => {
  /** A real program, run as the tool would be. */
  const script =
    (text: string): Played =>
    (command) =>
      runProgram({ ...command, program: process.execPath, args: ['-e', text, '--', ...command.args] })

  test('gets an empty directory, an empty home and nothing of the job', async () => {
    const look = `
      const { readdirSync } = require('node:fs')
      process.stderr.write(JSON.stringify([readdirSync('.'), readdirSync(process.env.HOME), Object.keys(process.env)]))
      process.exit(3)`
    stage = aStage({ trivy: script(look) })
    putTrivyDatabase(stage, FRESH)
    const message = expectFailed(await stage.scanners.scan('trivy', SOURCE), 'scanner-failed')
    expect(message).toContain('[[],[],[')
    expect(message).not.toMatch(/TOKEN|TRIVY/)
  })

  test('too long makes the scan incomplete', async () => {
    stage = aStage({ trivy: script('setInterval(() => {}, 1000)') }, { timeoutMs: 300 })
    putTrivyDatabase(stage, FRESH)
    expectFailed(await stage.scanners.scan('trivy', SOURCE), 'program-timeout')
  })

  test('after the run was cancelled makes the scan incomplete', async () => {
    stage = aStage({ trivy: script('') }, {}, { signal: AbortSignal.abort() })
    putTrivyDatabase(stage, FRESH)
    expectFailed(await stage.scanners.scan('trivy', SOURCE), 'program-killed')
  })

  test('that nobody has makes the scan incomplete', async () => {
    stage = aStage({}, { toolDirectory: undefined })
    for (const name of SCANNER_NAMES)
      expectFailed(await stage.scanners.scan(name, SOURCE), name === 'trivy' ? 'database-unreadable' : 'tool-missing')
  })
})

test('a directory that cannot be made is no defect, and no clean scan', async () => {
  stage = aStage({}, {}, { temp: join(process.execPath, 'nowhere') })
  putTrivyDatabase(stage, FRESH)
  expectFailed(await stage.scanners.scan('trivy', SOURCE), 'scanner-failed')
  await expectCode('scanner-failed', () => stage.scanners.sbom(stage.image, ['spdx']))
})
