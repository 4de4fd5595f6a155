import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'

const EXPECTED = 'a digest that the file of revocations does not name'

/**
 * Rule `revocations`: neither the digest nor one of its platforms is revoked on the base branch. A registry cannot hide what
 * stands in Git, so that this needs no evidence.
 */
export function revocationsRule({ facts, revocations }: RuleInput): RuleAnswer {
  const held: readonly string[] = [facts.digest, ...facts.platforms.map(({ digest }) => digest)]
  const revoked = revocations.digests.filter(({ digest }) => held.includes(digest))
  if (revoked.length === 0) return { result: pass('revocations', `${facts.digest} is not revoked`, EXPECTED) }
  const fact = revoked.map(({ digest, at, reason }) => `${digest} was revoked ${at}: ${reason}`).join('; ')
  return { result: refuse('revocations', 'digest-revoked', fact, EXPECTED) }
}
