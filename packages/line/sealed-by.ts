import type { CommitSha, Source } from '@promo/core'
import type { ValidEvidence } from '@promo/evidence'

/** The workflow that must have sealed every leg, `owner/repo/.github/workflows/leg.yml`, at exactly this commit. */
export interface ExpectedSigner {
  readonly workflow: string
  readonly commit: CommitSha
  /** Base of workflow and run URIs in certificates: `https://github.com`. */
  readonly serverUrl: string
}

/** A claim by name, whether it is the wanted one, and what was found. */
type ClaimFact = readonly [name: string, same: boolean, found: string | undefined]

/**
 * Names what a certificate (fulcio, docs/oid-info.md) says otherwise than: sealed by this workflow at this commit of promo,
 * for this repository id and source commit. Nothing when all of it is so.
 */
export function sealedOtherwise(
  claims: ValidEvidence['claims'],
  { source, signer }: { readonly source: Pick<Source, 'repositoryId' | 'sha'>; readonly signer: ExpectedSigner },
): readonly string[] {
  const workflow = `${signer.serverUrl}/${signer.workflow}@`
  const isWorkflow = claims.buildSignerUri?.startsWith(workflow) === true && claims.subject === claims.buildSignerUri
  return otherwise([
    ['workflow', isWorkflow, claims.buildSignerUri],
    ['workflow commit', claims.buildSignerDigest === signer.commit, claims.buildSignerDigest],
    ['repository id', claims.sourceRepositoryId === source.repositoryId, claims.sourceRepositoryId],
    ['commit', claims.sourceRepositoryDigest === source.sha, claims.sourceRepositoryDigest],
  ])
}

/** Each fact that is not as wanted, with what was found. */
export function otherwise(facts: readonly ClaimFact[]): readonly string[] {
  return facts.filter(([, same]) => !same).map(([fact, , found]) => `${fact} ${found ?? 'absent'}`)
}
