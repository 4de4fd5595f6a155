import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import { afterAll, expect, jest, test } from '@jest/globals'
import { digestOf, releaseDocument } from '@promo/core'
import { LEG_FILE } from '@promo/line'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { zipOf } from '@promo/runner/testing'
import { createArtifactService, type ArtifactService } from '@promo/sandbox/artifacts'
import { startNetwork } from '@promo/sandbox/network'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { bench, EXPECTED, PREFIX, sealLegs } from '../line/fan-in-scene.ts'
import { RUN, SIGNER, SOURCE } from '../line/legs.ts'
import { deadlyRequests, dieOfEach, type Death, type SeenRequests } from './deadly-requests.ts'

/** Each request costs the start of four processes. */
jest.setTimeout(900_000)

const RUN_ID = Number(RUN.id)
const RELEASE = 'release'

const root = await mkdtemp(join(tmpdir(), 'promo-killed-fan-in-'))
afterAll(() => rm(root, { recursive: true, force: true }))

/** Collecting only reads: all runs share the registry. */
const registry = createSandboxRegistry()
const client = createRegistryClient({ http: httpOver({ 'ghcr.io': registry.handler }), credentials: ANONYMOUS })
await sealLegs('ghcr.io', client, root)

/** The artifacts of a run whose legs are sealed, as the jobs of its first attempt left them. */
async function sealedArtifacts(): Promise<ArtifactService> {
  const service = createArtifactService()
  const token = service.runtimeToken(RUN_ID, 1, 1)
  for (const leg of EXPECTED) {
    const text = await readFile(join(root, 'sealed', leg, LEG_FILE), 'utf8')
    await upload(service, token, `${PREFIX}-${leg}-1`, zipOf([[LEG_FILE, text]]))
  }
  return service
}

/** The three requests of an upload (actions/toolkit, packages/artifact, `upload-artifact.ts`). */
async function upload(service: ArtifactService, token: string, name: string, archive: Uint8Array): Promise<void> {
  const call = async (method: string, message: object): Promise<Record<string, unknown>> => {
    const body = Buffer.from(JSON.stringify({ workflow_run_backend_id: `run-${RUN.id}`, name, ...message }))
    const url = new URL(`twirp/github.actions.results.api.v1.ArtifactService/${method}`, service.resultsUrl)
    return JSON.parse(String(await send(service, { method: 'POST', url, body, token }))) as Record<string, unknown>
  }
  const { signed_upload_url: address } = await call('CreateArtifact', {})
  await send(service, { method: 'PUT', url: new URL(String(address)), body: archive, token })
  await call('FinalizeArtifact', { size: String(archive.byteLength), hash: digestOf(archive) })
}

interface Sent {
  readonly method: string
  readonly url: URL
  readonly body: Uint8Array
  readonly token: string
}

async function send({ handlers }: ArtifactService, { token, ...request }: Sent): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await handlers.get(request.url.host)?.({ ...request, headers })
  if (answer === undefined || answer.status >= 300) throw new Error(`${request.url.href} answered ${answer?.status}`)
  return answer.body
}

type Collected = ActionEnd & SeenRequests

/** Runs collect-digests, as it is shipped, in one attempt of the run. Requests to the registry and for artifacts count. */
async function collect(artifacts: ArtifactService, attempt: number, death?: Death): Promise<Collected> {
  const deadly = deadlyRequests(death)
  const network = await startNetwork({ directory: await mkdtemp(join(root, 'network-')) })
  for (const [host, handler] of [['ghcr.io', registry.handler] as const, ...artifacts.handlers])
    network.route(host, deadly.through(handler))
  try {
    const ended = await spawnAction('collect-digests', {
      inputs: {
        ...{ expected: EXPECTED.join('\n'), artifact: RELEASE, 'trusted-root': bench.sigstore.trustedRoot },
        ...{ signer: SIGNER.workflow, 'signer-commit': SIGNER.commit },
      },
      variables: {
        ...network.environment,
        ...{ GITHUB_REPOSITORY: SOURCE.repository, GITHUB_REPOSITORY_ID: SOURCE.repositoryId, GITHUB_SHA: SOURCE.sha },
        ...{ GITHUB_RUN_ID: RUN.id, GITHUB_RUN_ATTEMPT: String(attempt) },
        ACTIONS_RESULTS_URL: artifacts.resultsUrl,
        ACTIONS_RUNTIME_TOKEN: artifacts.runtimeToken(RUN_ID, 2, attempt),
      },
      onStart: (kill) => deadly.arm(kill),
    })
    return { ...ended, ...deadly.seen() }
  } finally {
    await network.close()
  }
}

/** What the release documents say that can be downloaded, each but for its time and attempt. */
function releasesOf(artifacts: ArtifactService): readonly unknown[] {
  const found = artifacts.list(RUN_ID).filter(({ name }) => name.startsWith(RELEASE))
  return found.map(({ name }) => {
    const archive = Buffer.from(artifacts.read(RUN_ID, name) ?? '')
    const { images, source } = releaseDocument.read(onlyFileOf(archive))
    return { images, source }
  })
}

/** The one file of a zip (PKWARE APPNOTE, 4.3): its sizes stand in the central directory. */
function onlyFileOf(zip: Buffer): Uint8Array {
  const central = zip.readUInt32LE(zip.length - 22 + 16)
  const local = zip.readUInt32LE(central + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const data = zip.subarray(start, start + zip.readUInt32LE(central + 20))
  return zip.readUInt16LE(central + 10) === 0 ? data : inflateRawSync(data)
}

test('a fan-in that is killed at any request leaves no half document, and the next attempt proves and collects the same release', async () => {
  const whole = await sealedArtifacts()
  const unbroken = await collect(whole, 2)
  expect(unbroken).toMatchObject({ code: 0, refused: [] })
  const [wanted, ...others] = releasesOf(whole)
  expect([wanted, others]).toEqual([expect.anything(), []])
  const images = unbroken.outputs.get('images')
  expect(Object.keys(JSON.parse(images ?? '{}') as object)).toEqual(EXPECTED)

  const wrong = await dieOfEach(unbroken.requests, async (death) => {
    const artifacts = await sealedArtifacts()
    const killed = await collect(artifacts, 2, death)
    const isSilent = killed.code === null && killed.outputs.size === 0
    const isWhole = releasesOf(artifacts).every((release) => isDeepStrictEqual(release, wanted))
    const next = await collect(artifacts, 3)
    const isSame = isDeepStrictEqual(releasesOf(artifacts).at(-1), wanted)
    // What the dead attempt left vouches for nothing: every digest is proven again.
    const isProven = next.requests >= unbroken.requests
    const isGood = next.code === 0 && next.outputs.get('images') === images && isSame && isProven
    return [...(isSilent && isWhole ? [] : [killed]), ...(isGood ? [] : [next])]
  })
  expect(wrong).toEqual([])
  expect(unbroken.requests).toBeGreaterThan(8 * EXPECTED.length)
})
