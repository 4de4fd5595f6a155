import { PREDICATE_TYPES } from '@promo/core'
import type { Policy } from './policy-tester.ts'
import type { Obstacle } from './verifiers-page.ts'

/** Why a program cannot verify what promo writes, with what it says then. */
export interface KnownObstacle extends Omit<Obstacle, 'said'> {
  readonly says: RegExp
}

type ByPolicy = Omit<KnownObstacle, 'tool' | 'command'> & { readonly policy: Policy }

export const POLICY_OBSTACLES: readonly ByPolicy[] = [
  {
    policy: { signatureFormat: 'bundle', predicateType: undefined, trust: 'tuf' },
    says: /bundle support for image signatures is not yet implemented/,
    meaning:
      'It reads bundles for `attestations:` alone: ask for provenance there, or for the signature with `signatureFormat: legacy`.',
  },
  {
    policy: { signatureFormat: 'bundle', predicateType: PREDICATE_TYPES.provenance, trust: 'inline' },
    says: /not enough verified log entries from transparency log: 0 < 1/,
    meaning:
      'From inline keys it makes a trusted root whose log ids are hexadecimal text in place of bytes (policy-controller, ' +
      '`pkg/apis/config/sigstore_keys.go`), so that no log entry of any bundle is found in it. It verifies with the trusted root ' +
      'of its TUF client.',
  },
]

const WORKFLOW = 'org/promo/.github/workflows/leg.yml'

interface BySigner extends Omit<KnownObstacle, 'tool'> {
  /** `job_workflow_ref` of the signer. */
  readonly workflow: string
  readonly args: readonly string[]
}

/** Each is met only where the one before it is out of the way; the signatures are verified before any of them. */
export const SLSA_OBSTACLES: readonly BySigner[] = [
  {
    command: 'verify-image',
    workflow: `${WORKFLOW}@refs/tags/v1`,
    args: [],
    says: /untrusted reusable workflow: \S+/,
    meaning:
      'The signatures verify; then it trusts the workflows of slsa-github-generator alone (`verifiers/internal/gha/builder.go`).',
  },
  {
    command: 'verify-image --builder-id … (signed at v1)',
    workflow: `${WORKFLOW}@refs/tags/v1`,
    args: ['--builder-id', `https://github.com/${WORKFLOW}`],
    says: /invalid ref: v1: not of the form vX\.Y\.Z/,
    meaning: 'It wants a builder at a full version; promo is trusted by commit.',
  },
  {
    command: 'verify-image --builder-id … (signed at v1.4.2)',
    workflow: `${WORKFLOW}@refs/tags/v1.4.2`,
    args: ['--builder-id', `https://github.com/${WORKFLOW}`],
    says: /json: unknown field "\w+"/,
    meaning:
      'It refuses the extension fields that SLSA provenance v1 allows, and after them every builder and build type that is not ' +
      'in its code (`verifiers/internal/gha/slsaprovenance/v1.0/provenance.go`, `buildTypeMap`).',
  },
]
