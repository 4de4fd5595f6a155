import { parseImageName } from '@promo/core'
import { createHttpClient, type HttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import type { Sandbox } from '@promo/sandbox'
import { cliError } from '../errors.ts'
import { seedTrivyDatabase } from './databases.ts'

/** Trivy's own first choice (trivy, pkg/db/db.go); the tag is the schema. */
const VENDOR = { name: parseImageName('mirror.gcr.io/aquasec/trivy-db'), tag: '2' }
/** Against an answer without end: the database has tens of megabytes. */
const DATABASE_LIMIT = 512 * 1024 * 1024

/**
 * Brings Trivy's own database of today into the sandbox, which serves it from then on. Nothing else of the demo asks
 * anyone outside. Gives what it is in words; throws `databases-unreachable`.
 */
export async function bringDatabase(sandbox: Sandbox, http: HttpClient = createHttpClient()): Promise<string> {
  const registry = createRegistryClient({ http, credentials: ANONYMOUS })
  try {
    const { bytes, content, digest } = await registry.manifest(VENDOR.name, VENDOR)
    if (content.kind !== 'image') throw cliError('databases-unreachable', { digest }, 'the database is an index')
    const parts = [content.config, ...content.layers]
    const blobs: Uint8Array[] = []
    for (const part of parts) blobs.push(await registry.readBlob(VENDOR.name, part.digest, DATABASE_LIMIT))
    await seedTrivyDatabase(sandbox, bytes, blobs)
    const size = blobs.reduce((sum, { length }) => sum + length, 0)
    return `vulnerability database: ${VENDOR.name}@${digest}, ${(size / 1e6).toFixed(1)} MB`
  } catch (cause) {
    throw cliError('databases-unreachable', { from: VENDOR.name }, `no vulnerability database from ${VENDOR.name}`, {
      cause,
    })
  }
}
