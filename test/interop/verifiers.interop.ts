import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { bytesOf } from '@promo/registry/testing'
import pLimit from 'p-limit'
import { ROOT } from '../../scripts/root.ts'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, referenceTo } from './cosign.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'
import { REGISTRIES, type RegistryKind } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'
import { outcomeOf, questionsOf, type Check, type Question } from './verifiers/check.ts'
import { COSIGN_CLAIMS, GH_CLAIMS } from './verifiers/claims.ts'
import { cosignChecks } from './verifiers/cosign-checks.ts'
import { githubCliIn } from './verifiers/github-cli.ts'
import { kyvernoView } from './verifiers/kyverno-rules.ts'
import { POLICY_OBSTACLES, SLSA_OBSTACLES, type KnownObstacle } from './verifiers/obstacles.ts'
import { commandOf, githubCheck, policyChecks } from './verifiers/other-checks.ts'
import { policyTesterIn } from './verifiers/policy-tester.ts'
import { sealImages, type SealedImages } from './verifiers/sealed-images.ts'
import { serveTufMirror } from './verifiers/tuf-mirror.ts'
import { verifiersPage, WRITTEN, type Obstacle, type Outcome, type Written } from './verifiers/verifiers-page.ts'

jest.setTimeout(180_000)

const PAGE = join(ROOT, 'docs', 'verifiers.md')
const ISSUER = 'https://token.actions.githubusercontent.com'
const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const OTHER_IDENTITY = IDENTITY.replace('leg.yml', 'refuse.yml')
const [EVERY_FORM] = WRITTEN

/** One registry that lists referrers itself, promo's own, and one that leaves it to the fallback tag. */
const KINDS = REGISTRIES.filter(({ name }) => ['distribution 3', 'olareg', "promo's sandbox"].includes(name))

const home = mkdtempSync(join(tmpdir(), 'promo-verifiers-'))
const bench: SigningBench = await createSigningBench()
const { trustedRoot } = bench.sigstore
const { cosign2, cosign3 } = cosigns({ home, trustedRoot, identity: IDENTITY })
const gh = githubCheck(githubCliIn(home, trustedRoot), LEG_CLAIMS.repository)
const tufHome = join(home, 'tuf')
const mirror = await serveTufMirror(tufHome, trustedRoot)
const tester = policyTesterIn(tufHome, trustedRoot)
const COSIGNS = cosignChecks(home, cosign2, cosign3)
const CHECKS: readonly Check[] = [...COSIGNS, gh, ...policyChecks(tester, ISSUER)]

const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
const running = new Map<RegistryKind, RunningRegistry>()
const sealed = new Map<RegistryKind, ReadonlyMap<Written, SealedImages>>()
const seen = new Map<Check, Map<Written, Map<string, Outcome>>>()
const obstacles: Obstacle[] = []
const limit = pLimit(availableParallelism())

afterAll(async () => {
  for (const each of running.values()) await each.close()
  mirror.close()
  rmSync(home, { recursive: true, force: true })
})

function sealedIn(kind: RegistryKind, written: Written): SealedImages {
  const images = sealed.get(kind)?.get(written)
  if (images === undefined) throw new Error(`${kind.name} has nothing that was sealed`)
  return images
}

async function outcome(check: Check, question: Partial<Question> & Pick<Question, 'target'>): Promise<Outcome> {
  const predicateType = check.over === 'attestations' ? PREDICATE_TYPES.provenance : undefined
  return limit(async () => outcomeOf(check, await check.ask({ predicateType, identity: IDENTITY, ...question })))
}

/** What the check says of every image that was sealed so; the same of each, or the suite fails. */
async function outcomeOn(check: Check, images: SealedImages): Promise<Outcome> {
  const said = await Promise.all(questionsOf(check, images).map((question) => outcome(check, question)))
  const [first] = said
  if (first === undefined) throw new Error('nothing was asked')
  expect(said).toEqual(said.map(() => first))
  return first
}

function note(check: Check, written: Written, kind: RegistryKind, said: Outcome): void {
  const forms = seen.get(check) ?? new Map<Written, Map<string, Outcome>>()
  const places = forms.get(written) ?? new Map<string, Outcome>()
  seen.set(check, forms.set(written, places.set(kind.name, said)))
}

function finds({ reads }: Check, written: readonly string[]): boolean {
  return reads === 'either' || written.includes(reads)
}

describe.each(KINDS)('what promo seals in $name', (kind) => {
  beforeAll(async () => {
    const started = await kind.start()
    running.set(kind, started)
    const ports = { registry, trust: bench.trust, signer: bench.signer() }
    const images = new Map<Written, SealedImages>()
    for (const written of WRITTEN) {
      images.set(written, await sealImages(`${started.host}/your-org/${written.join('-')}`, written, ports))
    }
    sealed.set(kind, images)
  })

  test.each(CHECKS)('is verified by $tool $command where that looks, and not found elsewhere', async (check) => {
    for (const written of WRITTEN) {
      const said = await outcomeOn(check, sealedIn(kind, written))
      note(check, written, kind, said)
      expect([written, said]).toEqual([written, finds(check, written) ? 'passes' : 'refuses'])
    }
  })

  test.each(CHECKS)('is refused by $tool $command under another identity, and when nothing is there', async (check) => {
    const { index, unsigned } = sealedIn(kind, EVERY_FORM)
    const other = await outcome(check, { target: index, identity: OTHER_IDENTITY })
    expect([other, await outcome(check, { target: unsigned })]).toEqual(['refuses', 'refuses'])
  })

  test.each(COSIGNS)('is held to each claim of the workflow by $tool $command', async (check) => {
    const target = sealedIn(kind, EVERY_FORM).index
    expect(await outcome(check, { target, flags: COSIGN_CLAIMS.flat() })).toBe('passes')
    const wrong = await Promise.all(
      COSIGN_CLAIMS.map(([flag, value]) => outcome(check, { target, flags: [flag, `${value}x`] })),
    )
    expect(wrong).toEqual(wrong.map(() => 'refuses'))
  })

  test('is held by gh to repository, owner, signer and source, each right and wrong', async () => {
    const target = sealedIn(kind, EVERY_FORM).index
    const flags = (changed = '') =>
      GH_CLAIMS.flatMap(([flag, right, wrong]) => [flag, flag === changed ? wrong : right])
    expect(await outcome(gh, { target, flags: [...flags(), '--deny-self-hosted-runners'] })).toBe('passes')
    for (const [flag] of GH_CLAIMS) {
      expect([flag, await outcome(gh, { target, flags: flags(flag) })]).toEqual([flag, 'refuses'])
    }
    expect(await outcome(gh, { target, flags: ['--owner', 'your-org', '--cert-identity', IDENTITY] })).toBe('passes')
  })

  test.each(WRITTEN.filter((written) => written.some((form) => form === 'bundle')).map((written) => ({ written })))(
    'keeps the rules of Kyverno, written as $written',
    async ({ written }) => {
      const { index, platforms, single } = sealedIn(kind, written)
      const { signature, provenance, spdx } = PREDICATE_TYPES
      expect(await viewOf(index)).toEqual({ faults: [], predicateTypes: [provenance, signature].toSorted() })
      for (const each of platforms) {
        expect(await viewOf(each)).toEqual({ faults: [], predicateTypes: [signature, spdx].toSorted() })
      }
      expect(await viewOf(single)).toEqual({ faults: [], predicateTypes: [provenance, signature, spdx].toSorted() })
    },
  )

  test('is seen to break the rules of Kyverno by one bundle that cannot be parsed', async () => {
    const { unsigned } = sealedIn(kind, EVERY_FORM)
    const { mediaType, bytes } = await registry.manifest(unsigned.name, unsigned.digest)
    const subject = { mediaType, digest: unsigned.digest, size: bytes.byteLength }
    const artifactType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    await registry.attach(unsigned.name, subject, { artifactType, payload: bytesOf('{}'), annotations: {} })
    expect((await viewOf(unsigned)).faults).toEqual([expect.stringContaining('cannot be parsed')])
  })

  test('is not verified by policy-controller where that cannot read bundles', async () => {
    const { index } = sealedIn(kind, EVERY_FORM)
    for (const { policy, ...known } of POLICY_OBSTACLES) {
      const run = await tester(policy, referenceTo(index), { subject: IDENTITY, issuer: ISSUER })
      noteObstacle({ tool: 'policy-controller', command: commandOf(policy), ...known }, run)
    }
  })

  test('is not verified by slsa-verifier, which knows its own builders only', async () => {
    const host = running.get(kind)?.host ?? ''
    const signedBy = new Map<string, SealedImages>()
    for (const workflow of new Set(SLSA_OBSTACLES.map((each) => each.workflow))) {
      const ports = { registry, trust: bench.trust, signer: bench.signer({ claims: { job_workflow_ref: workflow } }) }
      signedBy.set(workflow, await sealImages(`${host}/your-org/builder-${signedBy.size}`, EVERY_FORM, ports))
    }
    for (const { workflow, args, ...known } of SLSA_OBSTACLES) {
      const index = signedBy.get(workflow)?.index ?? ''
      const source = ['--source-uri', `github.com/${LEG_CLAIMS.repository}`]
      const command = ['verify-image', referenceTo(index), ...source, ...args]
      const run = await runTool(installedTool('slsa-verifier'), command, tufHome)
      noteObstacle({ tool: 'slsa-verifier', ...known }, run)
    }
  })
})

function viewOf({ registry: host, repository, digest }: PinnedImage): ReturnType<typeof kyvernoView> {
  return kyvernoView(host, repository, digest)
}

/** A failure for the known reason, in the tool's own words; any other is one of the suite. */
function noteObstacle({ says, ...known }: KnownObstacle, { code, stdout, stderr }: ToolRun): void {
  const said = says.exec(stderr + stdout)?.[0]
  if (code === 0 || said === undefined) throw new Error(`${known.tool} says: ${(stderr + stdout).slice(0, 1000)}`)
  if (obstacles.some(({ tool, command }) => tool === known.tool && command === known.command)) return
  obstacles.push({ ...known, said })
}

test('docs/verifiers.md says what was seen', async () => {
  const checks = CHECKS.map((check) => [check, seen.get(check) ?? new Map()] as const)
  const page = verifiersPage({ registries: KINDS.map(({ name }) => name), checks, obstacles })
  if (process.env.PROMO_UPDATE_DOCS === '1') await writeFile(PAGE, page)
  expect(existsSync(PAGE) ? await readFile(PAGE, 'utf8') : '').toBe(page)
})
