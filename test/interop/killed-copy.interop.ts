import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, jest, test } from '@jest/globals'
import { digestOf, pinImage, PREDICATE_TYPES, type Digest } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { allowEnvironment } from '@promo/process'
import { fallbackTag } from '@promo/registry'
import { anImage, anIndex, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { ROOT } from '../../scripts/root.ts'
import { createSigningBench } from '../sigstore/signing.ts'
import { clientOf, cloneOf, closureOf, imageName, type Closure } from './closure.ts'
import { deadlyRequests, type SeenRequests } from './deadly-requests.ts'
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

interface Ended extends SeenRequests {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
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
    return { ...ended, ...deadly.seen() }
  } finally {
    served.close()
  }
}

function endOf(child: ChildProcess): Promise<Omit<Ended, keyof SeenRequests>> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => (said.stdout += String(chunk)))
  child.stderr?.on('data', (chunk) => (said.stderr += String(chunk)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, ...said }))
  })
}

/** What was there before what it needs: a tag or a good end before all, evidence before the image, a listing of nothing. */
function tooEarly({ code }: Ended, left: State, wanted: State): readonly unknown[] {
  const { tags, referrers, manifests } = left
  if ((code === 0 || 'v1' in tags) && !isDeepStrictEqual(left, wanted)) return [tags, code]
  const evidence = [...Object.values(referrers).flat(), ...Object.keys(tags)]
  if (!manifests.includes(index.descriptor.digest)) return evidence
  return Object.values(referrers).filter((listed) => !listed.every((digest) => manifests.includes(digest)))
}

/**
 * What a copy put though it was there. A referrer may be there and not be listed; manifests are put without a question as long
 * as the image is not there.
 */
function resent(put: readonly string[], left: State, wanted: State): readonly string[] {
  const listed = Object.values(wanted.referrers).flat()
  const isWhole = left.manifests.includes(index.descriptor.digest)
  const settled = isWhole ? left.manifests.filter((digest) => !listed.includes(digest)) : []
  return [...settled, ...left.blobs].filter((digest) => put.includes(digest))
}

test.each(['api', 'none'] as const)(
  'a copy that is killed at any request leaves nothing before what it needs, and the next one puts the rest (referrers %s)',
  async (referrers) => {
    const source = await sealedRegistry({ referrers })
    const closure = await closureOf(source, FROM, index.descriptor.digest)
    const whole = cloneOf(source, FROM, closure)
    const unbroken = await promoCopy(whole)
    expect(unbroken).toMatchObject({ code: 0, signal: null, refused: [] })
    const wanted = await stateOf(whole, closure)
    expect(wanted).toMatchObject({ ...closure, tags: { v1: index.descriptor.digest } })
    expect(wanted.referrers[index.descriptor.digest]).toHaveLength(2)

    const found = new Set<string>()
    const faults: unknown[] = []
    const killAt = async (number: number): Promise<void> => {
      const stage = cloneOf(source, FROM, closure)
      const killed = await promoCopy(stage, number)
      // Copies that go side by side save requests when they meet: the process may have ended before.
      if (killed.signal !== 'SIGKILL' && killed.requests >= number) faults.push({ number, killed })
      const left = await stateOf(stage, closure)
      const early = tooEarly(killed, left, wanted)
      if (early.length > 0) faults.push({ number, left, early })
      // What the next copy does depends on nothing but what it finds.
      const state = JSON.stringify(left)
      if (found.has(state)) return
      found.add(state)
      const { code, stderr, put, refused } = await promoCopy(stage)
      const reached = await stateOf(stage, closure)
      if (code !== 0 || !isDeepStrictEqual(reached, wanted)) faults.push({ number, code, stderr, reached })
      const again = [...resent(put, left, wanted), ...refused]
      if (again.length > 0) faults.push({ number, again })
    }
    const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let number = lane + 1; number <= unbroken.requests; number += AT_ONCE) await killAt(number)
    })
    await Promise.all(lanes)
    expect(faults).toEqual([])
    expect(found.size).toBeGreaterThan(closure.manifests.length)
  },
)
