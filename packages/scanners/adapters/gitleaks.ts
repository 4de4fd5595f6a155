import { randomUUID } from 'node:crypto'
import { lastWords } from '@promo/process'
import { scannerError } from '../errors.ts'
import type { ReadFinding } from '../finding.ts'
import { readReportFile } from '../report.ts'
import { expectExit, withTool, type Adapter, type AdapterContext, type ToolWorkspace } from './adapter.ts'
import { openHistory, type History } from './git-history.ts'
import { readGitleaksReport } from './gitleaks-report.ts'

/** The exit code we choose for leaks: gitleaks' own default, 1, is also that of errors. */
const LEAKS_FOUND = 42

/** gitleaks' own rules and nothing of the repository's. */
const CONFIG = '[extend]\nuseDefault = true\n'

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
      const history = await openHistory(subject.path, workspace)
      const config = await workspace.write('gitleaks.toml', CONFIG)
      const scan = (commits: string): Promise<readonly ReadFinding[]> =>
        scanCommits(history, commits, config, workspace)
      const findings = [...(await scan(HISTORY))]
      if (history.hasMergesOfMany) findings.push(...(await scan(MERGES_OF_MANY)))
      return { findings }
    })
  }
}

async function scanCommits(
  { directory, environment }: History,
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
    { ...environment, PATH: workspace.searchPath },
  )
  expectExit(finished, 'gitleaks', 0, LEAKS_FOUND)
  expectScanned(finished.stderr)
  return readGitleaksReport(await readReportFile('gitleaks', report))
}

/** gitleaks ends with 0 when git fails, and only logs it. */
function expectScanned(log: string): void {
  const fault = log.split('\n').find((line) => /(?:^|\s)(?:ERR|FTL|PNC)\s/.test(line))
  if (fault !== undefined)
    throw scannerError('scanner-failed', { tool: 'gitleaks' }, `gitleaks logged an error: ${lastWords(fault)}`)
  if (!/(?:^|\s)[1-9]\d* commits scanned/.test(log))
    throw scannerError('nothing-scanned', { tool: 'gitleaks' }, 'gitleaks scanned no commit')
}
