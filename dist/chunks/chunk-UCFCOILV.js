import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/policy/errors.ts
var POLICY_CODES = {
  "registry-not-allowed": {
    ending: "findings",
    remedy: "Publish the image to a registry that `policy.<block>.registry.allow` names, or have the policy changed by its owners."
  },
  "image-missing": {
    ending: "findings",
    remedy: "Promote a digest that the registry holds: build it again, or correct the overlay."
  },
  "signature-missing": {
    ending: "findings",
    remedy: "Release the image through promo.yml: the seal job signs it. An image built elsewhere cannot be promoted."
  },
  "signer-mismatch": {
    ending: "findings",
    remedy: "Let the workflow that `trust.signers` names make this evidence, on its ref and in its environment, or have the signer added there after review."
  },
  "provenance-missing": {
    ending: "findings",
    remedy: "Release the image through promo.yml: the seal job attests its provenance."
  },
  "provenance-refused": {
    ending: "findings",
    remedy: "Build the image from a branch, by an event and on a runner that `policy.<block>.provenance` allows."
  },
  "scan-missing": {
    ending: "findings",
    remedy: "Run the release again: the inspect job scans the digest and the seal job attests the result."
  },
  "scan-incomplete": {
    ending: "infrastructure",
    remedy: "Run the scan again: a scanner did not finish, so nothing is known about the image."
  },
  "scan-findings": {
    ending: "findings",
    remedy: "Update the packages named, build again, and promote the new digest."
  },
  "scan-expired": {
    ending: "findings",
    remedy: "Scan the digest again: its last scan is older than `scan.max-age` allows."
  },
  "scan-database-stale": {
    ending: "infrastructure",
    remedy: "Update the vulnerability database and scan again."
  },
  "sbom-missing": {
    ending: "findings",
    remedy: "Release the image through promo.yml: the seal job attests an SBOM for every platform."
  },
  "tests-missing": {
    ending: "findings",
    remedy: "Release with the artifact of test-gate (`tests-artifact` of promo.yml): the seal job attests it."
  },
  "tests-failed": {
    ending: "findings",
    remedy: "Repair what fails, release again, and promote the new digest."
  },
  "tests-too-few": {
    ending: "findings",
    remedy: "Run the tests in the release, and check that test-gate finds their reports."
  },
  "tests-unreadable": {
    ending: "findings",
    remedy: "Attest test results with the predicate type `https://in-toto.io/attestation/test-result/v0.1`."
  },
  "stage-skipped": {
    ending: "findings",
    remedy: "Promote the digest to the environment before this one first; `after` in promo.yaml gives the order."
  },
  "mark-missing": {
    ending: "findings",
    remedy: "Run the workflow that tests the environment and marks the digest with mark-environment, then check again."
  },
  "mark-revoked": {
    ending: "findings",
    remedy: "Promote another digest, or mark this one again once what the revocation names is resolved."
  },
  "mark-expired": {
    ending: "findings",
    remedy: "Test the digest in the environment again and mark it again."
  },
  "mark-soaking": {
    ending: "findings",
    remedy: "Wait until the mark has the age that `soak` asks for, then run the check again."
  },
  "evidence-unreadable": {
    ending: "infrastructure",
    remedy: "Run the check again when the registry answers; nothing is decided without evidence."
  }
};
var policyError = defineErrors("policy", POLICY_CODES);

// packages/policy/moving-ref.ts
var FIXED_TAG = /^refs\/tags\/v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/;
function isMovingRef(ref) {
  return !FIXED_TAG.test(ref);
}

// packages/policy/validity.ts
function statusAt(signer, at) {
  const day = at.toISOString().slice(0, 10);
  if (signer.revoked?.reason === "compromised") return "compromised";
  if (signer.revoked !== void 0 && day >= signer.revoked.at) return "superseded";
  return withinDays(signer.valid ?? {}, day);
}
function withinDays(valid, day) {
  if (valid.from !== void 0 && day < valid.from) return "not yet valid";
  if (valid.until !== void 0 && day > valid.until) return "expired";
  return "valid";
}

// packages/policy/signer.ts
var GITHUB = "https://github.com/";
function matchSigner(claims, signers, wanted) {
  const candidates = signers.filter(({ roles }) => roles.includes(wanted.role));
  const judged = candidates.map((signer) => ({ signer, mismatches: mismatchesOf(claims, signer, wanted) }));
  const match = judged.find(({ mismatches }) => mismatches.length === 0);
  if (match !== void 0) return { matched: true, signer: match.signer };
  if (candidates.length > 0) return { matched: false, mismatches: judged.flatMap(({ mismatches }) => mismatches) };
  const none = {
    signer: "none",
    claim: "role",
    expected: `a signer with the role ${wanted.role}`,
    found: claims.subject
  };
  return { matched: false, mismatches: [none] };
}
function mismatchesOf(claims, signer, wanted) {
  const checks = [
    ["issuer", claims.issuer === signer.issuer, signer.issuer, claims.issuer],
    ["workflow", workflowOf(claims) === signer.workflow, signer.workflow, workflowOf(claims)],
    commitCheck(claims, signer),
    [
      "runner",
      isOneOf(claims.runnerEnvironment, signer.runners),
      signer.runners.join(" or "),
      claims.runnerEnvironment
    ],
    sourceCheck(claims, signer, wanted),
    refCheck(claims, signer),
    [
      "environment",
      signer.environment === void 0 || claims.environment === signer.environment,
      signer.environment ?? "any",
      claims.environment
    ],
    [
      "validity",
      statusAt(signer, wanted.signedAt) === "valid",
      "a signature within the validity of the signer",
      statusAt(signer, wanted.signedAt)
    ]
  ];
  return checks.filter(([, holds]) => !holds).map(([claim, , expected, found]) => ({ signer: signer.id, claim, expected, found: found ?? "absent" }));
}
function commitCheck(claims, signer) {
  const ref = refOf(claims);
  const byCommit = isOneOf(claims.buildSignerDigest, signer.commits);
  const holds = byCommit || isTrustedRef(ref, signer) || isOwnWorkflow(signer) && isSourceRef(ref, claims);
  const expected = [...signer.commits, ...signer.refs, ...isOwnWorkflow(signer) ? ["its source ref"] : []];
  const found = `${claims.buildSignerDigest ?? "absent"} (${ref ?? "no ref"})`;
  return ["workflow commit", holds, expected.join(" or "), found];
}
function isTrustedRef(ref, signer) {
  return isOneOf(ref, signer.refs) && (signer["allow-moving-ref"] || !isMovingRef(ref ?? ""));
}
function isSourceRef(ref, claims) {
  return ref !== void 0 && ref === claims.sourceRepositoryRef;
}
function isOwnWorkflow({ workflow, source, commits, refs }) {
  if (source === void 0 || source.refs.length === 0 || commits.length + refs.length > 0) return false;
  return workflow.startsWith(`${source.repository}/`);
}
function sourceCheck(claims, signer, wanted) {
  const expected = signer.source?.id ?? wanted.sourceId;
  return [
    "source repository id",
    expected !== void 0 && claims.sourceRepositoryId === expected,
    expected ?? "the `source.id` of the image or signer, which promo.yaml lacks",
    `${claims.sourceRepositoryId ?? "absent"} (${claims.sourceRepositoryUri ?? "no name"})`
  ];
}
function refCheck(claims, signer) {
  const refs = signer.source?.refs ?? [];
  return [
    "source ref",
    refs.length === 0 || isOneOf(claims.sourceRepositoryRef, refs),
    refs.join(" or "),
    claims.sourceRepositoryRef
  ];
}
function workflowOf(claims) {
  const uri = claims.buildSignerUri;
  if (uri?.startsWith(GITHUB) !== true || uri !== claims.subject) return void 0;
  return uri.slice(GITHUB.length).split("@")[0];
}
function refOf(claims) {
  const at = claims.buildSignerUri?.indexOf("@") ?? -1;
  return at < 0 ? void 0 : claims.buildSignerUri?.slice(at + 1);
}
function isOneOf(value, accepted) {
  return value !== void 0 && accepted.includes(value);
}

export {
  POLICY_CODES,
  policyError,
  matchSigner
};
