import { afterEach, describe, expect, test } from '@jest/globals'
import type { Command } from '@promo/process'
import {
  aStage,
  expectFailed,
  expectPassed,
  option,
  replay,
  reports,
  SOURCE,
  type Played,
  type Stage,
} from '../testing.ts'

let stage: Stage
afterEach(() => stage.close())

const git =
  (shallow: string, merges = ''): Played =>
  ({ args }) => ({ stdout: Buffer.from(args.includes('rev-list') ? merges : `${shallow}\n/workspace/.git\n`) })

describe('gitleaks', () => {
  test('reads the git directory with our rules, and hears no allowance of the repository', async () => {
    stage = aStage({ git: git('false'), gitleaks: replay('gitleaks/git-leaks') })
    expect(expectPassed(await stage.scanners.scan('gitleaks', SOURCE))).toHaveLength(2)
    const { args, env } = stage.runs.find(({ program }) => program.includes('gitleaks')) as Command
    expect(args.slice(0, 2)).toEqual(['git', '/workspace/.git'])
    expect(args).toEqual(expect.arrayContaining(['--ignore-gitleaks-allow', '--redact', '--config']))
    expect(Object.keys(env).filter((name) => /TOKEN|TRIVY|GRYPE|GITLEAKS/.test(name))).toEqual([])
  })

  test('looks at merges of three parents as well when there are some', async () => {
    stage = aStage({ git: git('false', 'abc\n'), gitleaks: replay('gitleaks/git-leaks') })
    await stage.scanners.scan('gitleaks', SOURCE)
    const histories = stage.runs
      .filter(({ program }) => program.includes('gitleaks'))
      .map((run) => option(run, '--log-opts'))
    expect(histories).toEqual([
      expect.stringContaining('--diff-merges=remerge'),
      expect.stringContaining('--min-parents=3'),
    ])
  })

  test.each<[string, string, Played, Played]>([
    [
      'a directory without git',
      'repository-missing',
      () => ({ code: 128, stderr: 'fatal: not a git repository' }),
      () => ({}),
    ],
    ['a shallow checkout', 'repository-shallow', git('true'), replay('gitleaks/git-clean')],
    [
      'git failing under a gitleaks that ends with 0',
      'scanner-failed',
      git('false'),
      replay('gitleaks/git-not-a-repo'),
    ],
    ['a range that does not exist', 'scanner-failed', git('false'), replay('gitleaks/bad-log-opts')],
    ['a broken configuration', 'scanner-failed', git('false'), replay('gitleaks/bad-config')],
    [
      'no commit at all',
      'nothing-scanned',
      git('false'),
      reports('--report-path', '[]', 0, '1:11PM INF 0 commits scanned.\n'),
    ],
    ['the exit code of any error', 'scanner-failed', git('false'), reports('--report-path', '[]', 1)],
  ])('%s is no clean scan', async (_what, code, played, gitleaks) => {
    stage = aStage({ git: played, gitleaks })
    expectFailed(await stage.scanners.scan('gitleaks', SOURCE), code)
  })

  test('does not scan images', async () => {
    stage = aStage({})
    expectFailed(await stage.scanners.scan('gitleaks', stage.image), 'scanner-unsupported')
  })
})
