import { describe, expect, jest, test } from '@jest/globals'
import { asPromoError, digestOf, parseImageName, pinImage, type Digest } from '@promo/core'
import { httpError } from '@promo/http/testing'
import {
  ANONYMOUS,
  copyImage,
  createRegistryClient,
  LEGACY_TAG,
  OCI_CONFIG,
  OCI_MANIFEST,
  type CopyResult,
  type RegistryClient,
} from '@promo/registry'
import {
  anImage,
  anIndex,
  bytesOf,
  httpOver,
  pointer,
  steppingClock,
  type BuiltManifest,
  type Host,
} from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from './index.ts'

/** Some hundred copies. */
jest.setTimeout(120_000)

const FROM = parseImageName('ghcr.io/your-org/quarantine/app')
const TO = parseImageName('registry.example.com/your-org/app')
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

/** What becomes of a request: it is lost on its way, or it is done and its answer is lost, or the registry cannot. */
const FAULTS = ['lost', 'unanswered', 'unavailable'] as const
type Fault = (typeof FAULTS)[number]

interface Breaker {
  /** Requests since it was last set. */
  count: number
  /** From this request on, all fail: the registry is gone, or the process. 0: never. */
  from: number
  fault: Fault
}

interface Scene {
  readonly target: SandboxRegistry
  readonly client: RegistryClient
  readonly index: BuiltManifest
  readonly breaker: Breaker
}

function breaking(breaker: Breaker, host: Host): Host {
  return async (request) => {
    breaker.count += 1
    if (breaker.from === 0 || breaker.count < breaker.from) return host(request)
    if (breaker.fault === 'unavailable') return { status: 503, body: 'try later' }
    if (breaker.fault === 'unanswered') await host(request)
    throw httpError('http-unreachable', {}, 'the connection ended')
  }
}

/** An index of two platforms with a bundle on it, one on that bundle, one on a platform, and a legacy signature. */
async function aScene(switches: Partial<RegistrySwitches>): Promise<Scene> {
  const source = createSandboxRegistry()
  const target = createSandboxRegistry({ switches })
  const breaker: Breaker = { count: 0, from: 0, fault: 'lost' }
  const hosts = { 'ghcr.io': source.handler, 'registry.example.com': target.handler }
  const broken = Object.fromEntries(Object.entries(hosts).map(([name, host]) => [name, breaking(breaker, host)]))
  const client = createRegistryClient({ http: httpOver(broken), credentials: ANONYMOUS, clock: steppingClock() })
  const platform = anImage('app')
  const index = anIndex([platform, anImage('app', 'arm64')])
  await push(client, index)
  const first = await client.attach(FROM, index.descriptor, bundle('on the index'))
  await client.attach(FROM, first, bundle('on the bundle'))
  await client.attach(FROM, platform.descriptor, bundle('on the platform'))
  await putSignature(client, index.descriptor.digest)
  return { target, client, index, breaker }
}

function bundle(text: string): Parameters<RegistryClient['attach']>[2] {
  return { artifactType: BUNDLE, payload: bytesOf(text), annotations: {} }
}

async function push(client: RegistryClient, image: BuiltManifest): Promise<void> {
  for (const child of image.children) await push(client, child)
  for (const blob of image.blobs) await put(client, blob)
  await client.putManifest(FROM, image.bytes, image.descriptor.mediaType)
}

async function put(client: RegistryClient, blob: Uint8Array): Promise<void> {
  await client.putBlob(FROM, { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) })
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}

async function putSignature(client: RegistryClient, digest: Digest): Promise<void> {
  const layer = bytesOf('ours')
  const config = bytesOf(JSON.stringify({ rootfs: { type: 'layers', diff_ids: [digestOf(layer)] } }))
  for (const blob of [layer, config]) await put(client, blob)
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: pointer(OCI_CONFIG, config),
    layers: [pointer('application/vnd.dev.cosign.simplesigning.v1+json', layer)],
  }
  await client.putManifest(FROM, bytesOf(JSON.stringify(content)), OCI_MANIFEST, LEGACY_TAG.signature(digest))
}

function copy({ client, index }: Scene): Promise<CopyResult> {
  const from = { kind: 'image', image: pinImage(FROM, index.descriptor.digest) } as const
  return copyImage({ from, to: TO, tags: ['v1'], evidence: true, onTagConflict: 'fail' }, { registry: client })
}

/** Everything that anyone can see at the target, whatever the order it was written in. */
async function seen({ client, target, index }: Scene): Promise<unknown> {
  const repository = 'your-org/app'
  const subjects = [index.descriptor.digest, ...index.children.map(({ descriptor }) => descriptor.digest)]
  const referrers: Record<string, readonly string[]> = {}
  for (let digest = subjects.shift(); digest !== undefined; digest = subjects.shift()) {
    const found = (await client.referrers(TO, digest)).map((descriptor) => descriptor.digest)
    referrers[digest] = [...found].sort()
    subjects.push(...found)
  }
  const tags = [...target.tags(repository)].filter(([tag]) => !/^sha256-[0-9a-f]{64}$/.test(tag)).sort()
  const manifests = [...new Set([...tags.map(([, digest]) => digest), ...Object.keys(referrers)])]
  return { referrers, tags, stored: manifests.map((digest) => target.manifest(repository, digest)?.bytes.toString()) }
}

describe.each(['api', 'none'] as const)('a copy to a registry with referrers %s', (referrers) => {
  test.each(FAULTS)(
    'whose requests are %s from any one on fails clearly, and converges when run again',
    async (fault) => {
      const whole = await aScene({ referrers })
      whole.breaker.count = 0
      await copy(whole)
      const requests = whole.breaker.count
      const wanted = await seen(whole)

      for (let from = 1; from <= requests; from += 1) {
        const scene = await aScene({ referrers })
        Object.assign(scene.breaker, { count: 0, from, fault })
        const error = asPromoError(
          await copy(scene).then(
            () => undefined,
            (thrown: unknown) => thrown,
          ),
        )
        expect({ from, code: error.code, ending: error.ending }).toEqual({
          from,
          code: expect.not.stringMatching(/^internal-error$/),
          ending: 'infrastructure',
        })
        scene.breaker.from = 0
        if (scene.target.tags('your-org/app').has('v1')) expect(await seen(scene)).toEqual(wanted)
        expect(await copy(scene)).toMatchObject({ digest: scene.index.descriptor.digest, equal: true })
        expect(await seen(scene)).toEqual(wanted)
      }
    },
  )
})
