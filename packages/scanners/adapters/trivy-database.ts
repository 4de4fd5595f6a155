import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatTime, isPromoError, parseImageReference, parseJson } from '@promo/core'
import { lastWords } from '@promo/process'
import * as z from 'zod/mini'
import { scannerError } from '../errors.ts'
import { withTool, type AdapterContext, type DatabaseAge } from './adapter.ts'
import { readTime } from './time.ts'

/** trivy's own default repositories (pkg/db/db.go); the number is the schema. */
const VENDOR_DATABASES: readonly string[] = ['mirror.gcr.io/aquasec/trivy-db:2', 'ghcr.io/aquasecurity/trivy-db:2']

/**
 * Brings the database into the cache, from the first repository that gives it, and tells its age. Trivy itself goes on
 * only after an overloaded one, not after one that refuses. Throws `database-unavailable` or `database-unreadable`.
 */
export async function prepareTrivyDatabase(cache: string, context: AdapterContext): Promise<DatabaseAge> {
  await mkdir(cache, { recursive: true })
  const { offline, databases } = context.options
  if (!offline) await download(cache, databases.length === 0 ? VENDOR_DATABASES : databases, context)
  return readMetadata(cache)
}

async function download(cache: string, repositories: readonly string[], context: AdapterContext): Promise<void> {
  const refusals: string[] = []
  for (const repository of repositories) {
    parseImageReference(repository)
    const finished = await withTool('trivy', context, async ({ run, write }) =>
      run([
        'image',
        '--download-db-only',
        '--cache-dir',
        cache,
        '--db-repository',
        repository,
        '--skip-version-check',
        '--disable-telemetry',
        '--no-progress',
        '--config',
        await write('empty.yaml', ''),
      ]),
    )
    if (finished.code === 0) {
      context.ports.log(`trivy: database of ${repository}`)
      return
    }
    refusals.push(`${repository}: ${lastWords(finished.stderr).split('\n').at(-1) ?? ''}`)
  }
  throw scannerError('database-unavailable', { repositories }, `no database for trivy: ${refusals.join('; ')}`)
}

/** trivy-db pkg/metadata. */
const metadata = z.object({ Version: z.int(), UpdatedAt: z.string() })

async function readMetadata(cache: string): Promise<DatabaseAge> {
  try {
    const bytes = await readFile(join(cache, 'db', 'metadata.json'))
    const { Version, UpdatedAt } = z.parse(metadata, parseJson(bytes))
    return { version: String(Version), updatedAt: formatTime(readTime(UpdatedAt, 'trivy')) }
  } catch (cause) {
    if (isPromoError(cause) && cause.code === 'database-unreadable') throw cause
    throw scannerError('database-unreadable', { cache }, `no database of trivy that can be read in ${cache}`, { cause })
  }
}
