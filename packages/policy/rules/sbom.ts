import { isPredicateType, PREDICATE_TYPES, refersToSbom } from '@promo/core'
import type { EvidenceFact } from '../facts.ts'
import { gravest } from '../mismatch.ts'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { manifestsOf, refuseUntrusted, trustedEvidence } from '../trusted.ts'

const FORMATS = [PREDICATE_TYPES.spdx, PREDICATE_TYPES.cyclonedx, PREDICATE_TYPES.reference]

/** Rule `sbom`: every runnable platform carries an SBOM, in either format, by a signer with the role `sbom`. */
export function sbomRule(input: RuleInput): RuleAnswer {
  const expected = 'an SBOM of every platform by a trusted signer'
  const judged = input.facts.platforms.map(({ platform, evidence }) => ({
    platform,
    found: FORMATS.map((format) => trustedEvidence(input, evidence.filter(isNoOtherReference), format, 'sbom')),
  }))
  const lacking = judged.filter(({ found }) => !found.some(({ kind }) => kind === 'trusted'))
  if (judged.length === 0)
    return { result: refuse('sbom', 'sbom-missing', 'the image has no runnable platform', expected) }
  if (lacking.length === 0) {
    const manifests = judged.flatMap(({ found }) =>
      found.flatMap((each) => (each.kind === 'trusted' ? manifestsOf(each.evidence) : [])),
    )
    return {
      result: pass('sbom', `an SBOM of ${judged.map(({ platform }) => platform).join(', ')}`, expected, manifests),
    }
  }
  const untrusted = lacking.flatMap(({ found }) => found.filter((each) => each.kind === 'untrusted'))
  if (untrusted.length > 0) {
    const code = gravest(untrusted.map((each) => each.code))
    const mismatches = untrusted.flatMap((each) => each.mismatches)
    const evidence = untrusted.flatMap((each) => each.evidence)
    return { result: refuseUntrusted('sbom', { code, mismatches, evidence }) }
  }
  return {
    result: refuse(
      'sbom',
      'sbom-missing',
      `no SBOM of ${lacking.map(({ platform }) => platform).join(', ')}`,
      expected,
    ),
  }
}

/** A reference may be to a document of any kind. */
function isNoOtherReference({ predicateType, predicate }: EvidenceFact): boolean {
  return !isPredicateType(predicateType, PREDICATE_TYPES.reference) || refersToSbom(predicate)
}
