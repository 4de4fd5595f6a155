import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  isMovingRef
} from "./chunk-WGUV6V2W.js";
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
  "digest-revoked": {
    ending: "findings",
    remedy: "Promote another digest: this one was revoked on the base branch, for the reason given."
  },
  "signature-missing": {
    ending: "findings",
    remedy: "Release the image through promo.yml: the seal job signs it. An image built elsewhere cannot be promoted."
  },
  "signer-mismatch": {
    ending: "findings",
    remedy: "Let the workflow that `trust.signers` names make this evidence, on its ref and in its environment, or have the signer added there after review."
  },
  "signer-revoked": {
    ending: "findings",
    remedy: "Release the image again under an identity or key that is not revoked. What a compromised one signed never counts again; a superseded one counts for what it signed before its day."
  },
  "signer-not-valid": {
    ending: "findings",
    remedy: "Release the image again under a signer that is valid now; widen `valid` only if the signature should have been within it."
  },
  "evidence-undated": {
    ending: "findings",
    remedy: "Sign with a transparency log or a timestamp authority: without a trusted time nobody can tell whether the key was valid when it signed."
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

// packages/policy/claims-match.ts
var GITHUB = "https://github.com/";
function claimMismatches(claims, signer, sourceId) {
  const { runners, environment } = signer;
  const checks = [
    ["issuer", claims.issuer === signer.issuer, signer.issuer, claims.issuer],
    ["workflow", workflowOf(claims) === signer.workflow, signer.workflow, workflowOf(claims)],
    commitCheck(claims, signer),
    ["runner", isOneOf(claims.runnerEnvironment, runners), runners.join(" or "), claims.runnerEnvironment],
    sourceCheck(claims, signer, sourceId),
    refCheck(claims, signer),
    [
      "environment",
      environment === void 0 || claims.environment === environment,
      environment ?? "any",
      claims.environment
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
function sourceCheck(claims, signer, sourceId) {
  const expected = signer.source?.id ?? sourceId;
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

// packages/policy/mismatch.ts
var GRAVEST_FIRST = [
  "signer-revoked",
  "signer-not-valid",
  "evidence-undated",
  "signer-mismatch"
];
function gravest(refusals) {
  return GRAVEST_FIRST.find((refusal) => refusals.includes(refusal)) ?? "signer-mismatch";
}
var REFUSALS = {
  compromised: "signer-revoked",
  superseded: "signer-revoked",
  expired: "signer-not-valid",
  "not yet valid": "signer-not-valid",
  undated: "evidence-undated"
};
function allMismatches({ entry, mismatches, status }) {
  if (status === "valid") return mismatches;
  return [...mismatches, { signer: entry.id, claim: "validity", expected: standingOf(entry), found: status }];
}
function refusalOf({ mismatches, status }) {
  return mismatches.length > 0 || status === "valid" ? "signer-mismatch" : REFUSALS[status];
}
function standingOf({ valid = {}, revoked }) {
  if (revoked?.reason === "compromised") return `nothing: compromised, as known since ${revoked.at}`;
  const parts = [
    valid.from === void 0 ? void 0 : `from ${valid.from}`,
    valid.until === void 0 ? void 0 : `until ${valid.until}`,
    revoked === void 0 ? void 0 : `before ${revoked.at}, when it was superseded`
  ].filter((part) => part !== void 0);
  return parts.length === 0 ? "a trusted time of signing" : `signed ${parts.join(" ")}, by a trusted time`;
}

// packages/policy/validity.ts
function statusAt({ valid = {}, revoked }, at) {
  if (revoked?.reason === "compromised") return "compromised";
  if (at === void 0) {
    const isBound = revoked !== void 0 || valid.from !== void 0 || valid.until !== void 0;
    return isBound ? "undated" : "valid";
  }
  const day = at.toISOString().slice(0, 10);
  if (revoked !== void 0 && day >= revoked.at) return "superseded";
  return withinDays(valid, day);
}
function withinDays(valid, day) {
  if (valid.from !== void 0 && day < valid.from) return "not yet valid";
  if (valid.until !== void 0 && day > valid.until) return "expired";
  return "valid";
}

// packages/policy/signer.ts
var DATED_ROLES = ["scan", "tests", "refusal", "mark", "verdict", "promotion"];
function matchSigner(signer, trust, wanted) {
  const judged = signer.kind === "key" ? judgeKeys(signer.keyId, trust, wanted) : judgeSigners(signer, trust, wanted);
  const compromised = judged.find(({ mismatches, status }) => mismatches.length === 0 && status === "compromised");
  if (compromised !== void 0)
    return { matched: false, code: "signer-revoked", mismatches: allMismatches(compromised) };
  const candidates = judged.filter(({ entry }) => entry.roles.includes(wanted.role));
  const match = candidates.find((each) => allMismatches(each).length === 0);
  if (match !== void 0) return { matched: true, signer: match.entry };
  if (candidates.length > 0)
    return {
      matched: false,
      code: gravest(candidates.map(refusalOf)),
      mismatches: candidates.flatMap(allMismatches)
    };
  const expected = `a signer with the role ${wanted.role}`;
  const none = { signer: "none", claim: "role", expected, found: signerName(signer) };
  return { matched: false, code: "signer-mismatch", mismatches: [none] };
}
function signerName(signer) {
  return signer.kind === "key" ? `key ${signer.keyId}` : signer.claims.subject;
}
function judgeSigners({ claims }, { signers }, wanted) {
  return signers.map((entry) => ({
    entry,
    mismatches: claimMismatches(claims, entry, wanted.sourceId),
    status: statusFor(entry, wanted)
  }));
}
function judgeKeys(keyId, { keys }, wanted) {
  return keys.map((entry) => ({
    entry,
    mismatches: keyMismatches(keyId, entry, wanted),
    status: statusFor(entry, wanted)
  }));
}
function keyMismatches(keyId, { id, images, ...key }, wanted) {
  const mismatches = [];
  if (key.keyId !== keyId) mismatches.push({ signer: id, claim: "key", expected: key.keyId, found: keyId });
  if (images !== void 0 && (wanted.leg === void 0 || !images.includes(wanted.leg)))
    mismatches.push({ signer: id, claim: "image", expected: images.join(" or "), found: wanted.leg ?? "none" });
  return mismatches;
}
function statusFor(entry, { role, signedAt }) {
  const status = statusAt(entry, signedAt);
  return status === "valid" && signedAt === void 0 && DATED_ROLES.includes(role) ? "undated" : status;
}

export {
  POLICY_CODES,
  policyError,
  gravest,
  workflowOf,
  matchSigner,
  signerName
};
