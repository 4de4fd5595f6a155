import { connectRegistries, connectSigner, connectTrust } from '@promo/connections'
import { asPromoError, parseImageReference, type Digest, type Gate, type PromoError } from '@promo/core'
import { attestVerdicts } from '@promo/promotion'
import { untrustedEvent, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { VerifyEvidenceRequest } from './inputs.ts'

/** What became of attesting: which manifests hold the verdicts, or why they could not be signed. */
export interface AttestedVerdicts {
  readonly manifests: readonly Digest[]
  readonly failure: PromoError | undefined
}

/**
 * Attests the verdicts when that is asked for. Never throws: the verdict is told first, and a failure to sign it never hides
 * a refusal. On an event that may not sign, such as a pull request of a fork, it only says so: the gate judges that too.
 */
export async function attestGate(
  gate: Gate,
  request: VerifyEvidenceRequest,
  runner: Runner,
): Promise<AttestedVerdicts> {
  if (!request.attestVerdict) return { manifests: [], failure: undefined }
  const untrusted = untrustedEvent(runner.context)
  if (untrusted !== undefined) {
    runner.annotate('notice', `The verdict is not attested: ${untrusted.message}.`)
    return { manifests: [], failure: undefined }
  }
  try {
    return { manifests: await signVerdicts(gate, request, runner), failure: undefined }
  } catch (error) {
    return { manifests: [], failure: asPromoError(error) }
  }
}

async function signVerdicts(
  gate: Gate,
  { atTime, sigstore, registry, evidenceRepository, offline }: VerifyEvidenceRequest,
  runner: Runner,
): Promise<readonly Digest[]> {
  if (atTime !== undefined) throw actionError('at-time-refused', {}, '`at-time` is given with `attest-verdict`')
  const signer = connectSigner(runner, sigstore)
  const trust = await connectTrust(runner, sigstore, offline)
  return attestVerdicts(gate.verdicts, async ({ name }) => ({
    signer,
    trust,
    registry: connectRegistries(runner, registry, [parseImageReference(name).registry]),
    warn: (message) => runner.log.warning(message),
    ...(evidenceRepository === undefined ? {} : { evidenceRepository }),
  }))
}
