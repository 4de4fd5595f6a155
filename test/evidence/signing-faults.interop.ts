import { expect, jest, test } from '@jest/globals'
import { asPromoError, pinImage, PREDICATE_TYPES, systemClock, type PinnedImage } from '@promo/core'
import { attestImages, collectEvidence, signImages, type EvidenceFormat, type WritingPorts } from '@promo/evidence'
import { httpError } from '@promo/http/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import {
  anUnbroken,
  anImage,
  breakingHost,
  FAULTS,
  httpOver,
  pushImage,
  steppingClock,
  type Breaker,
  type Host,
} from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createKeylessSigner, PUBLIC_GOOD } from '@promo/sigstore'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'
import { APP } from './scene.ts'

/** Some hundred runs, each with a certificate and four signatures: minutes on a busy machine. */
jest.setTimeout(600_000)

const bench = await createSigningBench()
const image = anImage('signed through faults')
const lose = (): Error => httpError('http-unreachable', {}, 'the connection ended')

interface Stage {
  readonly breaker: Breaker
  readonly subject: PinnedImage
  readonly ports: WritingPorts
}

/** A registry of its own beside one Sigstore; requests to all of them count. */
async function aStage(referrers: 'api' | 'none'): Promise<Stage> {
  const breaker = anUnbroken()
  const sandbox = createSandboxRegistry({ switches: { referrers } })
  const through = (host: Host): Host => breakingHost(breaker, host, lose)
  const services = [...bench.sigstore.handlers].map(([name, host]) => [name, through(host)] as const)
  const http = httpOver({ ...Object.fromEntries(services), 'ghcr.io': through(sandbox.handler) })
  const clock = steppingClock()
  const connect = (): RegistryClient => createRegistryClient({ http, credentials: ANONYMOUS, clock })
  await pushImage(connect(), APP, image)
  const token = (audience: string): Promise<string> => bench.issuer.issue(LEG_CLAIMS, audience)
  const ports = (): WritingPorts => ({
    ...{ registry: connect(), trust: bench.trust, clock },
    signer: createKeylessSigner({ http, token, instance: PUBLIC_GOOD, clock: systemClock }),
  })
  breaker.count = 0
  return {
    breaker,
    subject: pinImage(APP, image.descriptor.digest),
    // Each run is a process of its own: it has no certificate yet, and remembers nothing that it wrote.
    get ports() {
      return ports()
    },
  }
}

async function sign({ subject, ports }: Stage, formats: readonly EvidenceFormat[]): Promise<void> {
  const images = [subject]
  await attestImages({ images, predicateType: PREDICATE_TYPES.spdx, predicate: { spdxVersion: 'x' }, formats }, ports)
  await signImages({ images, recursive: false, formats, annotations: {} }, ports)
}

/** How many pieces of evidence of each kind are on the digest. */
async function evidenceOn({ subject, ports }: Stage): Promise<readonly string[]> {
  const { valid, invalid } = await collectEvidence(subject, ports)
  expect(invalid).toEqual([])
  return valid.map(({ storage, predicateType }) => `${storage} ${predicateType}`).sort()
}

const EXTENTS = {
  'from any one on': (first: number) => (request: number) => request >= first,
  'at any one only': (first: number) => (request: number) => request === first,
} as const

/** The answers of a registry differ by its referrers, its faults do not: each fault is tried with one of the two. */
const CASES = ([...FAULTS, 'truncated'] as const).flatMap((fault) =>
  (Object.keys(EXTENTS) as (keyof typeof EXTENTS)[]).map((extent, index) => ({
    ...{ fault, extent },
    referrers: index === 0 ? ('api' as const) : ('none' as const),
  })),
)

test.each(CASES)(
  'signing with requests $fault $extent and referrers $referrers ends clearly, and another run leaves one of each',
  async ({ fault, referrers, extent }) => {
    const formats = ['bundle', 'legacy'] as const
    const whole = await aStage(referrers)
    await sign(whole, formats)
    const requests = whole.breaker.count
    const wanted = await evidenceOn(whole)
    expect(wanted).toHaveLength(4)

    for (let first = 1; first <= requests; first += 1) {
      const stage = await aStage(referrers)
      Object.assign(stage.breaker, { fault, fails: EXTENTS[extent](first) })
      const { code, ending } = await endOf(() => sign(stage, formats))
      const isLast = extent === 'from any one on' && fault !== 'truncated'
      if (isLast) expect({ first, ending }).toEqual({ first, ending: 'infrastructure' })
      expect({ first, code, ending }).toEqual({
        first,
        code: expect.not.stringMatching(/^internal-error$/),
        ending: expect.stringMatching(/^(?:pass|infrastructure)$/),
      })
      stage.breaker.fails = () => false
      await sign(stage, formats)
      expect({ first, evidence: await evidenceOn(stage) }).toEqual({ first, evidence: wanted })
    }
  },
)

async function endOf(run: () => Promise<unknown>): Promise<{ readonly code: string; readonly ending: string }> {
  try {
    await run()
    return { code: 'none', ending: 'pass' }
  } catch (thrown) {
    const { code, ending } = asPromoError(thrown)
    return { code, ending }
  }
}
