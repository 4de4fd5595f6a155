import { PREDICATE_TYPES } from '@promo/core'
import type { SignerClaims } from '../facts.ts'
import {
  describeMismatches,
  manifestsOf,
  pass,
  refuse,
  trustedEvidence,
  type RuleAnswer,
  type RuleInput,
} from '../rule.ts'

/** Rule `provenance`: SLSA provenance by a trusted signer, from an allowed branch, event and runner. All three are read from the certificate. */
export function provenanceRule(input: RuleInput): RuleAnswer {
  const expected = expectation(input)
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.provenance, 'provenance')
  if (found.kind === 'missing') {
    return { result: refuse('provenance', 'provenance-missing', `no provenance on ${input.facts.digest}`, expected) }
  }
  if (found.kind === 'untrusted') {
    const described = describeMismatches(found.mismatches)
    return {
      result: refuse('provenance', 'signer-mismatch', described.fact, described.expected, manifestsOf(found.evidence)),
    }
  }
  const accepted = found.evidence.filter(({ claims }) => isAccepted(input, claims))
  const shown = accepted[0] ?? found.evidence[0]
  const fact = shown === undefined ? '' : describeOrigin(shown.claims)
  if (accepted.length === 0)
    return { result: refuse('provenance', 'provenance-refused', fact, expected, manifestsOf(found.evidence)) }
  return { result: pass('provenance', fact, expected, manifestsOf(accepted)) }
}

function isAccepted({ policy }: RuleInput, claims: SignerClaims): boolean {
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

function includes(accepted: readonly string[] | undefined, found: string | undefined): boolean {
  return accepted === undefined || (found !== undefined && accepted.includes(found))
}

function describeOrigin(claims: SignerClaims): string {
  const commit = claims.sourceRepositoryDigest ?? 'an unknown commit'
  return `built from ${commit} on ${claims.sourceRepositoryRef ?? 'no ref'} by ${claims.buildTrigger ?? 'no event'} on ${claims.runnerEnvironment ?? 'an unknown runner'}`
}

function expectation({ policy }: RuleInput): string {
  const { branches, triggers, runners } = policy.provenance ?? {}
  const parts = [
    branches === undefined ? undefined : `branch ${branches.join(' or ')}`,
    triggers === undefined ? undefined : `event ${triggers.join(' or ')}`,
    runners === undefined ? undefined : `runner ${runners.join(' or ')}`,
  ].filter((part) => part !== undefined)
  return `provenance by a trusted signer${parts.length === 0 ? '' : ` with ${parts.join(', ')}`}`
}
