import { randomUUID } from 'node:crypto'
import { lastWords } from '@promo/process'
import { scannerError } from '../errors.ts'
import type { ReadFinding } from '../finding.ts'
import { readReportFile } from '../report.ts'
import { expectExit, withTool, type Adapter, type AdapterContext, type ToolWorkspace } from './adapter.ts'
import { readGitleaksReport } from './gitleaks-report.ts'

/** The exit code we choose for leaks: gitleaks' own default, 1, is also that of errors. */
const LEAKS_FOUND = 42

/** gitleaks' own rules and nothing of the repository's. */
const CONFIG = '[extend]\nuseDefault = true\n'

/** No configuration of the machine's, and no question to a person. */
const GIT_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // A container's user seldom owns the checkout. Given with the command, this is not the repository's to say.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
}

/**
 * What git shows gitleaks. By itself it leaves out merges, where a secret can come in as a conflict's resolution, and files
 * that took the place of a symbolic link. The merge of three has no such resolution: it is compared with its first parent.
 */
const HISTORY = '--full-history --all --diff-filter=d --diff-merges=remerge'
const MERGES_OF_MANY = '--all --min-parents=3 --diff-filter=d --diff-merges=first-parent'

/**
 * Secrets in the whole history of a repository, of all refs. The target is the repository's git directory: its
 * `.gitleaks.toml` and `.gitleaksignore` are then never read. Throws `repository-missing` or `repository-shallow` beside
 * what every adapter throws.
 */
export function createGitleaks(context: AdapterContext): Adapter {
  return (subject) => {
    if (subject.kind === 'image') throw scannerError('scanner-unsupported', {}, 'gitleaks does not scan images')
    return withTool('gitleaks', context, async (workspace) => {
      const directory = await gitDirectory(subject.path, workspace)
      const config = await workspace.write('gitleaks.toml', CONFIG)
      const scan = (commits: string): Promise<readonly ReadFinding[]> =>
        scanCommits(directory, commits, config, workspace)
      const findings = [...(await scan(HISTORY))]
      if (await hasMergesOfMany(directory, workspace)) findings.push(...(await scan(MERGES_OF_MANY)))
      return { findings }
    })
  }
}

async function scanCommits(
  directory: string,
  commits: string,
  config: string,
  workspace: ToolWorkspace,
): Promise<readonly ReadFinding[]> {
  const report = workspace.file(`report-${randomUUID()}.json`)
  const finished = await workspace.run(
    [
      'git',
      directory,
      `--log-opts=${commits}`,
      '--config',
      config,
      '--ignore-gitleaks-allow',
      '--redact',
      '--exit-code',
      String(LEAKS_FOUND),
      '--no-banner',
      '--no-color',
      '--report-format',
      'json',
      '--report-path',
      report,
    ],
    { ...GIT_ENVIRONMENT, PATH: workspace.searchPath },
  )
  expectExit(finished, 'gitleaks', 0, LEAKS_FOUND)
  expectScanned(finished.stderr)
  return readGitleaksReport(await readReportFile('gitleaks', report))
}

async function hasMergesOfMany(directory: string, workspace: ToolWorkspace): Promise<boolean> {
  const args = ['-C', directory, 'rev-list', '--all', '--min-parents=3', '--max-count=1']
  const finished = await workspace.runOther({ program: 'git', args, env: GIT_ENVIRONMENT })
  expectExit(finished, 'git', 0)
  return finished.stdout.byteLength > 0
}

/** Absolute path of the git directory that holds the history, after it was proven to be whole. */
async function gitDirectory(path: string, workspace: ToolWorkspace): Promise<string> {
  const args = ['-C', path, 'rev-parse', '--path-format=absolute', '--is-shallow-repository', '--git-common-dir']
  const finished = await workspace.runOther({ program: 'git', args, env: GIT_ENVIRONMENT })
  const [shallow, directory] = Buffer.from(finished.stdout).toString('utf8').split(/\r?\n/)
  if (finished.code !== 0 || directory === undefined || directory === '') {
    const said = lastWords(finished.stderr)
    throw scannerError('repository-missing', {}, `not a git repository: ${path}${said === '' ? '' : ` (${said})`}`)
  }
  if (shallow === 'false') return directory
  throw scannerError('repository-shallow', {}, 'the repository was checked out without its history')
}

/** gitleaks ends with 0 when git fails, and only logs it. */
function expectScanned(log: string): void {
  const fault = log.split('\n').find((line) => /(?:^|\s)(?:ERR|FTL|PNC)\s/.test(line))
  if (fault !== undefined)
    throw scannerError('scanner-failed', { tool: 'gitleaks' }, `gitleaks logged an error: ${lastWords(fault)}`)
  if (!/(?:^|\s)[1-9]\d* commits scanned/.test(log))
    throw scannerError('nothing-scanned', { tool: 'gitleaks' }, 'gitleaks scanned no commit')
}
