import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import type { Finished, RunProgram } from '@promo/process'
import { TOOL_PINS } from '../pins.ts'
import { aStage, putProgram, type Stage } from '../testing.ts'
import { createToolLocator } from './locate.ts'

let stage: Stage
afterEach(() => stage.close())

const { version } = TOOL_PINS.trivy

/** Every program says it is of this version. */
function says(text: string, code = 0): RunProgram {
  const finished: Finished = { code, stdout: Buffer.from(text), stderr: '', durationMs: 1 }
  return () => Promise.resolve(finished)
}

test('the tool directory comes first', async () => {
  stage = aStage({})
  const path = putProgram(join(stage.directory, 'bin', 'trivy'))
  const environment = { PATH: join(path, '..') }
  const found = await createToolLocator(stage.options, { ...stage.ports, environment }).locate('trivy')
  expect(found).toMatchObject({ name: 'trivy', version, source: 'directory' })
  expect(stage.log).toEqual([`trivy ${version} from the tool directory`])
})

test('the PATH comes next, when its tool has the pinned version', async () => {
  stage = aStage({}, { toolDirectory: undefined })
  const path = putProgram(join(stage.directory, 'bin', 'trivy'))
  const ports = { ...stage.ports, environment: { PATH: join(path, '..') }, run: says(`Version: ${version}`) }
  expect(await createToolLocator(stage.options, ports).locate('trivy')).toMatchObject({ path, source: 'path' })
})

test('another version on PATH is passed over, for the release', async () => {
  stage = aStage({}, { toolDirectory: undefined })
  const path = putProgram(join(stage.directory, 'bin', 'trivy'))
  const ports = { ...stage.ports, environment: { PATH: join(path, '..') }, run: says('Version: 0.73.0') }
  await expectCode('tool-missing', () => createToolLocator(stage.options, ports).locate('trivy'))
  expect(stage.log).toEqual([`trivy on PATH is 0.73.0, not ${version}: not used`])
})

test('another version in the tool directory is an error: it was put there on purpose', async () => {
  stage = aStage({}, {}, { run: says('Version: 0.73.0') })
  await expectCode('tool-version-wrong', () => createToolLocator(stage.options, stage.ports).locate('trivy'))
})

test('a version that an attacker published is refused, not passed over', async () => {
  stage = aStage({}, { toolDirectory: undefined })
  const path = putProgram(join(stage.directory, 'bin', 'trivy'))
  const ports = { ...stage.ports, environment: { PATH: join(path, '..') }, run: says('Version: 0.69.4') }
  await expectCode('tool-denied', () => createToolLocator(stage.options, ports).locate('trivy'))
})

test('a tool is looked for once', async () => {
  stage = aStage({})
  const locator = createToolLocator(stage.options, stage.ports)
  const [first, second] = await Promise.all([locator.locate('trivy'), locator.locate('trivy')])
  expect(second).toBe(first)
  expect(stage.log).toHaveLength(1)
})
