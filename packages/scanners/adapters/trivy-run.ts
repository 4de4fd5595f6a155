import { join } from 'node:path'
import type { Finished } from '@promo/process'
import { readReportFile } from '../report.ts'
import type { ImageSubject } from '../scanners.ts'
import { expectExit, withTool, type AdapterContext, type ToolWorkspace } from './adapter.ts'
import { prepareJavaDatabase, SILENT } from './trivy-database.ts'

/** Trivy reads its databases and the target, and asks nobody. */
const NO_DOWNLOADS = ['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan']

/** What Trivy left; it ended as it should. */
export interface TrivyRun {
  readonly finished: Finished
  readonly report: Uint8Array
}

/** Runs Trivy over a target and gives its report as JSON. Throws what adapters throw, and the codes of the Java database. */
export type RunTrivy = (target: readonly string[]) => Promise<TrivyRun>

/** The Java database is brought once, when a target needs it. */
export function createTrivyRun(cache: string, context: AdapterContext): RunTrivy {
  let preparedJava: Promise<void> | undefined
  return async (target) => {
    const run = (): Promise<TrivyRun> => runOnce([...target, '--cache-dir', cache], context)
    let done = await run()
    if (lacksJavaDatabase(done.finished)) {
      preparedJava ??= prepareJavaDatabase(cache, context)
      await preparedJava
      done = await run()
    }
    expectExit(done.finished, 'trivy', 0)
    return done
  }
}

export function trivyCache({ options }: Pick<AdapterContext, 'options'>): string {
  return join(options.cacheDirectory, 'databases', 'trivy')
}

export function imageArguments({ layout, platform }: ImageSubject): readonly string[] {
  return ['image', '--input', layout, '--platform', platform]
}

/** No file of the workspace, and no variable, changes what Trivy does. */
export async function ownConfiguration({ write }: Pick<ToolWorkspace, 'write'>): Promise<readonly string[]> {
  const empty = await write('empty.yaml', '')
  return ['--config', empty, '--ignorefile', empty]
}

/** Trivy finds out while it scans that there are Java archives. */
function lacksJavaDatabase({ code, stderr }: Finished): boolean {
  return code !== 0 && stderr.includes("'--skip-java-db-update' cannot be specified on the first run")
}

/** Findings do not change the exit code: it tells of failures alone, and the report of findings. */
function runOnce(target: readonly string[], context: AdapterContext): Promise<TrivyRun> {
  return withTool('trivy', context, async ({ run, write, file }) => {
    const report = file('report.json')
    const finished = await run([
      ...target,
      ...SILENT,
      ...NO_DOWNLOADS,
      // The cache of analysed layers is locked by one process, and the next scan would believe it.
      ...['--cache-backend', 'memory'],
      ...(await ownConfiguration({ write })),
      ...['--timeout', `${String(Math.ceil(context.options.timeoutMs / 1000))}s`],
      ...['--format', 'json', '--output', report],
    ])
    return { finished, report: finished.code === 0 ? await readReportFile('trivy', report) : new Uint8Array() }
  })
}
