import { hexOf, type Digest } from '@promo/core'

/** Where cosign 2 keeps its evidence: tags derived from the digest (cosign, pkg/oci/remote, `SuffixedTag`). */
export const LEGACY_TAG = {
  signature: (digest: Digest): string => `sha256-${hexOf(digest)}.sig`,
  attestation: (digest: Digest): string => `sha256-${hexOf(digest)}.att`,
  sbom: (digest: Digest): string => `sha256-${hexOf(digest)}.sbom`,
} as const

/** The tag that lists referrers where the API is missing (OCI distribution-spec, "Referrers Tag Schema"). */
export function fallbackTag(digest: Digest): string {
  return `sha256-${hexOf(digest)}`
}

/** What evidence that was superseded refers to, instead of the image (docs/decisions/0019). */
export function archiveTag(digest: Digest): string {
  return `sha256-${hexOf(digest)}.archive`
}

/** True for tags that hold evidence; listings for people leave them out. */
export function isEvidenceTag(tag: string): boolean {
  return /^sha256-[0-9a-f]{64}(?:\.(?:sig|att|sbom|archive))?$/.test(tag)
}
