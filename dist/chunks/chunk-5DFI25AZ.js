import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/core/predicate-types.ts
var PROMO_BASE = "https://org.github.io/promo";
var PREDICATE_TYPES = {
  /** cosign 3, specs/BUNDLE_SPEC.md. */
  signature: "https://sigstore.dev/cosign/sign/v1",
  provenance: "https://slsa.dev/provenance/v1",
  spdx: "https://spdx.dev/Document",
  cyclonedx: "https://cyclonedx.org/bom",
  /** cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md. */
  scan: "https://cosign.sigstore.dev/attestation/vuln/v1",
  tests: "https://in-toto.io/attestation/test-result/v0.1",
  verdict: "https://slsa.dev/verification_summary/v1",
  mark: "https://in-toto.io/attestation/svr/v0.2",
  promotion: `${PROMO_BASE}/promotion/v1`,
  reference: "https://in-toto.io/attestation/reference/v0.1"
};
var LEG_BUILD_TYPE = `${PROMO_BASE}/buildtypes/leg/v1`;
var REFERENCE_ATTESTER = `${PROMO_BASE}/attest-sbom/v1`;
var VERDICT_VERIFIER = `${PROMO_BASE}/verify-evidence/v1`;
var VERDICT_EXTENSION = `${PROMO_BASE}/verdict/v1`;
var MARK_EXTENSION = `${PROMO_BASE}/mark/v1`;
var TESTS_EXTENSION = `${PROMO_BASE}/tests/v1`;
function isPredicateType(found, wanted) {
  return found === wanted || found.startsWith(`${wanted}/v`);
}

export {
  PREDICATE_TYPES,
  LEG_BUILD_TYPE,
  REFERENCE_ATTESTER,
  VERDICT_VERIFIER,
  VERDICT_EXTENSION,
  MARK_EXTENSION,
  TESTS_EXTENSION,
  isPredicateType
};
