import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, PREDICATE_TYPES, type Digest, type ImageName } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { allowEnvironment } from '@promo/process'
import { ANONYMOUS, createRegistryClient, fallbackTag, type RegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver, pushImage, steppingClock } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { ROOT } from '../../scripts/root.ts'
import { createSigningBench } from '../sigstore/signing.ts'
import { deadlyRequests } from './deadly-requests.ts'
import { serveLoopback } from './loopback.ts'

/** Each request of a copy costs the start of one or two processes. */
jest.setTimeout(600_000)

/** Processes. */
const AT_ONCE = 2
const FROM = 'your-org/quarantine/app'
const TO = 'your-org/app'

const directory = await mkdtemp(join(tmpdir(), 'promo-killed-copy-'))
afterAll(() => rm(directory, { recursive: true, force: true }))

const bench = await createSigningBench()
const index = anIndex([anImage('app'), anImage('app', 'arm64')])

/** A registry with an image of two platforms, attested and signed in both forms, and nothing else. */
async function sealedRegistry(switches: Partial<RegistrySwitches>): Promise<SandboxRegistry> {
  const registry = createSandboxRegistry({ switches })
  const client = clientOf(registry)
  const name = imageName(FROM)
  await pushImage(client, name, index)
  const image = pinImage(name, index.descriptor.digest)
  const ports = { registry: client, trust: bench.trust, signer: bench.signer() }
  const about = { images: [image], predicateType: PREDICATE_TYPES.scan, predicate: { ok: true } }
  await attestImages({ ...about, formats: EVIDENCE_FORMATS }, ports)
  await signImages({ images: [image], recursive: false, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
  return registry
}

function imageName(repository: string): ImageName {
  return parseImageName(`ghcr.io/${repository}`)
}

function clientOf({ handler }: SandboxRegistry): RegistryClient {
  return createRegistryClient({
    http: httpOver({ 'ghcr.io': handler }),
    credentials: ANONYMOUS,
    clock: steppingClock(),
  })
}

/** All that a copy must carry: every manifest that the image and its evidence consist of, and every blob of those. */
interface Closure {
  readonly manifests: readonly Digest[]
  readonly blobs: readonly Digest[]
}

async function closureOf(registry: SandboxRegistry): Promise<Closure> {
  const client = clientOf(registry)
  const manifests = new Set<Digest>()
  const blobs = new Set<Digest>()
  const visit = async (digest: Digest): Promise<void> => {
    if (manifests.has(digest)) return
    manifests.add(digest)
    const { content } = await client.manifest(imageName(FROM), digest)
    if (content.kind === 'image') for (const blob of [content.config, ...content.layers]) blobs.add(blob.digest)
    else for (const child of content.manifests) await visit(child.digest)
    for (const referrer of await client.referrers(imageName(FROM), digest)) await visit(referrer.digest)
  }
  await visit(index.descriptor.digest)
  for (const [tag, digest] of registry.tags(FROM)) if (/\.(?:sig|att)$/.test(tag)) await visit(digest)
  return { manifests: [...manifests], blobs: [...blobs] }
}

interface State {
  readonly tags: Readonly<Record<string, Digest>>
  readonly referrers: Readonly<Record<string, readonly Digest[]>>
  /** By the hash of what is stored. */
  readonly manifests: readonly Digest[]
  readonly blobs: readonly Digest[]
}

/** What there is of the closure in the target, its tags, and what is listed for every manifest, in whatever order it was written. */
async function stateOf(registry: SandboxRegistry, { manifests, blobs }: Closure): Promise<State> {
  const client = clientOf(registry)
  const referrers: Record<string, readonly Digest[]> = {}
  for (const digest of manifests) {
    referrers[digest] = (await client.referrers(imageName(TO), digest)).map((listed) => listed.digest).sort()
  }
  const isFallback = (tag: string): boolean => manifests.some((digest) => tag === fallbackTag(digest))
  return {
    tags: Object.fromEntries([...registry.tags(TO)].filter(([tag]) => !isFallback(tag)).sort()),
    referrers,
    manifests: manifests.filter((digest) => digestOf(registry.manifest(TO, digest)?.bytes ?? '') === digest),
    blobs: blobs.filter((digest) => digestOf(registry.blob(TO, digest) ?? '') === digest),
  }
}

/** Another registry with all that is in the source. */
function cloneOf(source: SandboxRegistry, { manifests, blobs }: Closure): SandboxRegistry {
  const clone = createSandboxRegistry({ switches: source.switches })
  for (const digest of blobs) clone.seedBlob(FROM, source.blob(FROM, digest) ?? '')
  const seed = (digest: Digest, tag?: string): void => {
    const held = source.manifest(FROM, digest)
    if (held !== undefined) clone.seedManifest(FROM, held.bytes, held.mediaType, tag)
  }
  for (const digest of manifests) seed(digest)
  for (const [tag, digest] of source.tags(FROM)) seed(digest, tag)
  return clone
}

interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Requests that reached the registry. */
  readonly requests: number
}

/** Runs `promo copy` within the registry. The request of the number given is done, then the process is killed before any answer. */
async function promoCopy(registry: SandboxRegistry, killedAt = Infinity): Promise<Ended> {
  const deadly = deadlyRequests({ number: killedAt, moment: 'applied' })
  const served = await serveLoopback(deadly.through(registry.handler))
  const { host } = served
  const args = ['copy', '--from', `${host}/${FROM}@${index.descriptor.digest}`, '--to', `${host}/${TO}`, '--tags', 'v1']
  const env = { ...allowEnvironment(['PATH']), HOME: directory, TMPDIR: directory, DOCKER_CONFIG: directory }
  const child = spawn(process.execPath, [join(ROOT, 'packages', 'cli', 'main.ts'), ...args, '--json'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  deadly.arm(() => child.kill('SIGKILL'))
  try {
    const ended = await endOf(child)
    return { ...ended, requests: deadly.count }
  } finally {
    served.close()
  }
}

function endOf(child: ChildProcess): Promise<Omit<Ended, 'requests'>> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => (said.stdout += String(chunk)))
  child.stderr?.on('data', (chunk) => (said.stderr += String(chunk)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, ...said }))
  })
}

test.each(['api', 'none'] as const)(
  'a copy that is killed at any request leaves no tag before what it needs, and the next one converges (referrers %s)',
  async (referrers) => {
    const source = await sealedRegistry({ referrers })
    const closure = await closureOf(source)
    const whole = cloneOf(source, closure)
    const unbroken = await promoCopy(whole)
    expect(unbroken).toMatchObject({ code: 0, signal: null })
    const wanted = await stateOf(whole, closure)
    expect(wanted).toMatchObject({ ...closure, tags: { v1: index.descriptor.digest } })
    expect(wanted.referrers[index.descriptor.digest]).toHaveLength(2)

    const found = new Set<string>()
    const faults: unknown[] = []
    const killAt = async (number: number): Promise<void> => {
      const stage = cloneOf(source, closure)
      const killed = await promoCopy(stage, number)
      // Copies that go side by side save requests when they meet: the process may have ended before.
      if (killed.signal !== 'SIGKILL' && killed.requests >= number) faults.push({ number, killed })
      const left = await stateOf(stage, closure)
      const isTagged = 'v1' in left.tags
      if ((isTagged || killed.code === 0) && !isDeepStrictEqual(left, wanted)) faults.push({ number, left })
      // What the next copy does depends on nothing but what it finds.
      const state = JSON.stringify(left)
      if (found.has(state)) return
      found.add(state)
      const { code, stderr } = await promoCopy(stage)
      const reached = await stateOf(stage, closure)
      if (code !== 0 || !isDeepStrictEqual(reached, wanted)) faults.push({ number, code, stderr, reached })
    }
    const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let number = lane + 1; number <= unbroken.requests; number += AT_ONCE) await killAt(number)
    })
    await Promise.all(lanes)
    expect(faults).toEqual([])
    expect(found.size).toBeGreaterThan(closure.manifests.length)
  },
)
