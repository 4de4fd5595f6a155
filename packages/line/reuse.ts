import {
  asPromoError,
  isPredicateType,
  parseImageReference,
  pinImage,
  PREDICATE_TYPES,
  type ImageName,
  type JsonValue,
  type LegName,
  type PinnedImage,
  type Source,
  sameJson,
} from '@promo/core'
import { readSignedBuild, type SignedBuild, type ValidEvidence } from '@promo/evidence'
import type { RegistryClient } from '@promo/registry'
import type { EvidenceReader } from './evidence-reader.ts'
import { otherwise, sealedOtherwise, type ExpectedSigner } from './sealed-by.ts'

export interface ReuseRequest {
  readonly leg: LegName
  readonly image: ImageName
  /** The tag that seal puts last on what it sealed for this commit. */
  readonly tag: string
  readonly source: Source
  /** `event_name` of this run. */
  readonly trigger: string
  readonly signer: ExpectedSigner
  /** What seal would sign as `inputs`. */
  readonly inputs: JsonValue
  /** This build may read no cache, so that what read one does not stand for it. */
  readonly withoutCache: boolean
}

export interface ReusePorts {
  readonly registry: RegistryClient
  readonly evidence: EvidenceReader
}

/** A digest that was sealed already, and how it was built; or why this build has to be made. */
export type Reuse =
  { readonly sealed: SealedBuild; readonly why?: undefined } | { readonly sealed?: undefined; readonly why: string }

export interface SealedBuild {
  readonly image: PinnedImage
  readonly build: Omit<SignedBuild, 'parameters'>
  /** The run attempt that built it, as its certificate names it. */
  readonly invocation: string
}

/**
 * Looks for a digest that was sealed for this commit, leg, image and inputs, by the same workflow at the same commit of promo:
 * the one that the tag of this commit names, when its provenance says so. Ref and trigger must be the same too, since
 * policies ask for them. The tag is only a hint: nothing is believed but the certificate and what it signed. Whatever is
 * absent, unreadable or otherwise gives the reason to build; it never throws.
 */
export async function findSealed(request: ReuseRequest, ports: ReusePorts): Promise<Reuse> {
  const { image, tag } = request
  try {
    const tagged = await ports.registry.resolve(parseImageReference(`${image}:${tag}`))
    if (tagged === undefined) return { why: `there is no tag ${tag}` }
    const pinned = pinImage(image, tagged.digest)
    const { valid } = await ports.evidence(pinned)
    return judge(pinned, valid, request)
  } catch (error) {
    const { code, message } = asPromoError(error)
    return { why: `what ${tag} names cannot be verified: ${code}: ${message}` }
  }
}

function judge(image: PinnedImage, valid: readonly ValidEvidence[], request: ReuseRequest): Reuse {
  const provenance = valid.filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.provenance))
  if (provenance.length === 0) return { why: `${image.digest} carries no valid provenance` }
  const judged = provenance.map((each) => judgeOne(image, each, request))
  const [original] = judged
    .flatMap(({ sealed }) => (sealed === undefined ? [] : [sealed]))
    .toSorted((a, b) => byOrigin(a.build, b.build))
  if (original !== undefined) return { sealed: original }
  return { why: judged.map(({ why }) => why).join(' / ') }
}

function judgeOne(image: PinnedImage, { claims, predicate }: ValidEvidence, request: ReuseRequest): Reuse {
  const build = readSignedBuild(predicate)
  const { runInvocationUri } = claims
  if (build === undefined || runInvocationUri === undefined) return { why: 'the provenance is not of a leg' }
  const differ = [...sealedOtherwise(claims, request), ...builtOtherwise(claims, build, request)]
  if (differ.length > 0) return { why: `${image.digest} was sealed otherwise: ${differ.join(', ')}` }
  const { parameters: _compared, ...facts } = build
  return { sealed: { image, build: facts, invocation: build.reused?.invocation ?? runInvocationUri } }
}

function builtOtherwise(
  claims: ValidEvidence['claims'],
  { parameters, cache }: SignedBuild,
  { leg, image, source, trigger, inputs, withoutCache }: ReuseRequest,
): readonly string[] {
  return otherwise([
    ['ref', claims.sourceRepositoryRef === source.ref, claims.sourceRepositoryRef],
    ['trigger', claims.buildTrigger === trigger, claims.buildTrigger],
    ['leg', parameters.leg === leg, parameters.leg],
    ['image', parameters.image === image, parameters.image],
    ['inputs', sameJson(parameters.inputs, inputs), ''],
    ['cache', !withoutCache || cache === 'none', cache],
  ])
}

/** What a run built itself before what it reused; then the build that was first. Every run chooses the same. */
function byOrigin(a: SealedBuild['build'], b: SealedBuild['build']): number {
  return (
    Number(a.reused !== undefined) - Number(b.reused !== undefined) || Date.parse(a.startedAt) - Date.parse(b.startedAt)
  )
}
