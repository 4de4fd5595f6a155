import { canonicalName, parseImageReference, type ConfigPolicy, type ImageName } from '@promo/core'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'

/** True when the policy lets the image live where it is: its name equals an allowed one or lies below it. */
export function isRegistryAllowed(name: ImageName, policy: ConfigPolicy): boolean {
  const allowed = policy.registry?.allow
  if (allowed === undefined) return true
  const found = canonicalName(parseImageReference(name))
  return allowed
    .map((prefix) => prefix.replace(/\/$/, ''))
    .some((prefix) => found === prefix || found.startsWith(`${prefix}/`))
}

/** Rule `registry`: judged before anything is fetched, so that no credential reaches a registry that the policy does not name. */
export function registryRule({ facts, policy }: RuleInput): RuleAnswer {
  const expected = policy.registry?.allow.join(' or ') ?? 'any registry'
  const result = isRegistryAllowed(facts.name, policy)
    ? pass('registry', facts.name, expected)
    : refuse('registry', 'registry-not-allowed', facts.name, expected)
  return { result }
}
