import { connectRegistries, connectSigner, connectTrust } from '@promo/connections'
import { asPromoError, parseImageReference, type Digest, type Gate, type PromoError } from '@promo/core'
import type { Forge } from '@promo/forge'
import { attestVerdicts, readConfigAt } from '@promo/promotion'
import { untrustedEvent, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { VerifyEvidenceRequest } from './inputs.ts'

/** What became of attesting: which manifests hold the verdicts, or why they could not be signed. */
export interface AttestedVerdicts {
  readonly manifests: readonly Digest[]
  readonly failure: PromoError | undefined
}

export interface GateWriting {
  readonly runner: Runner
  readonly forge: Pick<Forge, 'readFile'>
}

/**
 * Attests the verdicts when that is asked for. Never throws: the verdict is told first, and a failure to sign it never hides
 * a refusal. On an event that may not sign, such as a pull request of a fork, it only says so: the gate judges that too.
 */
export async function attestGate(
  gate: Gate,
  request: VerifyEvidenceRequest,
  ports: GateWriting,
): Promise<AttestedVerdicts> {
  const { runner } = ports
  if (!request.attestVerdict) return { manifests: [], failure: undefined }
  const untrusted = untrustedEvent(runner.context)
  if (untrusted !== undefined) {
    runner.annotate('notice', `The verdict is not attested: ${untrusted.message}.`)
    return { manifests: [], failure: undefined }
  }
  try {
    return { manifests: await signVerdicts(gate, request, ports), failure: undefined }
  } catch (error) {
    return { manifests: [], failure: asPromoError(error) }
  }
}

async function signVerdicts(
  gate: Gate,
  { atTime, config: path, sigstore, registry, evidenceRepository, offline }: VerifyEvidenceRequest,
  { runner, forge }: GateWriting,
): Promise<readonly Digest[]> {
  if (atTime !== undefined) throw actionError('at-time-refused', {}, '`at-time` is given with `attest-verdict`')
  const { sha } = gate.policyBase
  // Without the policy nothing was judged.
  if (sha === null || gate.verdicts.length === 0) return []
  const { config } = await readConfigAt(forge, runner.context.repository.fullName, sha, path)
  const signer = connectSigner(runner, sigstore)
  const trust = await connectTrust(runner, sigstore, offline)
  const { signers } = config.trust
  return attestVerdicts({ verdicts: gate.verdicts, signers }, async ({ name }) => ({
    signer,
    trust,
    registry: connectRegistries(runner, registry, [parseImageReference(name).registry]),
    warn: (message) => runner.log.warning(message),
    ...(evidenceRepository === undefined ? {} : { evidenceRepository }),
  }))
}
