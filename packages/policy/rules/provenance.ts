import { PREDICATE_TYPES } from '@promo/core'
import { sealedLegOf } from '../sealed-leg.ts'
import type { EvidenceFact, SignerClaims } from '../facts.ts'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { signerName } from '../signer.ts'
import { manifestsOf, refuseUntrusted, trustedEvidence } from '../trusted.ts'

/** Rule `provenance`: SLSA provenance by a trusted signer, from an allowed branch, event and runner, all three read from the certificate. What leg.yml sealed for another leg is refused: an image of the same repository is still another image. */
export function provenanceRule(input: RuleInput): RuleAnswer {
  const expected = expectation(input)
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.provenance, 'provenance')
  if (found.kind === 'missing') {
    return { result: refuse('provenance', 'provenance-missing', `no provenance on ${input.facts.digest}`, expected) }
  }
  if (found.kind === 'untrusted') return { result: refuseUntrusted('provenance', found) }
  const accepted = found.evidence.filter((fact) => isAccepted(input, claimsOf(fact)) && !isOfOtherLeg(input, fact))
  const shown = accepted[0] ?? found.evidence[0]
  const fact = shown === undefined ? '' : describeOrigin(shown)
  if (accepted.length === 0)
    return { result: refuse('provenance', 'provenance-refused', fact, expected, manifestsOf(found.evidence)) }
  return { result: pass('provenance', fact, expected, manifestsOf(accepted)) }
}

/** What a key signed has no certificate: nothing says on which branch, by which event or on which runner it was built. */
function claimsOf({ signer }: EvidenceFact): Partial<SignerClaims> {
  return signer.kind === 'certificate' ? signer.claims : {}
}

function isAccepted({ policy }: RuleInput, claims: Partial<SignerClaims>): boolean {
  const { branches, triggers, runners } = policy.provenance ?? {}
  return (
    includes(
      branches?.map((branch) => `refs/heads/${branch}`),
      claims.sourceRepositoryRef,
    ) &&
    includes(triggers, claims.buildTrigger) &&
    includes(runners, claims.runnerEnvironment)
  )
}

function isOfOtherLeg({ facts }: RuleInput, { predicate }: EvidenceFact): boolean {
  const sealed = sealedLegOf(predicate)
  return facts.leg !== undefined && sealed !== undefined && sealed !== facts.leg
}

function includes(accepted: readonly string[] | undefined, found: string | undefined): boolean {
  return accepted === undefined || (found !== undefined && accepted.includes(found))
}

function describeOrigin(shown: EvidenceFact): string {
  const leg = sealedLegOf(shown.predicate)
  if (shown.signer.kind === 'key')
    return `${leg === undefined ? '' : `${leg} `}signed by ${signerName(shown.signer)}, which says nothing of its build`
  const { claims } = shown.signer
  const commit = claims.sourceRepositoryDigest ?? 'an unknown commit'
  return `${leg === undefined ? '' : `${leg} `}built from ${commit} on ${claims.sourceRepositoryRef ?? 'no ref'} by ${claims.buildTrigger ?? 'no event'} on ${claims.runnerEnvironment ?? 'an unknown runner'}`
}

function expectation({ facts, policy }: RuleInput): string {
  const { branches, triggers, runners } = policy.provenance ?? {}
  const parts = [
    facts.leg === undefined ? undefined : `leg ${facts.leg}`,
    branches === undefined ? undefined : `branch ${branches.join(' or ')}`,
    triggers === undefined ? undefined : `event ${triggers.join(' or ')}`,
    runners === undefined ? undefined : `runner ${runners.join(' or ')}`,
  ].filter((part) => part !== undefined)
  return `provenance by a trusted signer${parts.length === 0 ? '' : ` with ${parts.join(', ')}`}`
}
