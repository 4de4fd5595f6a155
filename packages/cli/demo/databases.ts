import { join } from 'node:path'
import { systemClock } from '@promo/core'
import type { Sandbox } from '@promo/sandbox'

/** Where Trivy and grype find their databases by default. */
export const TRIVY_DATABASE = 'ghcr.io/aquasecurity/trivy-db:2'
const GRYPE_HOST = 'grype.anchore.io'

const DAY_MS = 86_400_000
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/**
 * Serves vulnerability databases made from the sandbox's small file of true advisories, under the vendors' own
 * addresses. Gives what they are in words.
 */
export async function generateDatabases(sandbox: Sandbox, directory: string): Promise<string> {
  const { advisories, packGrypeDatabase, packTrivyDatabase, writeGrypeDatabase, writeTrivyDatabase } =
    await import('@promo/sandbox')
  const updatedAt = systemClock.now()
  const trivy = join(directory, 'trivy-database')
  writeTrivyDatabase(trivy, { advisories, updatedAt, nextUpdate: new Date(updatedAt.getTime() + DAY_MS) })
  const { manifest, config, layer } = packTrivyDatabase(trivy)
  await seedTrivyDatabase(sandbox, manifest, [config, layer])

  const grype = join(directory, 'grype-database')
  writeGrypeDatabase(grype, { advisories, builtAt: updatedAt })
  const { latestJson, archive, archiveName } = packGrypeDatabase(grype)
  const files = new Map([
    ['/databases/v6/latest.json', latestJson],
    [`/databases/v6/${archiveName}`, archive],
  ])
  sandbox.network.route(GRYPE_HOST, ({ url }) => {
    const body = files.get(url.pathname)
    return Promise.resolve(body === undefined ? { status: 404 } : { status: 200, body })
  })
  return `vulnerability databases: generated from ${Object.keys(advisories.vulnerabilities).length} true advisories, not the vendors’ own`
}

/** Puts the database where Trivy looks for it, for everyone to pull: a package of a public repository. */
export async function seedTrivyDatabase(
  sandbox: Sandbox,
  manifest: Uint8Array | string,
  blobs: readonly (Uint8Array | string)[],
): Promise<void> {
  await sandbox.github.createRepository({ fullName: 'aquasecurity/trivy-db' })
  for (const blob of blobs) sandbox.registry.seedBlob('aquasecurity/trivy-db', blob)
  sandbox.registry.seedManifest('aquasecurity/trivy-db', manifest, OCI_MANIFEST, '2')
}
