import type { TrustRole, TrustSigner } from '@promo/core'
import type { SignerClaims } from './facts.ts'
import { isMovingRef } from './moving-ref.ts'
import { statusAt } from './validity.ts'

/** One claim of a certificate that a signer of the trust file does not accept. */
export interface ClaimMismatch {
  readonly signer: string
  readonly claim: string
  readonly expected: string
  readonly found: string
}

export type SignerMatch =
  | { readonly matched: true; readonly signer: TrustSigner }
  | { readonly matched: false; readonly mismatches: readonly ClaimMismatch[] }

export interface WantedSigner {
  readonly role: TrustRole
  /** When the signature was made, by timestamp or log; validity and revocation are judged at this time. */
  readonly signedAt: Date
  /** Id of the repository that the image may be built from; a signer with a `source` of its own brings another. */
  readonly sourceId?: string | undefined
}

const GITHUB = 'https://github.com/'

/** Finds the first trusted signer of the role that accepts every claim; otherwise says, signer by signer, which claims differ. All comparisons are exact. */
export function matchSigner(claims: SignerClaims, signers: readonly TrustSigner[], wanted: WantedSigner): SignerMatch {
  const candidates = signers.filter(({ roles }) => roles.includes(wanted.role))
  const judged = candidates.map((signer) => ({ signer, mismatches: mismatchesOf(claims, signer, wanted) }))
  const match = judged.find(({ mismatches }) => mismatches.length === 0)
  if (match !== undefined) return { matched: true, signer: match.signer }
  if (candidates.length > 0) return { matched: false, mismatches: judged.flatMap(({ mismatches }) => mismatches) }
  const none = {
    signer: 'none',
    claim: 'role',
    expected: `a signer with the role ${wanted.role}`,
    found: claims.subject,
  }
  return { matched: false, mismatches: [none] }
}

function mismatchesOf(claims: SignerClaims, signer: TrustSigner, wanted: WantedSigner): readonly ClaimMismatch[] {
  const checks: readonly (readonly [claim: string, holds: boolean, expected: string, found: string | undefined])[] = [
    ['issuer', claims.issuer === signer.issuer, signer.issuer, claims.issuer],
    ['workflow', workflowOf(claims) === signer.workflow, signer.workflow, workflowOf(claims)],
    commitCheck(claims, signer),
    [
      'runner',
      isOneOf(claims.runnerEnvironment, signer.runners),
      signer.runners.join(' or '),
      claims.runnerEnvironment,
    ],
    sourceCheck(claims, signer, wanted),
    refCheck(claims, signer),
    [
      'environment',
      signer.environment === undefined || claims.environment === signer.environment,
      signer.environment ?? 'any',
      claims.environment,
    ],
    [
      'validity',
      statusAt(signer, wanted.signedAt) === 'valid',
      'a signature within the validity of the signer',
      statusAt(signer, wanted.signedAt),
    ],
  ]
  return checks
    .filter(([, holds]) => !holds)
    .map(([claim, , expected, found]) => ({ signer: signer.id, claim, expected, found: found ?? 'absent' }))
}

function commitCheck(
  claims: SignerClaims,
  signer: TrustSigner,
): readonly [string, boolean, string, string | undefined] {
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
function sourceCheck(
  claims: SignerClaims,
  signer: TrustSigner,
  wanted: WantedSigner,
): readonly [string, boolean, string, string | undefined] {
  const expected = signer.source?.id ?? wanted.sourceId
  return [
    'source repository id',
    expected !== undefined && claims.sourceRepositoryId === expected,
    expected ?? 'the `source.id` of the image or signer, which promo.yaml lacks',
    `${claims.sourceRepositoryId ?? 'absent'} (${claims.sourceRepositoryUri ?? 'no name'})`,
  ]
}

function refCheck(claims: SignerClaims, signer: TrustSigner): readonly [string, boolean, string, string | undefined] {
  const refs = signer.source?.refs ?? []
  return [
    'source ref',
    refs.length === 0 || isOneOf(claims.sourceRepositoryRef, refs),
    refs.join(' or '),
    claims.sourceRepositoryRef,
  ]
}

/** `owner/repo/.github/workflows/file.yml` of the build signer URI, which is `https://github.com/<workflow>@<ref>`. */
function workflowOf(claims: SignerClaims): string | undefined {
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
