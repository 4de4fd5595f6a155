import { connectRegistries, connectSigner, connectTrust, fetchArtifact } from '@promo/connections'
import { parseJson, PREDICATE_TYPES } from '@promo/core'
import { attestImages, type WritingPorts, type WrittenAttestation } from '@promo/evidence'
import { attestScans } from '@promo/line'
import { attestationSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { attestationOutputs } from '../evidence-rows.ts'
import type { AttestActionRequest } from './inputs.ts'

const PREDICATE_LIMIT = 7_000_000

export async function run(request: AttestActionRequest, runner: Runner): Promise<void> {
  const ports: WritingPorts = {
    signer: connectSigner(runner, request.sigstore),
    registry: connectRegistries(runner, request.registry),
    trust: await connectTrust(runner, request.sigstore),
    ...(request.evidenceRepository === undefined ? {} : { evidenceRepository: request.evidenceRepository }),
  }
  const attestations = attestationOutputs(await attest(request, runner, ports))
  runner.outputs({ attestations })
  await runner.summary(attestationSummary(attestations))
}

async function attest(
  request: AttestActionRequest,
  runner: Runner,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const { images, predicateType, evidenceFormats, from } = request
  if (request.predicate !== undefined) {
    const predicate = parseJson(request.predicate, { maxBytes: PREDICATE_LIMIT })
    return attestImages({ images, predicateType, predicate, formats: evidenceFormats }, ports)
  }
  if (from !== undefined && predicateType === PREDICATE_TYPES.scan) {
    return attestScans({ images, directory: await fetchArtifact(runner, from), evidenceFormats }, ports)
  }
  throw actionError('predicate-missing', { predicateType }, `there is no predicate of type ${predicateType}`)
}
