import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES } from '@promo/core'
import { attestImages, collectEvidence, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, httpOver, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'
import { clientOf, cloneOf, closureOf, imageName } from './closure.ts'
import { deadlyRequests, dieOfEach, type Death, type SeenRequests } from './deadly-requests.ts'
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

/** Whose evidence is there already. */
const ANOTHER = { repository: 'other-org/tool', repository_id: '987654321' }

const DEEDS = {
  'keyless-sign': { recursive: 'false', provenance: 'false' },
  attest: { 'predicate-type': PREDICATE_TYPES.scan, predicate: '{"ok":true}' },
} as const
type Deed = keyof typeof DEEDS

/** A registry with the image, on which another signer left evidence in both forms: tags and lists are there to be extended. */
async function aRegistry(referrers: 'api' | 'none'): Promise<SandboxRegistry> {
  const registry = createSandboxRegistry({ switches: { referrers } })
  const client = clientOf(registry)
  const name = imageName(APP)
  await pushImage(client, name, image)
  const images = [pinImage(name, digest)]
  const ports = { registry: client, trust: bench.trust, signer: bench.signer({ claims: ANOTHER }) }
  const note = { predicateType: PREDICATE_TYPES.scan, predicate: { ok: true } }
  await attestImages({ images, ...note, formats: EVIDENCE_FORMATS }, ports)
  await signImages({ images, recursive: false, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
  return registry
}

/** One piece of evidence on the image. */
interface Piece {
  /** Storage and predicate type of what is valid; what is wrong with the rest. */
  readonly form: string
  readonly logIndex: string
  readonly isOwn: boolean
}

interface Done extends ActionEnd, SeenRequests {
  /** On the image, whatever became of the process. */
  readonly evidence: readonly Piece[]
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
    return { ...ended, ...deadly.seen(), evidence: await evidenceOn(registry, host) }
  } finally {
    served.close()
  }
}

async function evidenceOn(registry: SandboxRegistry, host: string): Promise<readonly Piece[]> {
  const client = createRegistryClient({ http: httpOver({ [host]: registry.handler }), credentials: ANONYMOUS })
  const subject = pinImage(parseImageName(`${host}/${APP}`), digest)
  const { valid, invalid, foreign } = await collectEvidence(subject, { registry: client, trust: bench.trust })
  const good = valid.map(({ storage, predicateType, logIndex, claims }) => {
    return {
      form: `${storage} ${predicateType}`,
      logIndex,
      isOwn: claims.sourceRepositoryId === LEG_CLAIMS.repository_id,
    }
  })
  const bad = [...invalid, ...foreign].map((each) => ({ form: JSON.stringify(each), logIndex: '', isOwn: true }))
  return [...good, ...bad].toSorted((a, b) => Number(a.logIndex) - Number(b.logIndex) || (a.form < b.form ? -1 : 1))
}

function formsOf(evidence: readonly Piece[]): readonly string[] {
  return evidence
    .filter(({ isOwn }) => isOwn)
    .map(({ form }) => form)
    .sort()
}

function holdsAll(evidence: readonly Piece[], wanted: readonly Piece[]): boolean {
  return wanted.every((piece) => evidence.some((each) => isDeepStrictEqual(each, piece)))
}

/** An attestation is signed once, whatever its forms; a signature of each form says something else. */
function isSignedOnce(deed: Deed, evidence: readonly Piece[]): boolean {
  const entries = new Set(evidence.filter(({ isOwn }) => isOwn).map(({ logIndex }) => logIndex))
  return entries.size === (deed === 'attest' ? 1 : EVIDENCE_FORMATS.length)
}

const CASES = (Object.keys(DEEDS) as Deed[]).flatMap((deed) =>
  (['api', 'none'] as const).map((referrers) => ({ deed, referrers })),
)

test.each(CASES)(
  '$deed that is killed at any request leaves nothing half, and the next run keeps all and has one of each form (referrers $referrers)',
  async ({ deed, referrers }) => {
    const start = await aRegistry(referrers)
    const before = await evidenceOn(start, 'ghcr.io')
    expect(before.map(({ isOwn }) => isOwn)).toEqual([false, false, false, false])
    const closure = await closureOf(start, APP, digest)
    const aStart = (): SandboxRegistry => cloneOf(start, APP, closure)
    const unbroken = await run(deed, aStart())
    expect(unbroken).toMatchObject({ code: 0 })
    const wanted = formsOf(unbroken.evidence)
    expect(wanted.map((each) => each.split(' ')[0])).toEqual(['bundle', 'legacy'])
    const isWhole = ({ code, evidence, refused }: Done): boolean =>
      code === 0 && refused.length === 0 && isDeepStrictEqual(formsOf(evidence), wanted) && isSignedOnce(deed, evidence)
    expect(isWhole(unbroken) && holdsAll(unbroken.evidence, before)).toBe(true)

    const wrong = await dieOfEach(unbroken.requests, async (death) => {
      const registry = aStart()
      const killed = await run(deed, registry, death)
      const isPart =
        formsOf(killed.evidence).every((form) => wanted.includes(form)) && holdsAll(killed.evidence, before)
      const isSilent = killed.code === null && killed.outputs.size === 0
      const next = await run(deed, registry)
      const isKept = holdsAll(next.evidence, killed.evidence)
      return [...(isPart && isSilent ? [] : [killed]), ...(isWhole(next) && isKept ? [] : [next])]
    })
    expect(wrong).toEqual([])
  },
)
