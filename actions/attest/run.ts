import { connectEvidence, fetchArtifact } from '@promo/connections'
import { asPromoError, checkPromotionPredicate, parseJson, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import {
  attestImages,
  attestSuperseding,
  invocationUri,
  type WritingPorts,
  type WrittenAttestation,
} from '@promo/evidence'
import { attestScans, attestTests } from '@promo/line'
import { attestationSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { attestationOutputs } from '../evidence-rows.ts'
import type { AttestActionRequest } from './inputs.ts'
import { findPresent, type Presence } from './present.ts'

const PREDICATE_LIMIT = 7_000_000

export async function run(request: AttestActionRequest, runner: Runner): Promise<void> {
  const ports = await connectEvidence(runner, request)
  const { present, absent, fault } =
    request.ifAbsent === 'skip' ? await findPresent(request.images, ports.registry) : all(request.images)
  for (const image of absent) runner.log.info(`${image.name} does not hold ${image.digest}: nothing to attest there`)
  const attestations = attestationOutputs(await attest(present, request, runner, ports))
  runner.outputs({ attestations })
  await runner.summary(attestationSummary(attestations))
  if (fault !== undefined) throw asPromoError(fault)
}

function all(present: readonly PinnedImage[]): Presence {
  return { present, absent: [], fault: undefined }
}

async function attest(
  images: readonly PinnedImage[],
  request: AttestActionRequest,
  runner: Runner,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const { predicateType, evidenceFormats, from } = request
  if (request.predicate !== undefined) {
    const predicate = parseJson(request.predicate, { maxBytes: PREDICATE_LIMIT })
    // Of promo's own type nobody else knows the shape.
    if (predicateType === PREDICATE_TYPES.promotion)
      for (const { digest } of images) checkPromotionPredicate(predicate, digest)
    const attestAs = predicateType === PREDICATE_TYPES.scan ? attestSuperseding : attestImages
    return attestAs({ images, predicateType, predicate, formats: evidenceFormats }, ports)
  }
  if (from !== undefined && predicateType === PREDICATE_TYPES.scan) {
    return attestScans({ images, directory: await fetchArtifact(runner, from), evidenceFormats }, ports)
  }
  if (from !== undefined && predicateType === PREDICATE_TYPES.tests) {
    const { sha: commit, runId, runAttempt, repository, serverUrl } = runner.context
    const url = invocationUri(serverUrl, repository.fullName, { id: runId, attempt: runAttempt })
    return attestTests(
      { images, directory: await fetchArtifact(runner, from), commit, runId, url, evidenceFormats },
      ports,
    )
  }
  throw actionError('predicate-missing', { predicateType }, `there is no predicate of type ${predicateType}`)
}
