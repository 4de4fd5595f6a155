import { PREDICATE_TYPES } from '@promo/core'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { signerName } from '../signer.ts'
import { manifestsOf, refuseUntrusted, trustedEvidence } from '../trusted.ts'

const EXPECTED = 'a signature by a trusted signer'

/** Rule `signature`: the digest carries a cosign signature statement by a signer with the role `signature`; no other attestation counts as one. */
export function signatureRule(input: RuleInput): RuleAnswer {
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.signature, 'signature')
  if (found.kind === 'missing')
    return { result: refuse('signature', 'signature-missing', missingFact(input), EXPECTED) }
  if (found.kind === 'untrusted') return { result: refuseUntrusted('signature', found) }
  const [newest] = found.evidence
  const by = newest === undefined ? '' : signerName(newest.signer)
  return { result: pass('signature', `signed by ${by}`, EXPECTED, manifestsOf(found.evidence)) }
}

function missingFact({ facts }: RuleInput): string {
  if (facts.unverified.length === 0) return `no signature on ${facts.digest}`
  return `no valid signature on ${facts.digest}; ${facts.unverified
    .map(({ code, reason }) => `${code}: ${reason}`)
    .slice(0, 3)
    .join('; ')}`
}
