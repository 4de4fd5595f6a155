import { join } from 'node:path'
import type { ImageSubject } from '../scanners.ts'
import { readReportFile } from '../report.ts'
import { expectExit, withTool, type Adapter, type AdapterContext, type ToolWorkspace } from './adapter.ts'
import { layoutConfig, otherImage } from './layout.ts'
import { prepareTrivyDatabase } from './trivy-database.ts'
import { readTrivyReport } from './trivy-report.ts'

/** Trivy reads its database and the target, and asks nobody. */
export const SILENT = ['--skip-version-check', '--disable-telemetry', '--no-progress']
const NO_NETWORK = ['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan']

/**
 * Vulnerable packages of images, and of directories also misconfigurations, by the checks inside Trivy. The database is
 * prepared once for all scans. Throws `nothing-scanned`, `scanned-other-image` and the codes of databases beside what every
 * adapter throws.
 */
export function createTrivy(context: AdapterContext): Adapter {
  const cache = join(context.options.cacheDirectory, 'databases', 'trivy')
  let prepared: ReturnType<typeof prepareTrivyDatabase> | undefined
  return async (subject) => {
    prepared ??= prepareTrivyDatabase(cache, context)
    const database = await prepared
    return withTool('trivy', context, async (workspace) => {
      const target = subject.kind === 'image' ? imageArguments(subject) : sourceArguments(subject.path)
      const report = await scan([...target, '--cache-dir', cache], workspace, context)
      const { findings, imageId } = readTrivyReport(report)
      if (subject.kind === 'image') {
        const { digest: wanted } = await layoutConfig(subject)
        if (imageId !== wanted) throw otherImage(wanted, imageId ?? 'none')
      }
      return { findings, database }
    })
  }
}

function imageArguments({ layout, platform }: ImageSubject): readonly string[] {
  return ['image', '--input', layout, '--platform', platform, '--scanners', 'vuln']
}

function sourceArguments(path: string): readonly string[] {
  return ['fs', '--scanners', 'vuln,misconfig', path]
}

/** Findings do not change the exit code: it tells of failures alone, and the report of findings. */
async function scan(
  target: readonly string[],
  workspace: ToolWorkspace,
  { options }: AdapterContext,
): Promise<Uint8Array> {
  const report = workspace.file('report.json')
  const empty = await workspace.write('empty.yaml', '')
  const finished = await workspace.run([
    ...target,
    ...SILENT,
    ...NO_NETWORK,
    // The cache of analysed layers is locked by one process, and the next scan would believe it.
    '--cache-backend',
    'memory',
    '--config',
    empty,
    '--ignorefile',
    empty,
    '--timeout',
    `${String(Math.ceil(options.timeoutMs / 1000))}s`,
    '--format',
    'json',
    '--output',
    report,
  ])
  expectExit(finished, 'trivy', 0)
  return readReportFile('trivy', report)
}
