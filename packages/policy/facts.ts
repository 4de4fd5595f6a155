import type { Digest, EnvironmentName, ImageName, JsonValue, LegName } from '@promo/core'

/** What a certificate says about who signed: the Fulcio extensions .8 to .23, decoded (fulcio, docs/oid-info.md). */
export interface SignerClaims {
  /** Subject alternative name. */
  readonly subject: string
  readonly issuer: string
  readonly buildSignerUri?: string
  readonly buildSignerDigest?: string
  readonly runnerEnvironment?: string
  readonly sourceRepositoryUri?: string
  readonly sourceRepositoryDigest?: string
  readonly sourceRepositoryRef?: string
  readonly sourceRepositoryId?: string
  readonly buildTrigger?: string
  readonly runInvocationUri?: string
  readonly environment?: string
}

/** Who signed: what a certificate says, or which key. */
export type EvidenceSigner =
  | { readonly kind: 'certificate'; readonly claims: SignerClaims }
  /** `keyId`: sha256 of the public key's SubjectPublicKeyInfo (DER). */
  | { readonly kind: 'key'; readonly keyId: Digest }

/** One attestation or signature that was verified cryptographically; whether its signer is trusted is decided here. */
export interface EvidenceFact {
  /** Digest of the manifest that holds it. */
  readonly manifest: Digest
  readonly predicateType: string
  readonly predicate: JsonValue
  readonly signer: EvidenceSigner
  /** Verified time of the signature; undefined when neither a log nor a timestamp authority vouches for one. */
  readonly signedAt: Date | undefined
}

/** What was found on one digest. `unverified` holds what failed verification: it counts as absent and is reported. */
export interface SubjectFacts {
  readonly evidence: readonly EvidenceFact[]
  readonly unverified: readonly { readonly digest: Digest; readonly code: string; readonly reason: string }[]
}

/** Everything that the rules about one image look at. */
export interface ImageFacts extends SubjectFacts {
  readonly leg: LegName | undefined
  readonly name: ImageName
  readonly digest: Digest
  /** Numeric id of the repository that may build it; undefined when promo.yaml does not say. */
  readonly sourceId: string | undefined
  /** Runnable platforms with what was found on each; for a single manifest the image itself. */
  readonly platforms: readonly (SubjectFacts & { readonly platform: string; readonly digest: Digest })[]
  /** What the environments before this one hold on the base branch: null when they hold no digest. */
  readonly heldBefore: readonly { readonly environment: EnvironmentName; readonly digest: Digest | null }[]
}
