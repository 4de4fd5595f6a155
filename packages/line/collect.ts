import {
  formatTime,
  releaseDocument,
  type Clock,
  type Leg,
  type LegName,
  type PromoError,
  type Release,
  type Run,
  type Source,
} from '@promo/core'
import pLimit from 'p-limit'
import { proofFault, type ExpectedSigner } from './collect-proof.ts'
import { readLegArtifact, type LegArtifact } from './collect-read.ts'
import { lineError } from './errors.ts'
import type { EvidenceReader } from './evidence-reader.ts'
import type { RegistryClient } from '@promo/registry'

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
  const faults: PromoError[] = [...missingLegs(request)]
  const legs: Leg[] = []
  const limit = pLimit(CHECKS_AT_ONCE)
  const judged = await Promise.all(request.artifacts.map((artifact) => limit(() => judge(artifact, request, ports))))
  for (const { leg, fault } of judged) {
    if (fault !== undefined) faults.push(fault)
    else if (leg !== undefined) legs.push(leg)
  }
  faults.push(...duplicateDigests(legs))
  if (faults.length > 0) throw all(faults)
  return releaseDocument.create({
    source: request.source,
    run: request.run,
    images: request.expected
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
  if (!request.expected.includes(artifact.leg)) {
    return {
      fault: lineError(
        'leg-unexpected',
        { artifact: artifact.name, leg: artifact.leg },
        `${artifact.name} is of a leg that nobody planned`,
      ),
    }
  }
  const read = readLegArtifact(artifact, request)
  if (read.fault !== undefined) return { fault: read.fault }
  const lacking = request.requirePlatforms.filter(
    (wanted) => !read.leg.platforms.some(({ platform }) => platform === wanted),
  )
  if (lacking.length > 0)
    return {
      fault: lineError('leg-invalid', { leg: artifact.leg, lacking }, `${artifact.leg} lacks ${lacking.join(', ')}`),
    }
  const fault = request.verify === 'none' ? undefined : await proofFault(read.leg, request, ports)
  return fault === undefined ? { leg: read.leg } : { fault }
}

function missingLegs({ expected, artifacts }: CollectRequest): readonly PromoError[] {
  const found = artifacts.map(({ leg }) => leg)
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

/** The worst first: a forged digest matters more than a missing one. */
function all(faults: readonly PromoError[]): PromoError {
  const ordered = [...faults].sort((a, b) => Number(b.ending === 'findings') - Number(a.ending === 'findings'))
  const [first] = ordered
  const code = (first?.code ?? 'leg-missing') as Parameters<typeof lineError>[0]
  const listed = ordered.map((fault) => ({ code: fault.code, message: fault.message, facts: fault.facts }))
  return lineError(code, { faults: listed }, ordered.map((fault) => `${fault.code}: ${fault.message}`).join('; '))
}
