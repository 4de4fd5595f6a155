import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/runner/errors.ts
var runnerError = defineErrors("runner", {
  "input-invalid": {
    ending: "configuration",
    remedy: "Correct the inputs that the message lists; each one says what it wants."
  },
  "input-missing": { ending: "configuration", remedy: "Give the input a value under `with:`." },
  "document-missing": {
    ending: "configuration",
    remedy: "Give the text itself or the path of a file that exists; a job without a checkout has no files."
  },
  "path-refused": {
    ending: "configuration",
    remedy: "Name a path that exists; a relative one stays in the workspace, also where it follows symbolic links."
  },
  "output-masked": {
    ending: "configuration",
    remedy: "The runner drops an output that contains a masked value: let digests and leg names cross between jobs, and make no part of an image name a secret."
  },
  "output-unknown": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  },
  "output-too-large": {
    ending: "configuration",
    remedy: "Divide the work: an output that must cross between jobs has at most 1 MB. `plan` takes `shard` and `shards`."
  },
  "artifact-mismatch": {
    ending: "configuration",
    remedy: "The artifact is not the one its producer left. Run the whole workflow again; if it stays, something else in this run replaces it."
  },
  "artifact-missing": {
    ending: "configuration",
    remedy: "Check that the job which uploads the artifact ran in this workflow run and that both sides use one name."
  },
  "artifact-invalid": {
    ending: "configuration",
    remedy: "Artifact names hold letters, digits, `.`, `_` and `-`; the files in them are plain files within the limits."
  },
  "artifact-taken": {
    ending: "configuration",
    remedy: "Another step of this run already left an artifact of that name: choose another `artifact` name."
  },
  "artifact-unavailable": {
    ending: "infrastructure",
    remedy: "The artifact service did not answer as it should: run the job again, and see https://www.githubstatus.com."
  },
  "identity-unavailable": {
    ending: "configuration",
    remedy: "Grant the job `permissions: id-token: write`, and each workflow that calls it too."
  },
  "identity-refused": {
    ending: "infrastructure",
    remedy: "The token service did not answer as it should: run the job again, and see https://www.githubstatus.com."
  },
  "context-missing": {
    ending: "configuration",
    remedy: "Run this inside a workflow. At a terminal, set the variables that the message names to what GitHub’s runner would: `promo --help` lists them."
  },
  "untrusted-event": {
    ending: "configuration",
    remedy: "Run this action on push, tags, schedules or pull requests from the same repository; never on forks, pull_request_target or workflow_run."
  },
  cancelled: { ending: "infrastructure", remedy: "The run was cancelled or timed out: run the job again." },
  "ended-early": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  }
});

export {
  runnerError
};
