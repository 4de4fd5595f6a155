/** Base of promo's own predicate and build types; `org` is replaced before the first release. */
const PROMO_BASE = 'https://org.github.io/promo'

/** Predicate types that promo writes, each under the URI that the field's verifiers match. */
export const PREDICATE_TYPES = {
  /** cosign 3, specs/BUNDLE_SPEC.md. */
  signature: 'https://sigstore.dev/cosign/sign/v1',
  provenance: 'https://slsa.dev/provenance/v1',
  spdx: 'https://spdx.dev/Document',
  cyclonedx: 'https://cyclonedx.org/bom',
  /** cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md. */
  scan: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  tests: 'https://in-toto.io/attestation/test-result/v0.1',
  verdict: 'https://slsa.dev/verification_summary/v1',
  mark: 'https://in-toto.io/attestation/svr/v0.2',
  promotion: `${PROMO_BASE}/promotion/v1`,
  reference: 'https://in-toto.io/attestation/reference/v0.1',
} as const

/** `buildType` of the provenance that leg.yml writes (SLSA provenance v1). */
export const LEG_BUILD_TYPE = `${PROMO_BASE}/buildtypes/leg/v1`

/** Who keeps the documents that reference attestations of promo refer to. */
export const REFERENCE_ATTESTER = `${PROMO_BASE}/attest-sbom/v1`

/** Who verifies, in a verdict that is attested: the certificate says in which workflow. */
export const VERDICT_VERIFIER = `${PROMO_BASE}/verify-evidence/v1`

/** Key of what a verdict says beyond the fields of SLSA's. */
export const VERDICT_EXTENSION = `${PROMO_BASE}/verdict/v1`

/** Key of what a mark says beyond the fields of SVR: in-toto names extension fields by URI. */
export const MARK_EXTENSION = `${PROMO_BASE}/mark/v1`

/** Key of what test results say beyond the fields of in-toto's predicate. */
export const TESTS_EXTENSION = `${PROMO_BASE}/tests/v1`

/** True when a type found on a statement is the wanted one or a versioned variant of it (`…/Document/v2.3`). */
export function isPredicateType(found: string, wanted: string): boolean {
  return found === wanted || found.startsWith(`${wanted}/v`)
}
