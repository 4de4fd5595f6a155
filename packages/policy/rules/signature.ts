import { PREDICATE_TYPES } from '@promo/core'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { signerName } from '../signer.ts'
import { manifestsOf, refuseUntrusted, trustedEvidence } from '../trusted.ts'

const EXPECTED = 'a signature by a trusted signer'

/** Kinds of unverified evidence that one fact tells of, the first of each in its own words. */
const REASON_LIMIT = 3

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
  const byCode = Map.groupBy(facts.unverified, ({ code }) => code)
  const reasons = [...byCode].map(([code, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`
    return `${code}: ${first?.reason ?? ''}${more}`
  })
  return [`no valid signature on ${facts.digest}`, ...reasons.slice(0, REASON_LIMIT)].join('; ')
}
