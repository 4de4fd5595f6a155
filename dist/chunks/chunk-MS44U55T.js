import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/line/errors.ts
var lineError = defineErrors("line", {
  "plan-empty": {
    ending: "configuration",
    remedy: "Give at least one image in promo.yaml a `build` block."
  },
  "plan-too-large": {
    ending: "configuration",
    remedy: "GitHub runs at most 256 jobs of one matrix: raise `shards`, or build fewer images in one run."
  },
  "quarantine-missing": {
    ending: "configuration",
    remedy: "Give each image of promo.yaml a `quarantine` repository other than its own, or choose another `sequence`."
  },
  "shard-invalid": { ending: "configuration", remedy: "Give `shard` and `shards` together, counting shards from 1." },
  "config-misplaced": {
    ending: "configuration",
    remedy: "With `config-repository`, keep only `images.*.build` here and everything else in that repository."
  },
  "scan-findings-reported": {
    ending: "findings",
    remedy: "Fix what the table names, or lower the severity by a reviewed exception; the digest is refused as it is."
  },
  "scan-incomplete-reported": {
    ending: "infrastructure",
    remedy: "Run the job again: a scanner did not finish, so nothing is known. Its error is in the table."
  },
  "evidence-file-missing": {
    ending: "configuration",
    remedy: "Pass the artifact of the scan-gate step that inspected exactly this image."
  },
  "evidence-file-too-large": {
    ending: "configuration",
    remedy: "Exclude files from the image, or scan fewer images in one step: no verifier reads so much."
  },
  "sbom-lacking": {
    ending: "configuration",
    remedy: "Let scan-gate write SBOMs (`sbom: spdx`) for the same image and formats, and pass its artifact."
  },
  "sbom-too-large": {
    ending: "configuration",
    remedy: "Let the attestation refer to it (`on-too-large: reference`), or exclude files from the image: a larger bundle breaks verifiers."
  },
  "evidence-lost": {
    ending: "infrastructure",
    remedy: "Copy again: the bytes are there, but not all signatures and attestations arrived."
  },
  "layout-of-other-image": {
    ending: "findings",
    remedy: "Do not use this layout: it is not what the build job says it made. Build again."
  },
  "scan-of-other-image": {
    ending: "configuration",
    remedy: "Pass the artifact of the scan-gate step that inspected exactly this image."
  },
  "tests-of-other-commit": {
    ending: "configuration",
    remedy: "Pass the artifact of a test-gate step of this run: tests of another commit say nothing about the image."
  },
  "tests-not-passed": {
    ending: "findings",
    remedy: "Repair the tests and push again: an image is not sealed from a commit whose tests fail."
  },
  "identity-without-workflow": {
    ending: "configuration",
    remedy: "Sign with the identity of a GitHub Actions job, or set `provenance: false`."
  },
  "build-of-other-image": {
    ending: "configuration",
    remedy: "Pass the artifact of the build-by-digest step that built exactly this image."
  },
  "public-log-refused": {
    ending: "configuration",
    remedy: "The repository is not public and a public log entry never goes away: give `signing-config` of a private instance, or `public-log: true`."
  },
  "leg-missing": {
    ending: "configuration",
    remedy: "Re-run the failed legs; every name in `expected` must leave one digest artifact."
  },
  "leg-unexpected": {
    ending: "configuration",
    remedy: "Take the artifact out of this run, or add its leg to `expected`; two calls in one run need two values of `artifact-prefix`, neither of which begins with the other and a hyphen."
  },
  "leg-duplicate": {
    ending: "configuration",
    remedy: "Let each leg leave one digest: two legs sealed the same name."
  },
  "leg-invalid": {
    ending: "configuration",
    remedy: "Re-run the leg: its digest artifact cannot be read."
  },
  "leg-foreign": {
    ending: "configuration",
    remedy: "Re-run the leg: its artifact names another run, commit or repository than this one."
  },
  "leg-swapped": {
    ending: "findings",
    remedy: "Do not use this run. An artifact names a digest that was sealed for another leg or image."
  },
  "leg-unproven": {
    ending: "findings",
    remedy: "Do not use this run. The digest carries no provenance of this run by the expected workflow at the expected commit."
  }
});

export {
  lineError
};
