import {
  asPromoError,
  formatTime,
  policyOf,
  verdictDocument,
  type Config,
  type EnvironmentName,
  type Revocations,
  type RuleResult,
  type Verdict,
} from '@promo/core'
import type { ReadingPorts } from '@promo/evidence'
import { evaluateImage, isRegistryAllowed, refuse, registryRule, worstOutcome, type ImageFacts } from '@promo/policy'
import { gatherFacts, type FactsRequest } from './image-facts.ts'
import type { ReadTrust } from './trust-file.ts'

export interface VerdictRequest extends FactsRequest {
  readonly environment: EnvironmentName
  readonly config: Config
  readonly trust: ReadTrust
  readonly revocations: Revocations
  readonly policy: Verdict['policy']
  readonly at: Date
}

/** Gives the ports for a registry that the policy allows; nothing else is ever contacted. */
export type PortsFor = (image: FactsRequest['image']) => Promise<ReadingPorts> | ReadingPorts

/** Judges one digest for one environment. A registry that does not answer is a refusal that says so, never a pass. */
export async function judgeImage(request: VerdictRequest, portsFor: PortsFor): Promise<Verdict> {
  const { revocations, at } = request
  const trust = request.trust.file
  const policy = policyOf(request.config, request.environment)
  if (!isRegistryAllowed(request.image.name, policy)) {
    const { result } = registryRule({ facts: unknownFacts(request), policy, trust, revocations, at })
    return verdict(request, [result], undefined)
  }
  let facts: ImageFacts
  try {
    facts = await gatherFacts(request, { ...(await portsFor(request.image)), keys: request.trust.accepted })
  } catch (error) {
    return verdict(request, [unreadable(error, request)], undefined)
  }
  const { rules, expiresAt } = evaluateImage({ facts, policy, trust, revocations, at })
  return verdict(request, rules, expiresAt)
}

function unreadable(error: unknown, { image }: VerdictRequest): RuleResult {
  const { code, message } = asPromoError(error)
  const expected = 'the digest and its evidence in the registry'
  return code === 'manifest-missing' || code === 'manifest-unexpected'
    ? refuse('registry', 'image-missing', message, expected)
    : refuse('registry', 'evidence-unreadable', `${image.name}: ${message}`, expected)
}

function unknownFacts({ image, sourceId }: VerdictRequest): ImageFacts {
  return { ...image, sourceId, evidence: [], unverified: [], platforms: [], heldBefore: [] }
}

function verdict(request: VerdictRequest, rules: readonly RuleResult[], expiresAt: Date | undefined): Verdict {
  const { environment, image, policy, at } = request
  return verdictDocument.create({
    environment,
    image: { name: image.name, digest: image.digest },
    policy,
    evaluatedAt: formatTime(at),
    outcome: worstOutcome(rules.map(({ outcome }) => outcome)),
    rules: [...rules],
    exceptions: [],
    expiresAt: expiresAt === undefined ? null : formatTime(expiresAt),
  })
}
