import { defineErrors } from '@promo/core'

export const evidenceError = defineErrors('evidence', {
  'evidence-archive-taken': {
    ending: 'configuration',
    remedy:
      'The tag `sha256-<hex>.archive` is where promo keeps superseded scans of a digest. Remove or rename what somebody else put there.',
  },
  'evidence-budget-spent': {
    ending: 'configuration',
    remedy:
      'Verifiers stop at 50 referrers of one digest. Superseded scans of the same signer are archived by themselves; delete others that are not needed (`promo inspect` lists them), or keep evidence in a repository of its own (`evidence-repository`).',
  },
  'evidence-malformed': {
    ending: 'findings',
    remedy: 'The referrer claims to hold a Sigstore bundle and does not. Remove it, or attach the bundle again.',
  },
  'evidence-not-stored': {
    ending: 'infrastructure',
    remedy:
      'The registry does not give back what was written. Run again: evidence that is there already is not signed twice.',
  },
  'evidence-subject-mismatch': {
    ending: 'findings',
    remedy: 'The evidence is about another digest. Attach it to that digest, or sign this one.',
  },
  'evidence-too-large': {
    ending: 'configuration',
    remedy:
      'Verifiers refuse a bundle over 10,000,000 bytes. Attest a reference to the document instead (`on-too-large: reference`).',
  },
  'evidence-too-many': {
    ending: 'configuration',
    remedy:
      'The digest has more referrers than promo reads. Remove those that are not needed, or look for whoever adds them.',
  },
  'evidence-unverifiable': {
    ending: 'configuration',
    remedy:
      'What was just signed does not verify: give the `trusted-root` of the instance that `signing-config` names.',
  },
  'legacy-needs-log': {
    ending: 'configuration',
    remedy: 'Leave `legacy` out of `evidence-formats`, or sign with an instance that has a Rekor v1 log.',
  },
  'predicate-mismatch': {
    ending: 'configuration',
    remedy: 'Attest the document to the digest that it is about.',
  },
})
