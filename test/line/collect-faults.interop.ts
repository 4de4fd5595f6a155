import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import { asPromoError, PromoError, releaseDocument } from '@promo/core'
import { httpError } from '@promo/http/testing'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import {
  anUnbroken,
  breakingHost,
  EXTENTS,
  FAULTS,
  httpOver,
  steppingClock,
  type Breaker,
  type Extent,
  type Fault,
  type HostClient,
} from '@promo/registry/testing'
import { perform, type FinalEnding } from '@promo/runner'
import type { MemoryRunner } from '@promo/runner/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { outputNames, readRequest } from '../../actions/collect-digests/inputs.ts'
import { run } from '../../actions/collect-digests/run.ts'
import { serveLoopback } from '../interop/loopback.ts'
import { aCollectJob, bench, breakingArtifacts, collect, EXPECTED, PREFIX, sealLegs } from './fan-in-scene.ts'
import { SIGNER } from './legs.ts'

/** Some hundred fan-ins, each of which verifies a dozen signatures. */
jest.setTimeout(240_000)

const root = await mkdtemp(join(tmpdir(), 'promo-fan-in-'))
afterAll(() => rm(root, { recursive: true }))

const unreachable = (): Error => httpError('http-unreachable', {}, 'the connection ended')
const CODES: Readonly<Record<Fault, string>> = {
  lost: 'http-unreachable',
  unanswered: 'http-unreachable',
  unavailable: 'registry-unavailable',
}

interface Stage {
  readonly sandbox: SandboxRegistry
  readonly http: HostClient
  readonly registry: RegistryClient
  readonly breaker: Breaker
}

/** A client of its own for each run, over the registry that all share: collecting only reads. */
function aStage(sandbox: SandboxRegistry, breaker: Breaker): Stage {
  const http = httpOver({ 'ghcr.io': breakingHost(breaker, sandbox.handler, unreachable) })
  const registry = createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
  return { sandbox, http, registry, breaker }
}

type End = { readonly text: string } | { readonly code: string; readonly ending: string }

async function endOf(collecting: () => Promise<string>): Promise<End> {
  try {
    return { text: await collecting() }
  } catch (thrown) {
    const { code, ending } = asPromoError(thrown)
    return { code, ending }
  }
}

/** Everything that anyone can read at the registry. */
function stored(sandbox: SandboxRegistry): unknown {
  return sandbox.repositories().map((name) => [name, [...sandbox.tags(name)]])
}

const CASES = (['api', 'none'] as const).flatMap((referrers) =>
  FAULTS.flatMap((fault) => (Object.keys(EXTENTS) as Extent[]).map((extent) => ({ referrers, fault, extent }))),
)

interface Sealed {
  readonly sandbox: SandboxRegistry
  readonly job: MemoryRunner
}

async function sealedAt(referrers: 'api' | 'none'): Promise<Sealed> {
  const sandbox = createSandboxRegistry({ switches: { referrers } })
  const job = aCollectJob(await mkdtemp(join(root, 'run-')))
  await sealLegs('ghcr.io', aStage(sandbox, anUnbroken()).registry, job.directory)
  return { sandbox, job }
}

const sealed = { api: await sealedAt('api'), none: await sealedAt('none') } as const

test.each(CASES)(
  'collecting from a registry with referrers $referrers whose requests are $fault $extent blames the registry, writes nothing, and goes well again',
  async ({ referrers, fault, extent }) => {
    const { sandbox, job } = sealed[referrers]
    const whole = aStage(sandbox, anUnbroken())
    const wanted = await collect(whole.registry, job)
    expect(releaseDocument.read(wanted).images.map(({ leg }) => leg)).toEqual(EXPECTED)
    const before = stored(sandbox)

    for (let first = 1; first <= whole.breaker.count; first += 1) {
      const broken = aStage(sandbox, { ...anUnbroken(), fault, fails: EXTENTS[extent](first) })
      expect({ first, ...(await endOf(() => collect(broken.registry, job))) }).toEqual({
        first,
        code: CODES[fault],
        ending: 'infrastructure',
      })
      expect(new Set(broken.http.requests.map(({ method }) => method)).isSubsetOf(new Set(['GET', 'HEAD']))).toBe(true)
      expect(stored(sandbox)).toEqual(before)
      expect(await collect(aStage(sandbox, anUnbroken()).registry, job)).toBe(wanted)
    }
    expect(whole.breaker.count).toBeGreaterThan(3 * EXPECTED.length)
  },
)

/** What the action left: its ending, its outputs, the images of its document, and every artifact but those of the legs. */
interface Acted {
  readonly ending: Pick<FinalEnding, 'outcome'> & { readonly code: string | undefined }
  readonly outputs: readonly string[]
  readonly summaries: number
  readonly images: unknown
  readonly uploaded: readonly string[]
}

/** The whole action over a registry on loopback; the artifact service fails as the breaker says. */
async function act(directory: string, attempt: number, breaker: Breaker): Promise<Acted> {
  const job = aCollectJob(directory, attempt)
  const inputs: Readonly<Record<string, string>> = {
    ...{ expected: EXPECTED.join('\n'), 'artifact-prefix': PREFIX, artifact: `release-${attempt}` },
    ...{ signer: SIGNER.workflow, 'signer-commit': SIGNER.commit, 'trusted-root': bench.sigstore.trustedRoot },
  }
  const runner = { ...job, artifacts: breakingArtifacts(breaker, job.artifacts, serviceFails) }
  const ending = await perform(
    readRequest,
    async () => ({ run }),
    { runner, input: (name) => inputs[name], variable: () => undefined },
    {
      outputs: outputNames,
    },
  )
  const { outputs, summaries } = job.recorded
  const path = outputs.get('release')
  return {
    ending: { outcome: ending.outcome, code: ending.error?.code },
    outputs: [...outputs.keys()],
    summaries: summaries.length,
    images: path === undefined ? undefined : releaseDocument.read(await readFile(path)).images,
    uploaded: (await job.artifacts.list('release-')).map(({ name }) => name),
  }
}

function serviceFails(): Error {
  const ending = { ending: 'infrastructure', remedy: 'Run the job again.' } as const
  return new PromoError('artifact-unavailable', ending, {}, 'the service failed')
}

/** Of a call one sees only that it failed. */
const CALL_FAULTS = ['lost', 'unanswered'] as const

test.each(CALL_FAULTS)(
  'the action fails clearly when calls of the artifact service are %s from any one on, and the next attempt goes well',
  async (fault) => {
    const sandbox = createSandboxRegistry()
    const served = await serveLoopback(sandbox.handler)
    try {
      const direct = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
      const sealedIn = async (): Promise<string> => {
        const directory = await mkdtemp(join(root, 'action-'))
        await sealLegs(served.host, direct, directory)
        return directory
      }
      const calls = anUnbroken()
      const whole = await act(await sealedIn(), 3, calls)
      expect(whole).toMatchObject({ ending: { outcome: 'pass' }, summaries: 1, uploaded: ['release-3'] })

      for (let first = 1; first <= calls.count; first += 1) {
        const directory = await sealedIn()
        const broken = await act(directory, 2, { ...anUnbroken(), fault, fails: (call) => call >= first })
        const isUploaded = fault === 'unanswered' && first === calls.count
        expect({ first, ...broken }).toEqual({
          first,
          ending: { outcome: 'infrastructure', code: 'artifact-unavailable' },
          outputs: [],
          summaries: 0,
          images: undefined,
          uploaded: isUploaded ? ['release-2'] : [],
        })
        expect(await act(directory, 3, anUnbroken())).toEqual({
          ...whole,
          uploaded: isUploaded ? ['release-2', 'release-3'] : ['release-3'],
        })
      }
      expect(calls.count).toBe(2 + EXPECTED.length)
    } finally {
      served.close()
    }
  },
)
