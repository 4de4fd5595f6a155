import { connectRegistries, connectSigner, connectTrust, fetchArtifact, runOf, sourceOf } from '@promo/connections'
import { proveImages, readBuildFile, type ProveRequest } from '@promo/line'
import { signatureSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { attestationOutputs, signatureOutputs } from '../evidence-rows.ts'
import type { KeylessSignRequest } from './inputs.ts'
import { verifyCommand } from './verify-command.ts'

export async function run(request: KeylessSignRequest, runner: Runner): Promise<void> {
  const signer = connectSigner(runner, request.sigstore)
  const { subject, issuer } = await signer.identity()
  const ports = {
    registry: connectRegistries(runner, request.registry),
    trust: await connectTrust(runner, request.sigstore),
    signer,
    warn: (message: string) => runner.log.warning(message),
    ...(request.evidenceRepository === undefined ? {} : { evidenceRepository: request.evidenceRepository }),
  }
  const proven = await proveImages(await proveRequest(request, runner), ports)
  const signatures = signatureOutputs(proven.signatures)
  const attestations = attestationOutputs(proven.attestations)
  const command = verifyCommand(request.images[0], { subject, issuer })
  runner.outputs({ signatures, attestations, identity: subject, issuer, 'verify-command': command })
  const rows = [...attestations, ...signatures]
  await runner.summary(signatureSummary({ identity: subject, issuer, signatures: rows, verifyCommand: command }))
}

async function proveRequest(request: KeylessSignRequest, runner: Runner): Promise<ProveRequest> {
  const { images, recursive, evidenceFormats, parameters, from } = request
  const annotations = Object.fromEntries(request.annotations)
  if (!request.provenance) return { images, recursive, evidenceFormats, annotations, provenance: undefined }
  if (from === undefined)
    throw actionError('build-record-missing', {}, 'there is no build record to make provenance from')
  const build = await readBuildFile(await fetchArtifact(runner, from))
  const { serverUrl } = runner.context
  const provenance = { inputs: parameters, build, source: sourceOf(runner), run: runOf(runner), serverUrl }
  return { images, recursive, evidenceFormats, annotations, provenance }
}
