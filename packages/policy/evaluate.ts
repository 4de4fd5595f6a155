import type { Outcome, RuleResult } from '@promo/core'
import type { RuleAnswer, RuleInput } from './rule.ts'
import { marksRule } from './rules/marks.ts'
import { orderRule } from './rules/order.ts'
import { provenanceRule } from './rules/provenance.ts'
import { registryRule } from './rules/registry.ts'
import { sbomRule } from './rules/sbom.ts'
import { revocationsRule } from './rules/revocations.ts'
import { scanRule } from './rules/scan.ts'
import { signatureRule } from './rules/signature.ts'
import { testsRule } from './rules/tests.ts'

export interface Evaluation {
  readonly outcome: Outcome
  readonly rules: readonly RuleResult[]
  /** When the first evidence used goes stale. */
  readonly expiresAt: Date | undefined
}

/** Applies every rule that the policy names, `order` always and `revocations` first where there are any. Pure: facts and time in, results out. */
export function evaluateImage(input: RuleInput): Evaluation {
  const answers = rulesOf(input).map((rule) => rule(input))
  const expiries = answers.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt.getTime()]))
  const rules = answers.map(({ result }) => result)
  return {
    outcome: worstOutcome(rules.map(({ outcome }) => outcome)),
    rules,
    expiresAt: expiries.length === 0 ? undefined : new Date(Math.min(...expiries)),
  }
}

/** The outcome that a reader must act on first: findings, then configuration, then infrastructure, then pass. */
export function worstOutcome(outcomes: readonly RuleResult['outcome'][]): Outcome {
  const order = ['findings', 'configuration', 'infrastructure'] as const
  return order.find((outcome) => outcomes.includes(outcome)) ?? 'pass'
}

type Rule = (input: RuleInput) => RuleAnswer

function rulesOf({ policy, revocations }: RuleInput): readonly Rule[] {
  const named: readonly (readonly [isNamed: boolean, rule: Rule])[] = [
    [revocations.digests.length > 0, revocationsRule],
    [policy.registry !== undefined, registryRule],
    [policy.signature?.required === true, signatureRule],
    [policy.provenance?.required === true, provenanceRule],
    [policy.scan !== undefined, scanRule],
    [policy.sbom?.required === true, sbomRule],
    [policy.tests !== undefined, testsRule],
    [Object.keys(policy.marks ?? {}).length > 0, marksRule],
    [true, orderRule],
  ]
  return named.flatMap(([isNamed, rule]) => (isNamed ? [rule] : []))
}
