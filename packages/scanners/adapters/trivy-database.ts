import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatTime, isPromoError, parseImageReference, parseJson } from '@promo/core'
import { lastWords, type Finished } from '@promo/process'
import * as z from 'zod/mini'
import { scannerError } from '../errors.ts'
import { withTool, type AdapterContext, type DatabaseAge } from './adapter.ts'
import { readTime } from './time.ts'

/** Trivy announces no versions, sends no telemetry and draws no progress. */
export const SILENT = ['--skip-version-check', '--disable-telemetry', '--no-progress']

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
    const finished = await fetchDatabase(['--download-db-only', '--db-repository', repository], cache, context)
    if (finished.code === 0) {
      context.ports.log(`trivy: database of ${repository}`)
      return
    }
    refusals.push(`${repository}: ${lastLine(finished)}`)
  }
  throw scannerError('database-unavailable', { repositories }, `no database for trivy: ${refusals.join('; ')}`)
}

/**
 * Brings the index of Java archives, which tells jars without a description of their own by their hash. It has ten times
 * the size of the other, so only images that need it pay for it. Throws `database-unavailable`.
 */
export async function prepareJavaDatabase(cache: string, context: AdapterContext): Promise<void> {
  if (context.options.offline)
    throw scannerError('database-unavailable', { cache }, `there are Java archives, and no Java database in ${cache}`)
  const finished = await fetchDatabase(['--download-java-db-only'], cache, context)
  if (finished.code !== 0)
    throw scannerError('database-unavailable', {}, `no Java database for trivy: ${lastLine(finished)}`)
  context.ports.log('trivy: Java database')
}

function fetchDatabase(args: readonly string[], cache: string, context: AdapterContext): Promise<Finished> {
  return withTool('trivy', context, async ({ runOnline, write }) =>
    runOnline(['image', ...args, '--cache-dir', cache, ...SILENT, '--config', await write('empty.yaml', '')]),
  )
}

function lastLine({ stderr }: Finished): string {
  return lastWords(stderr).split('\n').at(-1) ?? ''
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
