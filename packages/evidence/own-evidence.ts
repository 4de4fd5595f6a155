import type { Signer, SignerIdentity } from '@promo/sigstore'
import type { EvidenceSet, KeyedEvidence, SignedEvidence, ValidEvidence } from './evidence-set.ts'
import { sameSigner, type SignerCommit } from './same-claims.ts'

export type OwnEvidence = ValidEvidence | KeyedEvidence

/**
 * What whoever signs now has said about the digest before, newest first; what has no verified time comes last. The signer is
 * asked who it is only when there is something: that costs a certificate. `commit` is for what does not depend on the commit
 * of the repository that signs.
 */
export async function ownEvidence(
  { valid, keyed }: Pick<EvidenceSet, 'valid' | 'keyed'>,
  isWanted: (evidence: SignedEvidence) => boolean,
  signer: Pick<Signer, 'identity'>,
  commit: SignerCommit = 'same',
): Promise<readonly OwnEvidence[]> {
  const candidates = [...valid, ...keyed].filter(isWanted)
  if (candidates.length === 0) return []
  const identity = await signer.identity()
  return candidates.filter((each) => isBy(each, identity, commit)).toSorted((a, b) => timeOf(b) - timeOf(a))
}

function isBy(evidence: OwnEvidence, signer: SignerIdentity, commit: SignerCommit): boolean {
  if ('claims' in evidence) return sameSigner(evidence.claims, signer, commit)
  return signer.kind === 'key' && evidence.signer.keyId === signer.keyId
}

function timeOf({ signedAt }: OwnEvidence): number {
  return signedAt?.getTime() ?? 0
}
