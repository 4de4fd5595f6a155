import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { packGrypeDatabase, packTrivyDatabase } from '@promo/sandbox/vulnerability-databases'

export interface DatabaseServer {
  /** `127.0.0.1:<port>`: Trivy's database is `<address>/trivy-db:2`, grype's `http://<address>/databases`. */
  readonly address: string
  /** Methods and paths. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Serves what the vendors' hosts serve: Trivy's database as an OCI artifact, grype's as two files. */
export async function serveDatabases(trivyDirectory: string, grypeDirectory: string): Promise<DatabaseServer> {
  const files = filesOf(trivyDirectory, grypeDirectory)
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(`${request.method ?? ''} ${path}`)
    const found = files.get(path)
    response.writeHead(found === undefined ? 404 : 200, found === undefined ? {} : { 'content-type': found.type })
    response.end(request.method === 'HEAD' ? undefined : found?.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

interface File {
  readonly type: string
  readonly bytes: Buffer
}

function filesOf(trivyDirectory: string, grypeDirectory: string): ReadonlyMap<string, File> {
  const trivy = packTrivyDatabase(trivyDirectory)
  const grype = packGrypeDatabase(grypeDirectory)
  const digest = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const blob = (bytes: Buffer): [string, File] => [
    `/v2/trivy-db/blobs/${digest(bytes)}`,
    { type: 'application/octet-stream', bytes },
  ]
  const manifest = { type: 'application/vnd.oci.image.manifest.v1+json', bytes: trivy.manifest }
  return new Map<string, File>([
    ['/v2/', { type: 'application/json', bytes: Buffer.from('{}') }],
    ['/v2/trivy-db/manifests/2', manifest],
    [`/v2/trivy-db/manifests/${digest(trivy.manifest)}`, manifest],
    blob(trivy.config),
    blob(trivy.layer),
    ['/databases/v6/latest.json', { type: 'application/json', bytes: grype.latestJson }],
    [`/databases/v6/${grype.archiveName}`, { type: 'application/gzip', bytes: grype.archive }],
  ])
}
