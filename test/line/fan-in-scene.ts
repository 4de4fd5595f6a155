import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  legDocument,
  parseImageName,
  parseLegName,
  pinImage,
  releaseDocument,
  type Build,
  type LegName,
  type PinnedImage,
} from '@promo/core'
import { fakeClock } from '@promo/core/testing'
import { aBuild } from '@promo/core/testing/a-build'
import { downloadLegs } from '@promo/connections'
import { collectEvidence, EVIDENCE_FORMATS } from '@promo/evidence'
import { collectRelease, LEG_FILE, proveImages, recordLeg } from '@promo/line'
import type { RegistryClient } from '@promo/registry'
import { anImage, anIndex, pushImage, throughBreaker, type Breaker, type BuiltManifest } from '@promo/registry/testing'
import { attemptName, type Artifacts } from '@promo/runner'
import { createMemoryRunner, type MemoryRunner } from '@promo/runner/testing'
import { createSigningBench } from '../sigstore/signing.ts'
import { RUN, SIGNER, SOURCE } from './legs.ts'

export const PREFIX = 'promo-digest'

/** One instance for all scenes of a file: its keys are what takes time to make. */
export const bench = await createSigningBench()

const IMAGES: Readonly<Record<string, BuiltManifest>> = {
  cart: anImage('cart'),
  catalog: anIndex([anImage('catalog'), anImage('catalog', 'arm64')]),
  orders: anImage('orders'),
}
export const EXPECTED: readonly LegName[] = Object.keys(IMAGES).map(parseLegName)

export function breakingArtifacts(breaker: Breaker, artifacts: Artifacts, lose: () => Error): Artifacts {
  const refuse = (): never => {
    throw lose()
  }
  const through = <T>(deed: () => Promise<T>): Promise<T> => throughBreaker<T>(breaker, deed, { refuse, lose })
  return {
    list: (prefix) => through(() => artifacts.list(prefix)),
    download: (name, expected) => through(() => artifacts.download(name, expected)),
    upload: (name, directory) => through(() => artifacts.upload(name, directory)),
  }
}

/** The runner of the job that collects, in an attempt of the run that `legs.ts` is about. */
export function aCollectJob(directory: string, attempt = RUN.attempt): MemoryRunner {
  const env = {
    GITHUB_REPOSITORY: SOURCE.repository,
    GITHUB_REPOSITORY_ID: SOURCE.repositoryId,
    GITHUB_SHA: SOURCE.sha,
    GITHUB_RUN_ID: RUN.id,
    GITHUB_RUN_ATTEMPT: String(attempt),
  }
  return createMemoryRunner({ directory, env })
}

/** Pushes, proves and records three legs as leg.yml does, at `host`; their digest artifacts are in `directory`. */
export async function sealLegs(host: string, registry: RegistryClient, directory: string): Promise<void> {
  const { artifacts } = aCollectJob(directory)
  for (const [name, built] of Object.entries(IMAGES)) {
    const image = pinImage(parseImageName(`${host}/your-org/${name}`), built.descriptor.digest)
    await pushImage(registry, image.name, built)
    await prove(buildOf(parseLegName(name), image, built), image, registry)
    const facts = { leg: parseLegName(name), image, tags: ['v1'], source: SOURCE, run: RUN, evidence: [] }
    const leg = await recordLeg({ ...facts, scan: undefined }, { registry, clock: fakeClock() })
    const folder = join(directory, 'sealed', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, LEG_FILE), legDocument.write(leg))
    await artifacts.upload(attemptName(PREFIX, name, 1), folder)
  }
}

async function prove(build: Build, image: PinnedImage, registry: RegistryClient): Promise<void> {
  const provenance = { inputs: {}, build, source: SOURCE, run: RUN, serverUrl: SIGNER.serverUrl }
  const request = { images: [image], recursive: false, evidenceFormats: EVIDENCE_FORMATS, annotations: {}, provenance }
  await proveImages(request, { registry, trust: bench.trust, signer: bench.signer() })
}

function buildOf(leg: LegName, { name, digest }: PinnedImage, { descriptor }: BuiltManifest): Build {
  return aBuild({ leg, image: { name, digest, mediaType: descriptor.mediaType, size: descriptor.size } })
}

/** Collects as the action does, by a clock that stands still, and gives the text of the release document. */
export async function collect(registry: RegistryClient, runner: MemoryRunner): Promise<string> {
  const proof = { source: SOURCE, run: RUN, signer: SIGNER, verify: 'certificate' } as const
  const artifacts = await downloadLegs(PREFIX, EXPECTED, runner)
  const release = await collectRelease(
    { ...proof, expected: EXPECTED, artifacts, requirePlatforms: ['linux/amd64'] },
    { registry, clock: fakeClock(), evidence: (image) => collectEvidence(image, { registry, trust: bench.trust }) },
  )
  return releaseDocument.write(release)
}
