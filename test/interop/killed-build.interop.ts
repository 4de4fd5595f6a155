import { isDeepStrictEqual } from 'node:util'
import { expect, jest, test } from '@jest/globals'
import { digestOf, hexOf, type Digest } from '@promo/core'
import { OCI_INDEX } from '@promo/registry'
import { anImage, anIndex, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { deadlyRequests, dieOfEach, type Death, type SeenRequests } from './deadly-requests.ts'
import { serveLoopback } from './loopback.ts'

/** Each request of a push costs the start of up to four processes. */
jest.setTimeout(600_000)

const APP = 'your-org/app'
const index = anIndex([anImage('app'), anImage('app', 'arm64')])
const MANIFESTS = [index, ...index.children].map(({ bytes }) => bytes)
const BLOBS = index.children.flatMap(({ blobs }) => blobs)
const CONTENT = [...MANIFESTS, ...BLOBS].map((bytes) => digestOf(bytes))

/** The files of an OCI layout with the index. */
function layoutOf({ descriptor }: BuiltManifest): Readonly<Record<string, string | Uint8Array>> {
  const named = [...MANIFESTS, ...BLOBS].map((bytes) => [`out/blobs/sha256/${hexOf(digestOf(bytes))}`, bytes] as const)
  return {
    'out/oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'out/index.json': JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] }),
    ...Object.fromEntries(named),
  }
}

type Built = ActionEnd & SeenRequests

/** Runs build-by-digest, as it is shipped, over the registry. */
async function build(registry: SandboxRegistry, death?: Death): Promise<Built> {
  const deadly = deadlyRequests(death)
  const served = await serveLoopback(deadly.through(registry.handler))
  try {
    const ended = await spawnAction('build-by-digest', {
      inputs: { image: `${served.host}/${APP}`, builder: 'layout', layout: 'out' },
      variables: { NO_PROXY: '127.0.0.1' },
      files: layoutOf(index),
      onStart: (kill) => deadly.arm(kill),
    })
    return { ...ended, ...deadly.seen() }
  } finally {
    served.close()
  }
}

interface State {
  /** What there is of the image, by the hash of what is stored. */
  readonly content: readonly Digest[]
  readonly tags: readonly unknown[]
}

function stateOf(registry: SandboxRegistry): State {
  const stored = (digest: Digest) => registry.manifest(APP, digest)?.bytes ?? registry.blob(APP, digest) ?? ''
  return { content: CONTENT.filter((digest) => digestOf(stored(digest)) === digest), tags: [...registry.tags(APP)] }
}

/** What a build put though it was there; manifests are put without a question as long as the image is not there. */
function resent({ put }: Built, { content }: State): readonly string[] {
  const isWhole = content.includes(index.descriptor.digest)
  const manifests: readonly string[] = MANIFESTS.map((bytes) => digestOf(bytes))
  return content.filter((digest) => put.includes(digest) && (isWhole || !manifests.includes(digest)))
}

test('a build that is killed at any request of its push says nothing, and the next one pushes the bytes that are missing', async () => {
  const whole = createSandboxRegistry()
  const unbroken = await build(whole)
  expect(unbroken).toMatchObject({ code: 0 })
  expect(unbroken.outputs.get('digest')).toBe(index.descriptor.digest)
  const wanted = stateOf(whole)
  expect(wanted).toEqual({ content: CONTENT, tags: [] })
  expect([unbroken.put.toSorted(), unbroken.refused]).toEqual([CONTENT.toSorted(), []])

  const found = new Set<string>()
  const wrong = await dieOfEach(unbroken.requests, async (death) => {
    const registry = createSandboxRegistry()
    const killed = await build(registry, death)
    const faults: unknown[] = killed.code === null && killed.outputs.size === 0 ? [] : [killed]
    // What the next build does depends on nothing but what it finds.
    const left = stateOf(registry)
    const state = JSON.stringify(left)
    if (found.has(state)) return faults
    found.add(state)
    const next = await build(registry)
    const isSame = isDeepStrictEqual(stateOf(registry), wanted)
    const isGood = next.code === 0 && next.outputs.get('digest') === index.descriptor.digest
    const again = resent(next, left)
    const isSparing = again.length === 0 && next.refused.length === 0
    return isSame && isGood && isSparing ? faults : [...faults, { next, left, again }]
  })
  expect(wrong).toEqual([])
  expect(found.size).toBeGreaterThan(MANIFESTS.length + BLOBS.length)
})
