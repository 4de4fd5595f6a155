import { expect } from '@jest/globals'
import { asPromoError, parseJson, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { attestImages, collectEvidence, signImages, type WritingPorts } from '@promo/evidence'
import { httpError } from '@promo/http/testing'
import { ANONYMOUS, createRegistryClient, LEGACY_TAG, type RegistryClient } from '@promo/registry'
import {
  anUnbroken,
  anImage,
  breakingHost,
  httpOver,
  pushImage,
  steppingClock,
  type Breaker,
  type Host,
  EXTENTS,
} from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { APP, REPOSITORY } from './scene.ts'
import type { SigningLane } from './signing-lanes.ts'

const image = anImage('signed through faults')
const lose = (): Error => httpError('http-unreachable', {}, 'the connection ended')

export type Referrers = 'api' | 'none'

interface Stage {
  readonly breaker: Breaker
  readonly sandbox: SandboxRegistry
  readonly registry: RegistryClient
  readonly subject: PinnedImage
  /** Of a run that is a process of its own. */
  readonly ports: () => WritingPorts
}

/** A registry of its own beside the services of the lane; requests to all of them count. */
async function aStage(lane: SigningLane, referrers: Referrers, given: Breaker['given'], done: boolean): Promise<Stage> {
  const breaker = anUnbroken(given)
  const sandbox = createSandboxRegistry({ switches: { referrers } })
  const through = (host: Host): Host => breakingHost(breaker, host, lose)
  const services = Object.entries(lane.hosts).map(([name, host]) => [name, through(host)] as const)
  const http = httpOver({ ...Object.fromEntries(services), 'ghcr.io': through(sandbox.handler) })
  const clock = steppingClock()
  const connect = (): RegistryClient => createRegistryClient({ http, credentials: ANONYMOUS, clock })
  await pushImage(connect(), APP, image)
  const { trust, keys } = lane
  const stage: Stage = {
    ...{ breaker, sandbox },
    registry: createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.handler }), credentials: ANONYMOUS }),
    subject: pinImage(APP, image.descriptor.digest),
    ports: () => ({
      ...{ registry: connect(), trust, clock, signer: lane.signer(http) },
      ...(keys === undefined ? {} : { keys }),
    }),
  }
  if (done) await sign(lane, stage)
  breaker.count = 0
  return stage
}

async function sign({ formats }: SigningLane, { subject, ports }: Stage): Promise<void> {
  const images = [subject]
  const own = ports()
  await attestImages({ images, predicateType: PREDICATE_TYPES.spdx, predicate: { spdxVersion: 'x' }, formats }, own)
  await signImages({ images, recursive: false, formats, annotations: {} }, own)
}

/** How many pieces of evidence of each kind are on the digest; nothing invalid is. */
async function evidenceOn({ subject, ports }: Stage): Promise<readonly string[]> {
  const { valid, keyed, invalid } = await collectEvidence(subject, ports())
  expect(invalid).toEqual([])
  return [...valid, ...keyed].map(({ storage, predicateType }) => `${storage} ${predicateType}`).sort()
}

/** The same without the code that reads evidence: what the registry lists and what stands under the legacy tags. */
async function storedOn({ sandbox, registry, subject }: Stage): Promise<readonly number[]> {
  const layersAt = (tag: string): number => {
    const bytes = sandbox.manifest(REPOSITORY, tag)?.bytes
    return bytes === undefined ? 0 : (parseJson(bytes) as { readonly layers: readonly unknown[] }).layers.length
  }
  const legacy = [LEGACY_TAG.signature(subject.digest), LEGACY_TAG.attestation(subject.digest)].map(layersAt)
  return [(await registry.referrers(subject.name, subject.digest)).length, ...legacy]
}

export interface Sweep {
  readonly fault: Breaker['fault']
  readonly extent: keyof typeof EXTENTS
  readonly referrers: Referrers
  /** The run that is broken has nothing left to do: all was signed before. Default false. */
  readonly done?: boolean
}

/** Signs once for every request that can fail; each run ends well or as infrastructure, and another run leaves one of each. */
export async function sweep(lane: SigningLane, { fault, extent, referrers, done = false }: Sweep): Promise<void> {
  const given: Breaker['given'] = new Map()
  const whole = await aStage(lane, referrers, given, done)
  await sign(lane, whole)
  const requests = whole.breaker.count
  const wanted = await evidenceOn(whole)
  const stored = await storedOn(whole)
  expect(wanted).toHaveLength(2 * lane.formats.length)
  expect(stored).toEqual([2, ...(lane.formats.includes('legacy') ? [1, 1] : [0, 0])])

  for (let first = 1; first <= requests; first += 1) {
    const stage = await aStage(lane, referrers, given, done)
    Object.assign(stage.breaker, { fault, fails: EXTENTS[extent](first) })
    const { code, ending } = await endOf(() => sign(lane, stage))
    const isLast = extent === 'from any one on' && ['lost', 'unanswered', 'unavailable'].includes(fault)
    if (isLast) expect({ first, ending }).toEqual({ first, ending: 'infrastructure' })
    expect({ first, ending: `${ending} ${code}` }).toEqual({
      first,
      ending: expect.stringMatching(/^(?:pass|infrastructure) (?!internal-error)/),
    })
    stage.breaker.fails = () => false
    await sign(lane, stage)
    expect({ first, code, evidence: await evidenceOn(stage) }).toEqual({ first, code, evidence: wanted })
    expect({ first, code, stored: await storedOn(stage) }).toEqual({ first, code, stored })
  }
}

async function endOf(run: () => Promise<unknown>): Promise<{ readonly code: string; readonly ending: string }> {
  try {
    await run()
    return { code: 'none', ending: 'pass' }
  } catch (thrown) {
    const { code, ending, message } = asPromoError(thrown)
    return { code: ending === 'infrastructure' ? code : `${code}: ${message}`, ending }
  }
}
