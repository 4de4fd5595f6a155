import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, httpOver } from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'
import { deadlyRequests, dieOfEach, type Death } from './deadly-requests.ts'
import { serveLoopback } from './loopback.ts'
import { serveSigstore } from './served-sigstore.ts'

/** Each request costs the start of four processes. */
jest.setTimeout(900_000)

const APP = 'your-org/app'
const image = anImage('app')
const { digest } = image.descriptor

const bench = await createSigningBench()
const sigstore = await serveSigstore(bench.sigstore)
afterAll(() => sigstore.close())

const DEEDS = {
  'keyless-sign': { recursive: 'false', provenance: 'false' },
  attest: { 'predicate-type': PREDICATE_TYPES.scan, predicate: '{"ok":true}' },
} as const
type Deed = keyof typeof DEEDS

function aRegistry(referrers: 'api' | 'none'): SandboxRegistry {
  const registry = createSandboxRegistry({ switches: { referrers } })
  for (const blob of image.blobs) registry.seedBlob(APP, blob)
  registry.seedManifest(APP, image.bytes, image.descriptor.mediaType)
  return registry
}

interface Done extends ActionEnd {
  readonly requests: number
  /** Of the image, whatever became of the process: storage and predicate type of what is valid, and what is not. */
  readonly evidence: readonly string[]
}

/** Runs the action, as it is shipped, over the registry; Sigstore is always well. */
async function run(deed: Deed, registry: SandboxRegistry, death?: Death): Promise<Done> {
  const deadly = deadlyRequests(death)
  const served = await serveLoopback(deadly.through(registry.handler))
  const { host } = served
  try {
    const ended = await spawnAction(deed, {
      inputs: {
        ...{ images: `${host}/${APP}@${digest}`, 'identity-token': await bench.issuer.issue(LEG_CLAIMS, 'sigstore') },
        ...{ 'signing-config': sigstore.signingConfig, 'trusted-root': bench.sigstore.trustedRoot },
        ...DEEDS[deed],
      },
      variables: { NO_PROXY: '127.0.0.1' },
      onStart: (kill) => deadly.arm(kill),
    })
    return { ...ended, requests: deadly.count, evidence: await evidenceOn(registry, host) }
  } finally {
    served.close()
  }
}

async function evidenceOn(registry: SandboxRegistry, host: string): Promise<readonly string[]> {
  const client = createRegistryClient({ http: httpOver({ [host]: registry.handler }), credentials: ANONYMOUS })
  const subject = pinImage(parseImageName(`${host}/${APP}`), digest)
  const { valid, invalid, foreign } = await collectEvidence(subject, { registry: client, trust: bench.trust })
  const good = valid.map(({ storage, predicateType }) => `${storage} ${predicateType}`).sort()
  return [...good, ...[...invalid, ...foreign].map((each) => JSON.stringify(each))]
}

const CASES = (Object.keys(DEEDS) as Deed[]).flatMap((deed) =>
  (['api', 'none'] as const).map((referrers) => ({ deed, referrers })),
)

test.each(CASES)(
  '$deed that is killed at any request leaves nothing half, and the next run one of each form (referrers $referrers)',
  async ({ deed, referrers }) => {
    const unbroken = await run(deed, aRegistry(referrers))
    expect(unbroken).toMatchObject({ code: 0 })
    const wanted = unbroken.evidence
    expect(wanted.map((each) => each.split(' ')[0])).toEqual(['bundle', 'legacy'])

    const wrong = await dieOfEach(unbroken.requests, async (death) => {
      const registry = aRegistry(referrers)
      const killed = await run(deed, registry, death)
      const isPart = killed.evidence.every((each) => wanted.includes(each))
      const isSilent = killed.code === null && killed.outputs.size === 0
      const next = await run(deed, registry)
      const isWhole = next.code === 0 && isDeepStrictEqual(next.evidence, wanted)
      return [...(isPart && isSilent ? [] : [killed]), ...(isWhole ? [] : [next])]
    })
    expect(wrong).toEqual([])
  },
)
