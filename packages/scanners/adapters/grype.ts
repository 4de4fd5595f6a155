import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isLoopbackHost } from '@promo/http'
import { lastWords } from '@promo/process'
import { scannerError } from '../errors.ts'
import { readReportFile } from '../report.ts'
import type { ScanSubject } from '../scanners.ts'
import { expectExit, withTool, type Adapter, type AdapterContext } from './adapter.ts'
import { readGrypeReport } from './grype-report.ts'
import { layoutConfig, otherImage } from './layout.ts'

/** grype's own default (grype/cmd/grype/cli/options/database.go). */
const VENDOR_DATABASE = 'https://grype.anchore.io/databases'

/**
 * Vulnerable packages of images and directories. The database is updated once for all scans; its age is judged by us, by
 * what the report says of it. Throws `scanned-other-image` and the codes of databases beside what every adapter throws.
 */
export function createGrype(context: AdapterContext): Adapter {
  const cache = join(context.options.cacheDirectory, 'databases', 'grype')
  let prepared: Promise<void> | undefined
  return async (subject) => {
    prepared ??= prepare(cache, context)
    await prepared
    return withTool('grype', context, async ({ run, write, file }) => {
      const report = file('report.json')
      const config = await write('empty.yaml', '')
      const finished = await run(
        [...targetArguments(subject), '--config', config, '--output', 'json', '--file', report],
        environment(cache),
      )
      expectExit(finished, 'grype', 0)
      const { findings, database, manifestDigest } = readGrypeReport(await readReportFile('grype', report))
      if (subject.kind === 'image') {
        await layoutConfig(subject)
        if (manifestDigest !== subject.digest) throw otherImage(subject.digest, manifestDigest ?? 'none')
      }
      return { findings, database }
    })
  }
}

async function prepare(cache: string, context: AdapterContext): Promise<void> {
  await mkdir(cache, { recursive: true })
  const { offline, grypeDatabase = VENDOR_DATABASE } = context.options
  if (offline) return
  expectSafe(grypeDatabase)
  const finished = await withTool('grype', context, async ({ runOnline, write }) =>
    runOnline(['db', 'update', '--config', await write('empty.yaml', '')], {
      ...environment(cache),
      GRYPE_DB_UPDATE_URL: grypeDatabase,
    }),
  )
  if (finished.code !== 0)
    throw scannerError(
      'database-unavailable',
      { from: grypeDatabase },
      `no database for grype from ${grypeDatabase}: ${lastWords(finished.stderr)}`,
    )
  context.ports.log(`grype: database of ${grypeDatabase}`)
}

/** Throws `database-refused` unless nobody between here and the server can change what it says. */
function expectSafe(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && isSafe(url)) return
  throw scannerError('database-refused', {}, `not an address for grype's database: ${url?.host ?? 'not a URL'}`)
}

function isSafe({ protocol, hostname, username, password }: URL): boolean {
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
  return isPrivate && username === '' && password === ''
}

function targetArguments(subject: ScanSubject): readonly string[] {
  return subject.kind === 'image'
    ? [`oci-dir:${subject.layout}`, '--platform', subject.platform]
    : [`dir:${subject.path}`]
}

function environment(cache: string): Readonly<Record<string, string>> {
  return {
    GRYPE_DB_CACHE_DIR: cache,
    GRYPE_DB_AUTO_UPDATE: 'false',
    GRYPE_DB_VALIDATE_AGE: 'false',
    GRYPE_CHECK_FOR_APP_UPDATE: 'false',
  }
}
