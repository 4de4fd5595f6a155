import { afterEach, describe, expect, test } from '@jest/globals'
import type { ScanSubject } from '../scanners.ts'
import { aStage, expectFailed, expectPassed, replay, type Played, type Stage } from '../testing.ts'

let stage: Stage
afterEach(() => stage.close())

/** A directory that is there: checkov itself does not mind one that is not. */
const HERE: ScanSubject = { kind: 'source', path: import.meta.dirname }

const prints =
  (stdout: string): Played =>
  () => ({ stdout: Buffer.from(stdout) })

describe('checkov', () => {
  test('runs once for all frameworks, deaf to what the directory and the job say', async () => {
    stage = aStage(
      { checkov: replay('checkov/skip-comment') },
      {},
      { environment: { BC_API_KEY: 'x', CKV_CHECK: 'y' } },
    )
    await stage.scanners.scan('checkov', HERE)
    expect(stage.runs).toHaveLength(1)
    const [{ args, env } = { args: [], env: {} }] = stage.runs
    expect(args).toContain(`--directory=${import.meta.dirname}`)
    expect(args.join(' ')).toContain('--framework terraform kubernetes dockerfile --')
    expect(args).toEqual(expect.arrayContaining(['--skip-download', '--soft-fail']))
    expect(
      Object.keys(env)
        .filter((name) => /^(?:BC|PRISMA|CKV)_/.test(name))
        .sort(),
    ).toEqual(['CKV_IGNORED_DIRECTORIES', 'CKV_IGNORE_HIDDEN_DIRECTORIES'])
  })

  test('tells what comments suppress, and why, apart from what counts', async () => {
    stage = aStage({ checkov: async (command) => ({ ...(await replay('checkov/skip-comment')(command)), code: 0 }) })
    const scanned = await stage.scanners.scan('checkov', HERE)
    const failed = expectPassed(scanned).map(({ ruleId }) => ruleId)
    const suppressed = scanned.suppressed ?? []
    expect(suppressed).toMatchObject([{ finding: { ruleId: 'CKV_AWS_20', location: { path: 'main.tf' } } }])
    expect(suppressed[0]?.reason).toMatch(/\S/)
    expect(failed).not.toContain('CKV_AWS_20')
    expect(failed).toContain('CKV2_AWS_6')
  })

  test('a directory with nothing of its kind is clean', async () => {
    stage = aStage({ checkov: replay('checkov/nothing') })
    expect(expectPassed(await stage.scanners.scan('checkov', HERE))).toEqual([])
  })

  test.each<[string, string, Played]>([
    ['a file that cannot be parsed', 'files-unread', replay('checkov/parse-error')],
    ['findings in the exit code all the same', 'scanner-failed', replay('checkov/three-dirty')],
    ['silence', 'report-unreadable', prints('')],
    ['an empty list', 'report-unreadable', prints('[]')],
    ['a text before the report', 'report-unreadable', replay('checkov/nothing', (report) => `ERROR\n${report}`)],
    [
      'counts of findings it does not list',
      'report-unreadable',
      replay('checkov/three-clean', (report) => report.replace('"failed": 0', '"failed": 1')),
    ],
  ])('%s is no clean scan', async (_what, code, checkov) => {
    stage = aStage({ checkov })
    expectFailed(await stage.scanners.scan('checkov', HERE), code)
  })

  test('a directory that is not there is no clean scan', async () => {
    stage = aStage({ checkov: replay('checkov/nothing') })
    expectFailed(await stage.scanners.scan('checkov', { kind: 'source', path: '/nowhere/at/all' }), 'nothing-scanned')
    expect(stage.runs).toEqual([])
  })

  test('does not scan images', async () => {
    stage = aStage({})
    expectFailed(await stage.scanners.scan('checkov', stage.image), 'scanner-unsupported')
  })
})
