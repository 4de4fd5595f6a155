import { layoutConfig, otherImage } from './layout.ts'
import type { Adapter, AdapterContext } from './adapter.ts'
import { prepareTrivyDatabase } from './trivy-database.ts'
import { readTrivyReport } from './trivy-report.ts'
import { createTrivyRun, imageArguments, trivyCache } from './trivy-run.ts'
import { unreadFiles } from './trivy-unread.ts'

/**
 * Vulnerable packages of images, and of directories also misconfigurations, by the checks inside Trivy. The database is
 * prepared once for all scans. Throws `nothing-scanned`, `scanned-other-image` and the codes of databases beside what every
 * adapter throws.
 */
export function createTrivy(context: AdapterContext): Adapter {
  const cache = trivyCache(context)
  const run = createTrivyRun(cache, context)
  let prepared: ReturnType<typeof prepareTrivyDatabase> | undefined
  return async (subject) => {
    prepared ??= prepareTrivyDatabase(cache, context)
    const database = await prepared
    const target = subject.kind === 'image' ? imageArguments(subject) : sourceArguments(subject.path)
    const scanners = subject.kind === 'image' ? 'vuln' : 'vuln,misconfig'
    const { finished, report } = await run([...target, '--scanners', scanners])
    const { findings, imageId } = readTrivyReport(report)
    if (subject.kind === 'source') return { findings: [...findings, ...unreadFiles(finished.stderr)], database }
    const { digest: wanted } = await layoutConfig(subject)
    if (imageId !== wanted) throw otherImage(wanted, imageId ?? 'none')
    return { findings, database }
  }
}

/** Only at debug level does Trivy tell which files it could not parse. */
function sourceArguments(path: string): readonly string[] {
  return ['fs', path, '--debug']
}
