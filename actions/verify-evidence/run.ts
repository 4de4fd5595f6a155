import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectForge, connectRegistries, connectTrust } from '@promo/connections'
import { gateDocument, parseImageReference, type Gate } from '@promo/core'
import type { Forge } from '@promo/forge'
import { enforcementOf, publishGate, type PortsFor } from '@promo/promotion'
import { gateSummary } from '@promo/report'
import type { ActionEnding, Runner } from '@promo/runner'
import { attestGate } from './attest.ts'
import { gateEnding, gateOutputs } from './ending.ts'
import type { VerifyEvidenceRequest } from './inputs.ts'
import { judge, subjectOf, type GateSubject } from './subject.ts'

export async function run(request: VerifyEvidenceRequest, runner: Runner): Promise<ActionEnding | undefined> {
  const repository = runner.context.repository.fullName
  const forge = await connectForge(runner, request.forge, repository, {
    contents: 'read',
    pull_requests: 'read',
    checks: 'write',
  })
  const subject = await subjectOf(request, runner, forge)
  const gate = await judge(subject, { forge, portsFor: await registryPorts(request, runner) })
  const enforcement = await publish(subject, gate, request, { runner, forge })
  const directory = await mkdtemp(join(runner.context.temp, 'promo-gate-'))
  const path = join(directory, 'gate.json')
  await writeFile(path, gateDocument.write(gate))
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  const artifactDigest = uploaded?.digest ?? ''
  runner.outputs({ verdict: path, enforcement, ...gateOutputs(gate), 'artifact-digest': artifactDigest })
  await runner.summary(gateSummary(gate))
  // Last: signing retries for minutes, and a job that ends meanwhile has told its verdict.
  const attested = await attestGate(gate, request, { runner, forge })
  runner.outputs({ 'vsa-digest': attested.manifests.join('\n') })
  const ending = gateEnding(gate, subject.kind === 'pull-request' ? 'enforce' : request.mode)
  if (attested.failure === undefined) return ending
  if (ending === undefined) throw attested.failure
  runner.annotate('warning', `The verdict is not attested: ${attested.failure.message}.`)
  return ending
}

/** Credentials go to the registry of the image alone, and only after the policy allowed it. */
async function registryPorts(request: VerifyEvidenceRequest, runner: Runner): Promise<PortsFor> {
  const trust = await connectTrust(runner, request.sigstore, request.offline)
  return ({ name }) => ({
    registry: connectRegistries(runner, request.registry, [parseImageReference(name).registry]),
    trust,
    ...(request.evidenceRepository === undefined ? {} : { evidenceRepository: request.evidenceRepository }),
  })
}

async function publish(
  subject: GateSubject,
  gate: Gate,
  request: VerifyEvidenceRequest,
  { runner, forge }: { readonly runner: Runner; readonly forge: Forge },
): Promise<'enforcing' | 'advisory'> {
  if (subject.kind !== 'pull-request') return 'advisory'
  const { repository, head, base } = subject.request
  if (request.forge.kind !== 'app') {
    runner.annotate('notice', 'The gate is advisory: without `app-id` its check is the one of this job.')
    return 'advisory'
  }
  const detailsUrl = `${runner.context.serverUrl}/${repository}/actions/runs/${runner.context.runId}`
  await publishGate({ repository, head, name: request.checkName, gate, detailsUrl }, forge)
  return enforcementOf(forge, repository, base.ref, request.checkName)
}
