import { connectEvidence, fetchArtifact, runOf, sourceOf } from '@promo/connections'
import { proveImages, readBuildFile, type ProveRequest } from '@promo/line'
import { signatureSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { attestationOutputs, signatureOutputs } from '../evidence-rows.ts'
import type { KeylessSignRequest } from './inputs.ts'
import { attestSbom } from './sbom.ts'
import { signerOutputs } from './signer-outputs.ts'
import { verifyCommand } from './verify-command.ts'

export async function run(request: KeylessSignRequest, runner: Runner): Promise<void> {
  const ports = await connectEvidence(runner, request)
  const identity = await ports.signer.identity()
  const sboms = await attestSbom(request, ports)
  const proven = await proveImages(await proveRequest(request, runner), ports)
  const signatures = signatureOutputs(proven.signatures)
  const attestations = attestationOutputs([...sboms, ...proven.attestations])
  const command = verifyCommand(request.images[0], identity, ports.signer.isLogged)
  const signer = signerOutputs(identity)
  runner.outputs({ signatures, attestations, ...signer, 'verify-command': command })
  const rows = [...attestations, ...signatures]
  await runner.summary(signatureSummary({ ...signer, signatures: rows, verifyCommand: command }))
}

async function proveRequest(request: KeylessSignRequest, runner: Runner): Promise<ProveRequest> {
  const { images, recursive, evidenceFormats, parameters, from } = request
  const signing = { images, recursive, evidenceFormats, again: !request.skipIfSigned }
  const annotations = Object.fromEntries(request.annotations)
  if (!request.provenance) return { ...signing, annotations, provenance: undefined }
  if (from === undefined)
    throw actionError('build-record-missing', {}, 'there is no build record to make provenance from')
  const build = await readBuildFile(await fetchArtifact(runner, from))
  const { serverUrl } = runner.context
  const provenance = { inputs: parameters, build, source: sourceOf(runner), run: runOf(runner), serverUrl }
  return { ...signing, annotations, provenance }
}
