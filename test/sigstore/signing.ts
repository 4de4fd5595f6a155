import { digestOf, systemClock, type Clock, type Digest, type JsonValue } from '@promo/core'
import {
  createKeylessSigner,
  PUBLIC_GOOD,
  readTrustedRoot,
  type CertificateClaims,
  type KeylessPorts,
  type Signer,
  type Trust,
} from '@promo/sigstore'
import { httpOver, type Host, type HostClient } from '@promo/registry/testing'
import { createOidcIssuer, type GitHubClaims, type OidcIssuer } from '@promo/sandbox/oidc'
import { createSandboxSigstore, type SandboxSigstore } from '@promo/sandbox/sigstore'

export const LEG_CLAIMS: GitHubClaims = {
  actor: 'dev',
  actor_id: '1001',
  base_ref: '',
  event_name: 'push',
  head_ref: '',
  job_workflow_ref: 'org/promo/.github/workflows/leg.yml@refs/tags/v1',
  job_workflow_sha: 'a'.repeat(40),
  ref: 'refs/heads/main',
  ref_protected: 'true',
  ref_type: 'branch',
  repository: 'your-org/bookstore',
  repository_id: '123456789',
  repository_owner: 'your-org',
  repository_owner_id: '4242',
  repository_visibility: 'public',
  run_attempt: '2',
  run_id: '777',
  run_number: '5',
  runner_environment: 'github-hosted',
  sha: 'b'.repeat(40),
  workflow: 'release',
  workflow_ref: 'your-org/bookstore/.github/workflows/release.yml@refs/heads/main',
  workflow_sha: 'b'.repeat(40),
}

export const SUBJECT: Digest = digestOf('an image')

/** A Sigstore instance with a signer for GitHub claims, all in this process. */
export interface SigningBench {
  readonly issuer: OidcIssuer
  readonly sigstore: SandboxSigstore
  readonly http: HostClient
  readonly trust: Trust
  signer(changes?: Partial<KeylessPorts> & { readonly claims?: Partial<GitHubClaims> }): Signer
}

export async function createSigningBench(
  clock: Clock = systemClock,
  hosts: Readonly<Record<string, Host>> = {},
): Promise<SigningBench> {
  const issuer = createOidcIssuer({ clock })
  const sigstore = await createSandboxSigstore({ issuer, clock })
  const http = httpOver({ ...Object.fromEntries(sigstore.handlers), ...hosts })
  return {
    issuer,
    sigstore,
    http,
    trust: readTrustedRoot(sigstore.trustedRoot),
    signer: ({ claims, ...ports } = {}) =>
      createKeylessSigner({
        http,
        clock,
        instance: PUBLIC_GOOD,
        token: (audience) => issuer.issue({ ...LEG_CLAIMS, ...claims }, audience),
        ...ports,
      }),
  }
}

/** The claims of the certificate under which the signer signs. */
export async function claimsOf(signer: Signer): Promise<CertificateClaims> {
  const identity = await signer.identity()
  if (identity.kind === 'key') throw new Error('signs with a key')
  return identity.claims
}

export function statementAbout(
  digest: Digest,
  predicate: JsonValue = {},
  predicateType = 'https://example.com/test/v1',
): Uint8Array {
  const subject = [{ digest: { sha256: digest.slice('sha256:'.length) } }]
  return Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate }))
}
