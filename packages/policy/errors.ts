import { defineErrors } from '@promo/core'

/** The codes that rules give. Most stand in a verdict and are never thrown; the remedy is the one the verdict shows. */
export const POLICY_CODES = {
  'registry-not-allowed': {
    ending: 'findings',
    remedy:
      'Publish the image to a registry that `policy.<block>.registry.allow` names, or have the policy changed by its owners.',
  },
  'image-missing': {
    ending: 'findings',
    remedy: 'Promote a digest that the registry holds: build it again, or correct the overlay.',
  },
  'digest-revoked': {
    ending: 'findings',
    remedy: 'Promote another digest: this one was revoked on the base branch, for the reason given.',
  },
  'signature-missing': {
    ending: 'findings',
    remedy: 'Release the image through promo.yml: the seal job signs it. An image built elsewhere cannot be promoted.',
  },
  'signer-mismatch': {
    ending: 'findings',
    remedy:
      'Let the workflow that `trust.signers` names make this evidence, on its ref and in its environment, or have the signer added there after review.',
  },
  'signer-revoked': {
    ending: 'findings',
    remedy:
      'Release the image again under an identity or key that is not revoked. What a compromised one signed never counts again; a superseded one counts for what it signed before its day.',
  },
  'signer-not-valid': {
    ending: 'findings',
    remedy:
      'Release the image again under a signer that is valid now; widen `valid` only if the signature should have been within it.',
  },
  'evidence-undated': {
    ending: 'findings',
    remedy:
      'Sign with a transparency log or a timestamp authority: without a trusted time nobody can tell whether the key was valid when it signed.',
  },
  'provenance-missing': {
    ending: 'findings',
    remedy: 'Release the image through promo.yml: the seal job attests its provenance.',
  },
  'provenance-refused': {
    ending: 'findings',
    remedy: 'Build the image from a branch, by an event and on a runner that `policy.<block>.provenance` allows.',
  },
  'scan-missing': {
    ending: 'findings',
    remedy: 'Run the release again: the inspect job scans the digest and the seal job attests the result.',
  },
  'scan-incomplete': {
    ending: 'infrastructure',
    remedy: 'Run the scan again: a scanner did not finish, so nothing is known about the image.',
  },
  'scan-findings': {
    ending: 'findings',
    remedy: 'Update the packages named, build again, and promote the new digest.',
  },
  'scan-expired': {
    ending: 'findings',
    remedy: 'Scan the digest again: its last scan is older than `scan.max-age` allows.',
  },
  'scan-database-stale': {
    ending: 'infrastructure',
    remedy: 'Update the vulnerability database and scan again.',
  },
  'sbom-missing': {
    ending: 'findings',
    remedy: 'Release the image through promo.yml: the seal job attests an SBOM for every platform.',
  },
  'tests-missing': {
    ending: 'findings',
    remedy: 'Release with the artifact of test-gate (`tests-artifact` of promo.yml): the seal job attests it.',
  },
  'tests-failed': {
    ending: 'findings',
    remedy: 'Repair what fails, release again, and promote the new digest.',
  },
  'tests-too-few': {
    ending: 'findings',
    remedy: 'Run the tests in the release, and check that test-gate finds their reports.',
  },
  'tests-unreadable': {
    ending: 'findings',
    remedy: 'Attest test results with the predicate type `https://in-toto.io/attestation/test-result/v0.1`.',
  },
  'stage-skipped': {
    ending: 'findings',
    remedy: 'Promote the digest to the environment before this one first; `after` in promo.yaml gives the order.',
  },
  'mark-missing': {
    ending: 'findings',
    remedy: 'Run the workflow that tests the environment and marks the digest with mark-environment, then check again.',
  },
  'mark-revoked': {
    ending: 'findings',
    remedy: 'Promote another digest, or mark this one again once what the revocation names is resolved.',
  },
  'mark-expired': {
    ending: 'findings',
    remedy: 'Test the digest in the environment again and mark it again.',
  },
  'mark-soaking': {
    ending: 'findings',
    remedy: 'Wait until the mark has the age that `soak` asks for, then run the check again.',
  },
  'evidence-unreadable': {
    ending: 'infrastructure',
    remedy: 'Run the check again when the registry answers; nothing is decided without evidence.',
  },
} as const

export const policyError = defineErrors('policy', POLICY_CODES)

export type PolicyCode = keyof typeof POLICY_CODES
