import { PREDICATE_TYPES, readTestsPredicate } from '@promo/core'
import type { EvidenceFact } from '../facts.ts'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { refuseUntrusted, trustedEvidence } from '../trusted.ts'

/** Rule `tests`: the newest test results by a signer with the role `tests` passed, and enough of them. Zero tests are no pass. */
export function testsRule(input: RuleInput): RuleAnswer {
  const least = Math.max(1, input.policy.tests?.['min-passed'] ?? 1)
  const expected = `at least ${String(least)} passed and none failed, by a trusted signer`
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.tests, 'tests')
  if (found.kind === 'missing') {
    return { result: refuse('tests', 'tests-missing', `no test results on ${input.facts.digest}`, expected) }
  }
  if (found.kind === 'untrusted') return { result: refuseUntrusted('tests', found) }
  const [newest] = found.evidence
  return { result: judge(newest, least, expected) }
}

function judge(newest: EvidenceFact | undefined, least: number, expected: string): RuleAnswer['result'] {
  const evidence = newest === undefined ? [] : [newest.manifest]
  const claim = readTestsPredicate(newest?.predicate ?? null)
  if (claim === undefined) {
    return refuse('tests', 'tests-unreadable', 'what is attested is no test result', expected, evidence)
  }
  const { result, passed, failed } = claim
  if (result === 'FAILED' || failed.length > 0) {
    const names = failed.length === 0 ? 'the result is FAILED' : `failed: ${failed.slice(0, 5).join(', ')}`
    return refuse('tests', 'tests-failed', names, expected, evidence)
  }
  const fact = `${String(passed)} passed`
  return passed < least
    ? refuse('tests', 'tests-too-few', fact, expected, evidence)
    : pass('tests', fact, expected, evidence)
}
