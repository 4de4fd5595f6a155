import { referenceTo } from '../cosign.ts'
import type { Check } from './check.ts'
import type { GithubCli } from './github-cli.ts'
import type { Policy, PolicyTester } from './policy-tester.ts'

/** gh over the bundles of the registry: attestations only, one type at a time. */
export function githubCheck(gh: GithubCli, repository: string): Check {
  return {
    tool: 'gh',
    command: 'attestation verify --bundle-from-oci',
    over: 'attestations',
    reads: 'bundle',
    refusal: /no attestations found|no attestations (?:were )?verified|expected \w+ to be|verifying with issuer/,
    ask: ({ target, predicateType, identity, flags = [] }) => {
      const type = predicateType === undefined ? [] : ['--predicate-type', predicateType]
      const signer = ['--repo', repository, '--cert-identity', identity]
      return gh([...(flags.length > 0 ? flags : signer), ...type], referenceTo(target))
    },
  }
}

/**
 * policy-controller: a signature authority and attestation authorities. Bundles it verifies with the trusted root of its TUF
 * client; what it cannot do is not among these.
 */
export function policyChecks(tester: PolicyTester, issuer: string): readonly Check[] {
  const check = (over: Check['over'], signatureFormat: Policy['signatureFormat'], trust: Policy['trust']): Check => ({
    tool: 'policy-controller',
    command: commandOf({ signatureFormat, trust, predicateType: over === 'attestations' ? 'wanted' : undefined }),
    over,
    reads: signatureFormat,
    refusal:
      /no signatures found|no matching (?:signatures|attestations)|no valid bundles exist|none of the expected identities/i,
    ask: ({ target, predicateType, identity: subject }) =>
      tester({ signatureFormat, trust, predicateType }, referenceTo(target), { subject, issuer }),
  })
  return [
    check('signatures', 'legacy', 'inline'),
    check('attestations', 'legacy', 'inline'),
    check('attestations', 'bundle', 'tuf'),
  ]
}

/** The parts of a policy that decide, as the page shows them. */
export function commandOf({ signatureFormat, predicateType, trust }: Policy): string {
  const asked = predicateType === undefined ? '' : ', attestations'
  const root = trust === 'inline' ? 'TrustRoot sigstoreKeys' : 'trusted root of TUF'
  return `keyless${asked}, signatureFormat: ${signatureFormat}, ${root}`
}
