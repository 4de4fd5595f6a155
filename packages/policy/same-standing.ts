import type { EvidenceSigner, SignerClaims } from './facts.ts'

/** The claims that an entry of the trust file looks at (`claimMismatches`); who agrees in them is trusted alike. */
const COMPARED: readonly (keyof SignerClaims)[] = [
  'subject',
  'issuer',
  'buildSignerUri',
  'buildSignerDigest',
  'runnerEnvironment',
  'sourceRepositoryId',
  'sourceRepositoryRef',
  'environment',
]

/** True for two signers that every trust file trusts alike, windows of time apart. */
export function sameStanding(a: EvidenceSigner, b: EvidenceSigner): boolean {
  if (a.kind === 'key' || b.kind === 'key') return a.kind === 'key' && b.kind === 'key' && a.keyId === b.keyId
  return COMPARED.every((claim) => a.claims[claim] === b.claims[claim])
}
