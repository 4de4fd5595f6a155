import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// actions/errors.ts
var actionError = defineErrors("actions", {
  "annotation-invalid": { ending: "configuration", remedy: "Write annotations as `key=value`, one per line." },
  "parameters-invalid": { ending: "configuration", remedy: "Give a JSON object, such as one leg of the plan." },
  "predicate-missing": {
    ending: "configuration",
    remedy: "Give `predicate`, or `from-artifact` with the artifact of scan-gate or test-gate for their predicate types."
  },
  "sbom-unknown": {
    ending: "configuration",
    remedy: "Give an SBOM as JSON of SPDX 2.x (`spdxVersion`) or CycloneDX (`bomFormat`)."
  },
  "pairs-unequal": {
    ending: "configuration",
    remedy: "Give as many lines of `to` as of `from`: they are paired by line."
  },
  "tag-invalid": {
    ending: "configuration",
    remedy: "A tag has letters, digits, `.`, `_` and `-`, at most 128, and starts with no dot or dash."
  },
  "predicate-type-invalid": { ending: "configuration", remedy: "Give the predicate type as an absolute URI." },
  "layout-missing": {
    ending: "configuration",
    remedy: "Give `layout`, the path of the OCI layout that the build leaves."
  },
  "rebuild-without-command": {
    ending: "configuration",
    remedy: "Give `command`, which makes the layout: `reproducible` can repeat only what it runs itself."
  },
  "layout-not-single": {
    ending: "configuration",
    remedy: "Scan one layout at a time: give `layout` with at most one of `images`, and without `quarantine`."
  },
  "layout-digest-differs": {
    ending: "findings",
    remedy: "Do not use this layout: it is not what was built and scanned."
  },
  "layout-output-missing": {
    ending: "configuration",
    remedy: "With `push: false`, say where the layout goes: `layout-output`, or `artifact` to upload it."
  },
  "quarantine-needs-push": {
    ending: "configuration",
    remedy: "Leave `quarantine` out with `push: false`: a layout is not in any registry before it passed."
  },
  "secret-invalid": {
    ending: "configuration",
    remedy: 'Write secrets as `id=value` in `secrets`, `id=path` in `secret-files` or `id=NAME` in `secret-envs`, each id once. A value of several lines needs a JSON list: `["id=first\\nsecond"]`.'
  },
  "secret-missing": {
    ending: "configuration",
    remedy: "Set the variable in `env` of this step, or write the file before it; leave out a secret that is not there."
  },
  "context-remote": {
    ending: "configuration",
    remedy: "Check the commit out (actions/checkout) and give the directory: what is signed as built from a commit must be that commit."
  },
  "context-invalid": { ending: "configuration", remedy: "Give the directory that the build copies from." },
  "dockerfile-missing": {
    ending: "configuration",
    remedy: "Write `file` as a path in `context`, or in the workspace for a Dockerfile that lies outside the context."
  },
  "cache-withheld": {
    ending: "configuration",
    remedy: "Use `type=registry,ref=…`, or `type=local` with actions/cache: a cache of type gha needs a token of the runner."
  },
  "evidence-invalid": {
    ending: "configuration",
    remedy: "Pass the outputs of the steps that attested and signed: `${{ toJSON(steps.*.outputs) }}`."
  },
  "leg-not-single": { ending: "configuration", remedy: "Call record-digest once for each leg, with its one image." },
  "expected-empty": {
    ending: "configuration",
    remedy: "Give the output `expected` of plan. When it is empty there is nothing to collect: skip the job."
  },
  "expected-twice": { ending: "configuration", remedy: "Name each leg once." },
  "promoted-twice": { ending: "configuration", remedy: "Give one of `images`, `release` and `from-artifact`." },
  "promoted-missing": {
    ending: "configuration",
    remedy: "Give `images`, `release`, `from-artifact`, or, to open a pull request, `from` with an environment."
  },
  "environment-missing": {
    ending: "configuration",
    remedy: "Give `environment`; or `from` alone, to promote to every environment directly after it."
  },
  "skip-ci-refused": {
    ending: "configuration",
    remedy: "Use `skip-ci` with `commit: push` only: in a pull request it would skip the gate."
  },
  "forge-missing": {
    ending: "configuration",
    remedy: "Give `token` (at a terminal the variable PROMO_TOKEN), or `app-id` with `app-private-key`."
  },
  "overlay-missing": {
    ending: "configuration",
    remedy: "Give `overlay`, or `environment` with its overlay in promo.yaml."
  },
  "time-invalid": { ending: "configuration", remedy: "Write the time as RFC 3339, such as 2026-03-01T12:00:00Z." },
  "at-time-refused": {
    ending: "configuration",
    remedy: "Leave `at-time` out on pull requests and with `attest-verdict`: the decision is made now."
  },
  "subject-missing": {
    ending: "configuration",
    remedy: "Run it on a pull request, or give `environment` with `images` or `overlay`."
  },
  "build-record-missing": {
    ending: "configuration",
    remedy: "Pass the artifact of build-by-digest as `from-artifact`, or set `provenance: false`: nothing is guessed."
  },
  "tests-source-missing": {
    ending: "configuration",
    remedy: "Give `junit` where the tests ran, or `from-artifacts` in the job that joins the legs of a matrix."
  },
  "min-tests-invalid": {
    ending: "configuration",
    remedy: "Ask for at least one test: zero tests are not a pass."
  },
  "tests-leg-missing": {
    ending: "configuration",
    remedy: "Let each leg run test-gate with `artifact: <prefix>-<leg>-${{ github.run_attempt }}`, and name the legs in `expected` as the matrix has them."
  },
  "command-invalid": {
    ending: "configuration",
    remedy: 'Give program and arguments as a JSON list: `["make", "layout"]`. For a shell: `["bash", "-c", "…"]`.'
  },
  "option-unused": {
    ending: "configuration",
    remedy: "Leave these inputs out, or choose the builder that has them: `command` and `layout` belong to `builder: layout`."
  }
});

export {
  actionError
};
