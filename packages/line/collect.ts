import {
  asPromoError,
  formatTime,
  isTag,
  normalPlatform,
  pinImage,
  PromoError,
  releaseDocument,
  type Clock,
  type Leg,
  type LegName,
  type Release,
  type Run,
  type Source,
} from '@promo/core'
import { platformsOf, readOnce, type RegistryClient } from '@promo/registry'
import pLimit from 'p-limit'
import { proofFault } from './collect-proof.ts'
import { readLegArtifact, type LegArtifact } from './collect-read.ts'
import { lineError } from './errors.ts'
import type { EvidenceReader } from './evidence-reader.ts'
import type { ExpectedSigner } from './sealed-by.ts'

export interface CollectRequest {
  readonly expected: readonly LegName[]
  /** The newest digest artifact of every leg that left one. */
  readonly artifacts: readonly LegArtifact[]
  readonly source: Source
  readonly run: Run
  readonly signer: ExpectedSigner
  readonly verify: 'certificate' | 'registry' | 'none'
  readonly requirePlatforms: readonly string[]
}

export interface CollectPorts {
  readonly registry: RegistryClient
  readonly evidence: EvidenceReader
  readonly clock: Clock
}

/** Registries throttle; sixteen requests at once are quick enough for 256 legs. */
const CHECKS_AT_ONCE = 16

/**
 * Collects exactly one proven digest for each expected leg. Every fault of every leg is found before it throws: the first
 * one's code, and all of them in the facts. A second run over the same artifacts gives the same images.
 */
export async function collectRelease(request: CollectRequest, ports: CollectPorts): Promise<Release> {
  const faults: PromoError[] = [...missingLegs(request), ...duplicateLegs(request)]
  const legs: Leg[] = []
  const limit = pLimit(CHECKS_AT_ONCE)
  const judged = await Promise.all(request.artifacts.map((artifact) => limit(() => judge(artifact, request, ports))))
  for (const { leg, fault } of judged) {
    if (fault !== undefined) faults.push(fault)
    else if (leg !== undefined) legs.push(leg)
  }
  faults.push(...duplicateDigests(legs))
  const [first, ...others] = worstFirst(faults)
  if (first !== undefined) throw joined(first, others)
  return releaseDocument.create({
    source: request.source,
    run: request.run,
    images: [...new Set(request.expected)]
      .flatMap((name) => legs.filter(({ leg }) => leg === name))
      .map(({ leg, image, platforms, tags }) => ({ leg, ...image, platforms, tags })),
    collectedAt: formatTime(ports.clock.now()),
  })
}

async function judge(
  artifact: LegArtifact,
  request: CollectRequest,
  ports: CollectPorts,
): Promise<{ readonly leg?: Leg; readonly fault?: PromoError }> {
  if (!request.expected.some((leg) => leg === artifact.leg)) {
    return {
      fault: lineError(
        'leg-unexpected',
        { artifact: artifact.name, leg: artifact.leg },
        `${JSON.stringify(artifact.name.slice(0, 100))} is of a leg that nobody planned`,
      ),
    }
  }
  const read = readLegArtifact(artifact, request)
  if (read.fault !== undefined) return { fault: read.fault }
  const look = { ...ports, registry: readOnce(ports.registry) }
  const fault = request.verify === 'none' ? undefined : await proofFault(read.leg, request, look)
  if (fault !== undefined) return { fault }
  try {
    const leg = await confirmed(read.leg, request, look)
    const lacking = lackingPlatforms(leg, request)
    return lacking === undefined ? { leg } : { fault: lacking }
  } catch (error) {
    return { fault: asPromoError(error) }
  }
}

/** Nobody signed what the document says of platforms and tags: platforms are those of the proven digest, and a tag is only decoration. */
async function confirmed(leg: Leg, { verify }: CollectRequest, { registry }: CollectPorts): Promise<Leg> {
  const tags = leg.tags.filter(isTag)
  if (verify === 'none') return { ...leg, tags }
  const found = await platformsOf(registry, pinImage(leg.image.name, leg.image.digest))
  return { ...leg, tags, platforms: found.map(({ platform, digest, size }) => ({ platform, digest, size })) }
}

function lackingPlatforms({ leg, platforms }: Leg, { requirePlatforms }: CollectRequest): PromoError | undefined {
  const found = platforms.map(({ platform }) => normalPlatform(platform))
  const lacking = requirePlatforms.filter((wanted) => !found.includes(normalPlatform(wanted)))
  if (lacking.length === 0) return undefined
  return lineError('leg-invalid', { leg, lacking }, `${leg} lacks ${lacking.join(', ')}`)
}

function duplicateLegs({ artifacts }: CollectRequest): readonly PromoError[] {
  const legs = artifacts.map(({ leg }) => leg)
  const twice = artifacts.filter(({ leg }, index) => legs.indexOf(leg) !== index)
  return twice.map(({ leg, name }) => lineError('leg-duplicate', { leg, artifact: name }, `${leg} left ${name} too`))
}

function missingLegs({ expected, artifacts }: CollectRequest): readonly PromoError[] {
  const found: readonly string[] = artifacts.map(({ leg }) => leg)
  const missing = expected.filter((leg) => !found.includes(leg))
  return missing.length === 0
    ? []
    : [lineError('leg-missing', { expected, found, missing }, `no digest from ${missing.join(', ')}`)]
}

/** Two legs may build the same bytes only under different names. */
function duplicateDigests(legs: readonly Leg[]): readonly PromoError[] {
  const keys = legs.map(({ image }) => `${image.name}@${image.digest}`)
  const twice = legs.filter((_leg, index) => keys.indexOf(keys[index] ?? '') !== index)
  return twice.map(({ leg, image }) =>
    lineError(
      'leg-duplicate',
      { leg, image },
      `${leg} names ${image.name}@${image.digest}, which another leg names too`,
    ),
  )
}

/** A forged digest matters more than a missing one. */
function worstFirst(faults: readonly PromoError[]): readonly PromoError[] {
  return faults.toSorted((a, b) => Number(b.ending === 'findings') - Number(a.ending === 'findings'))
}

/** The first one's code, which may be a registry's own, and what every one says. */
function joined(first: PromoError, others: readonly PromoError[]): PromoError {
  const faults = [first, ...others]
  const message = faults.map((fault) => `${fault.code}: ${fault.message}`).join('; ')
  const facts = { faults: faults.map((fault) => ({ code: fault.code, message: fault.message, facts: fault.facts })) }
  return new PromoError(first.code, first, facts, message)
}
