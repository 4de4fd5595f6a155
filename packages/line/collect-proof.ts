import {
  asPromoError,
  isPredicateType,
  pinImage,
  PREDICATE_TYPES,
  type JsonValue,
  type Leg,
  type PromoError,
  type Run,
  type Source,
  memberOf,
} from '@promo/core'
import type { ValidEvidence } from '@promo/evidence'
import type { RegistryClient } from '@promo/registry'
import { lineError } from './errors.ts'
import type { EvidenceReader } from './evidence-reader.ts'
import { otherwise, sealedOtherwise, type ExpectedSigner } from './sealed-by.ts'

export interface ProofRequest {
  readonly source: Source
  readonly run: Run
  readonly signer: ExpectedSigner
  readonly verify: 'certificate' | 'registry' | 'none'
}

/**
 * Looks for provenance on the digest that only the seal job of this leg in this run can have signed: workflow, commit of
 * promo, repository id, source commit and run come from the certificate, leg and image from the signed parameters.
 */
export async function proofFault(
  leg: Leg,
  request: ProofRequest,
  ports: { readonly registry: RegistryClient; readonly evidence: EvidenceReader },
): Promise<PromoError | undefined> {
  const image = pinImage(leg.image.name, leg.image.digest)
  try {
    await ports.registry.manifest(image.name, image.digest)
    if (request.verify === 'registry') return undefined
    const { valid } = await ports.evidence(image)
    return judgeProvenance(leg, request, valid)
  } catch (error) {
    return asPromoError(error)
  }
}

function judgeProvenance(leg: Leg, request: ProofRequest, found: readonly ValidEvidence[]): PromoError | undefined {
  const provenance = found.filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.provenance))
  const ofThisRun = provenance.filter(({ claims }) => differences(claims, request).length === 0)
  if (ofThisRun.length === 0) {
    const differ = provenance.map(({ claims }) => differences(claims, request).join(', '))
    return lineError(
      'leg-unproven',
      { leg: leg.leg, digest: leg.image.digest, differ },
      `${leg.leg}: ${describe(provenance.length, differ)}`,
    )
  }
  const sealedFor = ofThisRun.map(({ predicate }) => parameters(predicate))
  if (sealedFor.some(({ leg: name, image }) => name === leg.leg && image === leg.image.name)) return undefined
  return lineError(
    'leg-swapped',
    { leg: leg.leg, sealedFor },
    `${leg.leg} names a digest that was sealed for ${[...new Set(sealedFor.map(sealedName))].join(', ')}`,
  )
}

/** Leg and image: either can be the one that was swapped. */
function sealedName({ leg, image }: ReturnType<typeof parameters>): string {
  return `${JSON.stringify(leg)} as ${JSON.stringify(image)}`
}

function describe(count: number, differ: readonly string[]): string {
  return count === 0 ? 'the digest carries no valid provenance' : `no provenance is of this run: ${differ.join(' / ')}`
}

/** Names what the certificate says otherwise than this run; nothing when it is of this run. */
function differences(claims: ValidEvidence['claims'], { source, run, signer }: ProofRequest): readonly string[] {
  return [
    ...sealedOtherwise(claims, { source, signer }),
    ...otherwise([['run', isThisRun(claims.runInvocationUri, source, run, signer), claims.runInvocationUri]]),
  ]
}

/** This run, in this attempt or one before it: legs that passed are not run again. */
function isThisRun(found: string | undefined, source: Source, run: Run, signer: ExpectedSigner): boolean {
  const prefix = `${signer.serverUrl}/${source.repository}/actions/runs/${run.id}/attempts/`
  const attempt = found?.startsWith(prefix) === true ? Number(found.slice(prefix.length)) : Number.NaN
  return attempt >= 1 && attempt <= run.attempt
}

/** `buildDefinition.externalParameters` of SLSA provenance v1. */
function parameters(predicate: JsonValue): {
  readonly leg: JsonValue | undefined
  readonly image: JsonValue | undefined
} {
  const external = memberOf(memberOf(predicate, 'buildDefinition'), 'externalParameters')
  return { leg: memberOf(external, 'leg'), image: memberOf(external, 'image') }
}
