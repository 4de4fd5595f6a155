import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/promotion/errors.ts
var promotionError = defineErrors("promotion", {
  "environment-unknown": {
    ending: "configuration",
    remedy: "Name an environment of promo.yaml on the base branch."
  },
  "config-absent": {
    ending: "configuration",
    remedy: "Commit promo.yaml to the base branch of the configuration repository, or point `config` at it."
  },
  "revocations-absent": {
    ending: "configuration",
    remedy: "Commit the file that `revocations` of promo.yaml names to the base branch; `version: 1` alone revokes nothing."
  },
  "trust-key-absent": {
    ending: "configuration",
    remedy: "Commit the public key that `trust.keys` of promo.yaml names to the same branch, or take the entry out."
  },
  "trust-key-unusable": {
    ending: "configuration",
    remedy: "Commit one public key as PEM text, as `cosign public-key` or `openssl pkey -pubout` prints it."
  },
  "trust-key-repeated": {
    ending: "configuration",
    remedy: "List each key once: with two entries, the revocation of one would not hold for the other."
  },
  "verdict-signer-mingled": {
    ending: "configuration",
    remedy: "Attest verdicts in a workflow that holds no role `signature` in promo.yaml: cosign takes any attestation by the right identity for a signature, and a refusal must never be one."
  },
  "overlay-absent": {
    ending: "configuration",
    remedy: "Point `overlay` of the environment at a directory that holds a kustomization.yaml, or at the file itself."
  },
  "image-unknown": {
    ending: "findings",
    remedy: "Add the image to promo.yaml on the base branch first, in a pull request of its own."
  },
  "image-repository-differs": {
    ending: "findings",
    remedy: "Promote the repository that promo.yaml names for this image, or change promo.yaml first, in a pull request of its own."
  },
  "image-outside-overlay": {
    ending: "findings",
    remedy: "Change images only in `images:` of the overlay’s kustomization: a reference anywhere else, a remote base, a chart or a generator cannot be verified."
  },
  "base-not-default": {
    ending: "findings",
    remedy: "Open the pull request against the default branch. A check belongs to a commit, not to a pull request: judged by the policy of another branch, it would let the same commit into the default one."
  },
  "pull-request-moved": {
    ending: "infrastructure",
    remedy: "Nothing is to be done: the newer commit of the pull request has a run of its own."
  },
  "policy-changed-together": {
    ending: "findings",
    remedy: "Change promo.yaml and workflows in a pull request of their own, and promote after it is merged."
  },
  "branch-absent": { ending: "configuration", remedy: "Name a branch that exists: `branch` or `base`." },
  "mark-environment-mismatch": {
    ending: "configuration",
    remedy: "Mark in a job that has `environment:` with this very name: mark.yml does. The name alone proves nothing, the certificate does."
  },
  "mark-observed-differs": {
    ending: "findings",
    remedy: "Wait until the environment runs the digests of its overlay, or find out why it does not; then mark again."
  },
  "mark-revocation-invalid": {
    ending: "configuration",
    remedy: "Revoke with a `reason`, and without `properties` and `observed`: a revocation proves nothing."
  },
  "promotion-empty": {
    ending: "configuration",
    remedy: "Promote the environment before this one first: it holds no digest yet."
  }
});

export {
  promotionError
};
