import { join } from 'node:path'
import type { Finished } from '@promo/process'
import type { ImageSubject } from '../scanners.ts'
import { readReportFile } from '../report.ts'
import { expectExit, withTool, type Adapter, type AdapterContext } from './adapter.ts'
import { layoutConfig, otherImage } from './layout.ts'
import { prepareJavaDatabase, prepareTrivyDatabase, SILENT } from './trivy-database.ts'
import { readTrivyReport } from './trivy-report.ts'
import { unreadFiles } from './trivy-unread.ts'

/** Trivy reads its databases and the target, and asks nobody. */
const NO_DOWNLOADS = ['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan']

/**
 * Vulnerable packages of images, and of directories also misconfigurations, by the checks inside Trivy. The database is
 * prepared once for all scans. Throws `nothing-scanned`, `scanned-other-image` and the codes of databases beside what every
 * adapter throws.
 */
export function createTrivy(context: AdapterContext): Adapter {
  const cache = join(context.options.cacheDirectory, 'databases', 'trivy')
  let prepared: ReturnType<typeof prepareTrivyDatabase> | undefined
  let preparedJava: Promise<void> | undefined
  return async (subject) => {
    prepared ??= prepareTrivyDatabase(cache, context)
    const database = await prepared
    const target = subject.kind === 'image' ? imageArguments(subject) : sourceArguments(subject.path)
    const scan = (): Promise<Scan> => scanOnce([...target, '--cache-dir', cache], context)
    let scanned = await scan()
    if (lacksJavaDatabase(scanned.finished)) {
      preparedJava ??= prepareJavaDatabase(cache, context)
      await preparedJava
      scanned = await scan()
    }
    expectExit(scanned.finished, 'trivy', 0)
    const { findings, imageId } = readTrivyReport(scanned.report)
    if (subject.kind === 'source') return { findings: [...findings, ...unreadFiles(scanned.finished.stderr)], database }
    const { digest: wanted } = await layoutConfig(subject)
    if (imageId !== wanted) throw otherImage(wanted, imageId ?? 'none')
    return { findings, database }
  }
}

/** Trivy finds out while it scans that there are Java archives. */
function lacksJavaDatabase({ code, stderr }: Finished): boolean {
  return code !== 0 && stderr.includes("'--skip-java-db-update' cannot be specified on the first run")
}

function imageArguments({ layout, platform }: ImageSubject): readonly string[] {
  return ['image', '--input', layout, '--platform', platform, '--scanners', 'vuln']
}

/** Only at debug level does Trivy tell which files it could not parse. */
function sourceArguments(path: string): readonly string[] {
  return ['fs', '--debug', '--scanners', 'vuln,misconfig', path]
}

interface Scan {
  readonly finished: Finished
  /** Empty when Trivy failed. */
  readonly report: Uint8Array
}

/** Findings do not change the exit code: it tells of failures alone, and the report of findings. */
function scanOnce(target: readonly string[], context: AdapterContext): Promise<Scan> {
  return withTool('trivy', context, async ({ run, write, file }) => {
    const report = file('report.json')
    const empty = await write('empty.yaml', '')
    const finished = await run([
      ...target,
      ...SILENT,
      ...NO_DOWNLOADS,
      // The cache of analysed layers is locked by one process, and the next scan would believe it.
      ...['--cache-backend', 'memory'],
      ...['--config', empty, '--ignorefile', empty],
      ...['--timeout', `${String(Math.ceil(context.options.timeoutMs / 1000))}s`],
      ...['--format', 'json', '--output', report],
    ])
    return { finished, report: finished.code === 0 ? await readReportFile('trivy', report) : new Uint8Array() }
  })
}
