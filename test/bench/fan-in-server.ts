import { setTimeout as delay } from 'node:timers/promises'
import { digestOf, legDocument, parseImageName, parseLegName, pinImage, PREDICATE_TYPES } from '@promo/core'
import { attestImages } from '@promo/evidence'
import { LEG_FILE } from '@promo/line'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver, type BuiltManifest } from '@promo/registry/testing'
import type { Handler, SandboxRequest, SandboxResponse } from '@promo/sandbox/network'
import { zipOf } from '@promo/runner/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { serveLoopback } from '../interop/loopback.ts'
import { RUN, SOURCE } from '../line/legs.ts'
import { createSigningBench } from '../sigstore/signing.ts'

/** What the process of the servers says once it serves. */
export interface FanInScene {
  readonly legs: readonly string[]
  /** `name@digest`, one of each leg. */
  readonly images: readonly string[]
  readonly resultsUrl: string
  readonly trustedRoot: string
}

/** Its answer to any message: what the registry met since the last one. */
export interface Traffic {
  readonly requests: number
  readonly mostAtOnce: number
}

const LEGS = 256
/** What a registry in the same region takes for a manifest: without it no two requests would ever meet. */
const LATENCY_MS = 10

const bench = await createSigningBench()
const registry = createSandboxRegistry()
const traffic = { requests: 0, mostAtOnce: 0 }
let underWay = 0

const counted: Handler = async (request) => {
  underWay += 1
  traffic.requests += 1
  traffic.mostAtOnce = Math.max(traffic.mostAtOnce, underWay)
  await delay(LATENCY_MS)
  const answer = await registry.handler(request)
  underWay -= 1
  return answer
}

const { host } = await serveLoopback(counted)
const artifacts: Artifact[] = []
const results = await serveLoopback((request) => Promise.resolve(answerResults(request)))
const resultsUrl = `http://${results.host}/`

const client = createRegistryClient({ http: httpOver({ [host]: registry.handler }), credentials: ANONYMOUS })
const legs = Array.from({ length: LEGS }, (_, number) => `app-${String(number + 1)}`)
const images: string[] = []
for (const leg of legs) images.push(await seal(leg))
process.on('message', () => {
  process.send?.({ ...traffic } satisfies Traffic)
  Object.assign(traffic, { requests: 0, mostAtOnce: 0 })
})
process.send?.({ legs, images, resultsUrl, trustedRoot: bench.sigstore.trustedRoot } satisfies FanInScene)

/** An image of two platforms with signed provenance, and the digest artifact of its leg. */
async function seal(name: string): Promise<string> {
  const index = anIndex([anImage(name), anImage(name, 'arm64')])
  seed(`your-org/${name}`, index)
  const image = pinImage(parseImageName(`${host}/your-org/${name}`), index.descriptor.digest)
  const predicate = { buildDefinition: { externalParameters: { leg: name, image: image.name } } }
  const about = { images: [image], predicateType: PREDICATE_TYPES.provenance, predicate, formats: ['bundle'] } as const
  await attestImages(about, { registry: client, trust: bench.trust, signer: bench.signer() })
  const leg = legDocument.create({
    ...{ leg: parseLegName(name), image: { name: image.name, digest: image.digest }, tags: [], platforms: [] },
    ...{ source: SOURCE, run: RUN, sealedAt: '2026-12-01T11:00:00Z', scan: null, evidence: [] },
  })
  artifacts.push(artifactOf(`promo-digest-${name}-1`, zipOf([[LEG_FILE, legDocument.write(leg)]])))
  return `${image.name}@${image.digest}`
}

function seed(repository: string, { bytes, descriptor, blobs, children }: BuiltManifest): void {
  for (const child of children) seed(repository, child)
  for (const blob of blobs) registry.seedBlob(repository, blob)
  registry.seedManifest(repository, bytes, descriptor.mediaType)
}

/** As GitHub's results service lists it (actions/toolkit, packages/artifact). */
interface Artifact {
  readonly archive: Uint8Array
  readonly facts: Readonly<Record<string, string>>
}

function artifactOf(name: string, archive: Uint8Array): Artifact {
  const facts = {
    ...{ workflow_run_backend_id: 'run', workflow_job_run_backend_id: 'job', name, digest: digestOf(archive) },
    ...{ database_id: String(artifacts.length + 1), size: String(archive.byteLength) },
    created_at: '2026-12-01T11:00:00Z',
  }
  return { archive, facts }
}

/** The two calls of the results service that a reader makes, and its blobs. */
function answerResults({ url, body }: SandboxRequest): SandboxResponse {
  if (url.pathname.startsWith('/blob/')) {
    const found = artifacts.find(({ facts }) => facts['name'] === lastOf(url))
    return { status: 200, headers: { 'content-type': 'application/zip' }, body: found?.archive ?? '' }
  }
  const { name = '', name_filter: wanted, id_filter: id } = JSON.parse(String(Buffer.from(body))) as Artifact['facts']
  const listed = artifacts
    .map(({ facts }) => facts)
    .filter((facts) => wanted === undefined || facts['name'] === wanted)
    .filter((facts) => id === undefined || facts['database_id'] === id)
  const answer = lastOf(url) === 'ListArtifacts' ? { artifacts: listed } : { signed_url: `${resultsUrl}blob/${name}` }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) }
}

function lastOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1)
}
