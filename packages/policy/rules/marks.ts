import { PREDICATE_TYPES, readMarkPredicate, type RuleResult } from '@promo/core'
import type { EvidenceFact } from '../facts.ts'
import { markRevocation } from '../mark-revocation.ts'
import { judgeMarks, type FoundMark, type JudgedMarks, type MarkRule } from './mark-standing.ts'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { describeMismatches, isDated, manifestsOf, trustedEvidence } from '../trusted.ts'

/**
 * Rule `marks`: each environment that the policy names has marked the digest, by a signer with the role `mark` whose
 * certificate was issued inside that environment. What was marked before the newest revocation does not count. A mark needs
 * every property, the age `soak`, and is refused past `within` or its own expiry.
 */
export function marksRule(input: RuleInput): RuleAnswer {
  const rules = Object.entries(input.policy.marks ?? {})
  const judged = rules.map(([environment, rule]) => judge(input, environment, rule))
  const expected = rules.map(([environment, rule]) => expectation(environment, rule)).join('; ')
  const failed = judged.find(({ code }) => code !== '')
  const fact = (failed === undefined ? judged : judged.filter(({ code }) => code !== ''))
    .map((each) => each.fact)
    .join('; ')
  const evidence = manifestsOf(judged.flatMap((each) => each.evidence))
  if (failed !== undefined && failed.code !== '')
    return { result: refuse('marks', failed.code, fact, expected, evidence) }
  return withExpiry(pass('marks', fact, expected, evidence), judged)
}

function withExpiry(result: RuleResult, judged: readonly JudgedMarks[]): RuleAnswer {
  const times = judged.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt.getTime()]))
  return times.length === 0 ? { result } : { result, expiresAt: new Date(Math.min(...times)) }
}

function judge(input: RuleInput, environment: string, rule: MarkRule): JudgedMarks {
  const marks = marksOf(input.facts.evidence, environment)
  const signers = input.trust.signers.filter((signer) => signer.environment === environment)
  const found = trustedEvidence(
    { facts: input.facts, trust: { signers, keys: [] } },
    marks.map(({ fact }) => fact),
    PREDICATE_TYPES.mark,
    'mark',
  )
  if (found.kind === 'missing')
    return { code: 'mark-missing', fact: `no mark of ${environment} on ${input.facts.digest}`, evidence: [] }
  if (found.kind === 'untrusted') {
    const { fact, expected } = describeMismatches(found.mismatches)
    const evidence = found.evidence
    return { code: found.code, fact: `${environment}: ${fact}, not ${expected}`, evidence }
  }
  const trusted = marks.filter(({ fact }) => found.evidence.includes(fact))
  const revocation = markRevocation(input.revocations, { environment, digest: input.facts.digest })
  const standing = trusted.filter(({ fact }) => revocation === undefined || fact.signedAt > revocation.end)
  if (revocation === undefined || standing.length > 0) return judgeMarks(input.at, environment, rule, standing)
  const fact = `the mark of ${environment} was revoked ${revocation.at} on the base branch: ${revocation.reason}`
  return { code: 'mark-revoked', fact, evidence: trusted.map((each) => each.fact) }
}

function marksOf(evidence: readonly EvidenceFact[], environment: string): readonly FoundMark[] {
  return evidence.filter(isDated).flatMap((fact) => {
    const mark = readMarkPredicate(fact.predicate)
    return mark?.environment === environment ? [{ fact, mark }] : []
  })
}

function expectation(environment: string, { properties, soak, within }: MarkRule): string {
  const parts = [
    properties.length === 0 ? undefined : `with ${properties.join(', ')}`,
    soak === undefined ? undefined : `at least ${soak} old`,
    within === undefined ? undefined : `at most ${within} old`,
  ].filter((part) => part !== undefined)
  return `a mark signed inside ${environment}${parts.length === 0 ? '' : ` ${parts.join(', ')}`}`
}
