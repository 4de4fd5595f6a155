import { describe, expect, test } from '@jest/globals'
import { isDigest, testsDocument } from '@promo/core'
import { runInMemory, type Recorded } from '@promo/runner/testing'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outputNames, readRequest } from './inputs.ts'
import { run } from './run.ts'

const PASSING = '<testsuite name="orders"><testcase name="TestTotal"/><testcase name="TestEmpty"/></testsuite>'
const FAILING =
  '<testsuite name="orders"><testcase name="TestTotal" file="total_test.go" line="7"><failure message="7 is not 8"/></testcase></testsuite>'

interface Gated extends Recorded {
  /** Outcome and code. */
  readonly ending: string
}

const someDirectory = (): string => mkdtempSync(join(tmpdir(), 'promo-test-gate-'))

async function gate(
  inputs: Readonly<Record<string, string>>,
  directory = someDirectory(),
  env: Readonly<Record<string, string>> = {},
): Promise<Gated> {
  const options = { inputs, directory, env, outputs: outputNames }
  const { runner, outcome, error } = await runInMemory(readRequest, { run }, options)
  return { ...runner.recorded, ending: `${outcome} ${error?.code ?? ''}` }
}

async function gateOn(report: string, inputs: Readonly<Record<string, string>> = {}): Promise<Gated> {
  const directory = someDirectory()
  writeFileSync(join(directory, 'junit.xml'), report)
  return gate({ junit: '*.xml', ...inputs }, directory)
}

describe('test-gate', () => {
  test('passes tests that ran, and leaves the document and the predicate', async () => {
    const { ending, outputs, summaries } = await gateOn(PASSING, { artifact: 'tests-orders-1' })
    expect(ending).toBe('pass ')
    expect(Object.fromEntries(outputs)).toMatchObject({
      passed: '2',
      failed: '0',
      skipped: '0',
      coverage: '',
      'quality-gate': 'NONE',
    })
    expect(isDigest(outputs.get('artifact-digest'))).toBe(true)
    expect(testsDocument.read(readFileSync(outputs.get('report') ?? '')).source?.repository).toBe('octo-org/octo-repo')
    expect(JSON.parse(readFileSync(outputs.get('predicate') ?? '', 'utf8'))).toMatchObject({ result: 'PASSED' })
    expect(summaries.join('')).toContain('Tests passed: 2 cases')
  })

  test('refuses a failure, and annotates it where it is', async () => {
    const { ending, outputs, annotations } = await gateOn(FAILING)
    expect([ending, outputs.get('failed')]).toEqual(['findings tests-failed-reported', '1'])
    expect(annotations).toContainEqual({
      level: 'error',
      message: 'orders › TestTotal: 7 is not 8',
      place: { file: 'total_test.go', startLine: 7 },
    })
  })

  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['a report without cases', '<testsuite tests="173"/>', {}, 'findings tests-too-few-reported'],
    ['fewer cases than asked for', PASSING, { 'min-tests': '3' }, 'findings tests-too-few-reported'],
    ['an empty report', '', {}, 'infrastructure junit-unreadable'],
    ['a pattern that names nothing', PASSING, { junit: 'no/*.xml' }, 'configuration junit-missing'],
    ['min-tests of none', PASSING, { 'min-tests': '0' }, 'configuration min-tests-invalid'],
    ['no source', PASSING, { junit: '' }, 'configuration tests-source-missing'],
    ['an input that is not built', PASSING, { coverage: 'c.xml' }, 'configuration input-not-built'],
  ])('ends %s as it should', async (_what, report, inputs, expected) => {
    const { ending } = await gateOn(report, inputs)
    expect(ending).toBe(expected)
  })
})

test('test-gate names no secret that it cannot use', async () => {
  const directory = someDirectory()
  const options = { inputs: { junit: '*.xml', 'sonar-token': 'squ_0123456789' }, directory, outputs: outputNames }
  const { error } = await runInMemory(readRequest, { run }, options)
  expect(error?.code).toBe('input-not-built')
  expect(JSON.stringify([error?.message, error?.facts])).not.toContain('squ_')
})

describe('test-gate over a matrix', () => {
  const leg = async (directory: string, name: string, report: string, attempt = '1'): Promise<Gated> => {
    writeFileSync(join(directory, `${name}.xml`), report)
    const inputs = { junit: `${name}.xml`, artifact: `tests-${name}-${attempt}` }
    return gate(inputs, directory, { GITHUB_RUN_ATTEMPT: attempt })
  }

  test('joins what the legs left', async () => {
    const directory = someDirectory()
    await leg(directory, 'orders', PASSING)
    await leg(directory, 'payments-worker', PASSING)
    const { ending, outputs } = await gate(
      { 'from-artifacts': 'tests', expected: '["orders", "payments-worker"]' },
      directory,
    )
    expect([ending, outputs.get('passed')]).toEqual(['pass ', '4'])
  })

  test('takes the newest attempt of a leg', async () => {
    const directory = someDirectory()
    await leg(directory, 'orders', FAILING, '1')
    await leg(directory, 'orders', PASSING, '2')
    const first = await gate({ 'from-artifacts': 'tests' }, directory)
    expect(first.ending).toBe('findings tests-failed-reported')
    const second = await gate({ 'from-artifacts': 'tests' }, directory, { GITHUB_RUN_ATTEMPT: '2' })
    expect(second.ending).toBe('pass ')
  })

  test.each(['["orders", "catalog"]', '["catalog"]'])('refuses other legs than %s', async (expected) => {
    const directory = someDirectory()
    await leg(directory, 'orders', PASSING)
    const { ending } = await gate({ 'from-artifacts': 'tests', expected }, directory)
    expect(ending).toBe('configuration tests-leg-missing')
  })

  test('refuses when no leg left anything', async () => {
    const { ending } = await gate({ 'from-artifacts': 'tests' })
    expect(ending).toBe('configuration tests-leg-missing')
  })
})
