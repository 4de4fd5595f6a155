import type { TrustSigner } from '@promo/core'
import { isMovingRef } from '@promo/core'
import type { SignerClaims } from './facts.ts'
import type { ClaimMismatch } from './mismatch.ts'

const GITHUB = 'https://github.com/'

type Check = readonly [claim: string, holds: boolean, expected: string, found: string | undefined]

/**
 * The claims of a certificate that a signer does not accept. All comparisons are exact.
 * `sourceId`: id of the repository that the image may be built from; a signer with a `source` of its own brings another.
 */
export function claimMismatches(
  claims: SignerClaims,
  signer: TrustSigner,
  sourceId: string | undefined,
): readonly ClaimMismatch[] {
  const { runners, environment } = signer
  const checks: readonly Check[] = [
    ['issuer', claims.issuer === signer.issuer, signer.issuer, claims.issuer],
    ['workflow', workflowOf(claims) === signer.workflow, signer.workflow, workflowOf(claims)],
    commitCheck(claims, signer),
    ['runner', isOneOf(claims.runnerEnvironment, runners), runners.join(' or '), claims.runnerEnvironment],
    sourceCheck(claims, signer, sourceId),
    refCheck(claims, signer),
    [
      'environment',
      environment === undefined || claims.environment === environment,
      environment ?? 'any',
      claims.environment,
    ],
  ]
  return checks
    .filter(([, holds]) => !holds)
    .map(([claim, , expected, found]) => ({ signer: signer.id, claim, expected, found: found ?? 'absent' }))
}

function commitCheck(claims: SignerClaims, signer: TrustSigner): Check {
  const ref = refOf(claims)
  const byCommit = isOneOf(claims.buildSignerDigest, signer.commits)
  const holds = byCommit || isTrustedRef(ref, signer) || (isOwnWorkflow(signer) && isSourceRef(ref, claims))
  const expected = [...signer.commits, ...signer.refs, ...(isOwnWorkflow(signer) ? ['its source ref'] : [])]
  const found = `${claims.buildSignerDigest ?? 'absent'} (${ref ?? 'no ref'})`
  return ['workflow commit', holds, expected.join(' or '), found]
}

function isTrustedRef(ref: string | undefined, signer: TrustSigner): boolean {
  return isOneOf(ref, signer.refs) && (signer['allow-moving-ref'] || !isMovingRef(ref ?? ''))
}

function isSourceRef(ref: string | undefined, claims: SignerClaims): boolean {
  return ref !== undefined && ref === claims.sourceRepositoryRef
}

/** A workflow of the source itself, named without commits or refs: the refs of the source say which of its versions counts. */
function isOwnWorkflow({ workflow, source, commits, refs }: TrustSigner): boolean {
  if (source === undefined || source.refs.length === 0 || commits.length + refs.length > 0) return false
  return workflow.startsWith(`${source.repository}/`)
}

/** Names can be registered again by somebody else, ids cannot: only the id is compared. Anybody may call a public leg.yml, so without an id nothing matches. */
function sourceCheck(claims: SignerClaims, signer: TrustSigner, sourceId: string | undefined): Check {
  const expected = signer.source?.id ?? sourceId
  return [
    'source repository id',
    expected !== undefined && claims.sourceRepositoryId === expected,
    expected ?? 'the `source.id` of the image or signer, which promo.yaml lacks',
    `${claims.sourceRepositoryId ?? 'absent'} (${claims.sourceRepositoryUri ?? 'no name'})`,
  ]
}

function refCheck(claims: SignerClaims, signer: TrustSigner): Check {
  const refs = signer.source?.refs ?? []
  return [
    'source ref',
    refs.length === 0 || isOneOf(claims.sourceRepositoryRef, refs),
    refs.join(' or '),
    claims.sourceRepositoryRef,
  ]
}

/** `owner/repo/.github/workflows/file.yml` of the build signer URI, which is `https://github.com/<workflow>@<ref>`. */
export function workflowOf(claims: SignerClaims): string | undefined {
  const uri = claims.buildSignerUri
  if (uri?.startsWith(GITHUB) !== true || uri !== claims.subject) return undefined
  return uri.slice(GITHUB.length).split('@')[0]
}

function refOf(claims: SignerClaims): string | undefined {
  const at = claims.buildSignerUri?.indexOf('@') ?? -1
  return at < 0 ? undefined : claims.buildSignerUri?.slice(at + 1)
}

function isOneOf(value: string | undefined, accepted: readonly string[]): boolean {
  return value !== undefined && accepted.includes(value)
}
