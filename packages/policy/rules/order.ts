import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'

/** Rule `order`: every environment before this one holds the same digest on the base branch. */
export function orderRule({ facts }: RuleInput): RuleAnswer {
  const skipped = facts.heldBefore.filter(({ digest }) => digest !== facts.digest)
  const expected =
    facts.heldBefore.map(({ environment }) => `${environment} holds ${facts.digest}`).join(', ') ||
    'no environment before this one'
  if (skipped.length === 0) return { result: pass('order', expected, expected) }
  const fact = skipped.map(({ environment, digest }) => `${environment} holds ${digest ?? 'no digest'}`).join(', ')
  return { result: refuse('order', 'stage-skipped', fact, expected) }
}
