import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  count,
  defineDocument,
  digest,
  imageName,
  outcome,
  platform,
  severity,
  severityCounts,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  array,
  boolean,
  object,
  optional
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/scan.ts
var scanTarget = object({
  kind: _enum(["image", "path"]),
  image: optional(imageName),
  path: optional(text),
  /** Manifest digest of the platform that was scanned; the commit's tree is not a digest and has none. */
  digest: optional(digest),
  /** Digest of the index the platform belongs to, or of the single manifest: the image's own digest. */
  imageDigest: optional(digest),
  platform: optional(platform),
  mediaType: optional(text),
  tagsAtScan: array(text)
});
var scanTool = object({
  name: text,
  version: text,
  target: count,
  database: optional(object({ version: text, updatedAt: time })),
  startedAt: time,
  finishedAt: time,
  outcome,
  complete: boolean(),
  error: optional(object({ code: text, message: text }))
});
var findingPackage = object({
  name: text,
  installed: text,
  fixed: array(text),
  purl: optional(text),
  ecosystem: optional(text),
  path: optional(text)
});
var findingLocation = object({
  path: optional(text),
  startLine: optional(count),
  endLine: optional(count),
  resource: optional(text)
});
var finding = object({
  tool: text,
  target: count,
  ruleId: text,
  aliases: array(text),
  kind: _enum(["vulnerability", "secret", "misconfiguration", "license", "lint", "quality"]),
  severity,
  title: text,
  package: optional(findingPackage),
  location: optional(findingLocation),
  status: _enum([
    "affected",
    "fixed",
    "will_not_fix",
    "fix_deferred",
    "end_of_life",
    "under_investigation",
    "not_affected",
    "unknown"
  ]),
  layer: optional(text),
  url: optional(text),
  /** sha256 of tool, rule, package and place, without line numbers: the same finding in the next scan has the same one. */
  fingerprint: text
});
var suppressedFinding = object({
  finding,
  by: _enum(["exception", "vex", "baseline", "inline", "ignore-unfixed"]),
  reason: text,
  expires: optional(time)
});
var scanDecision = object({
  failOn: severity,
  ignoreUnfixed: boolean(),
  outcome,
  /** Fingerprints of the findings that failed the scan. */
  failing: array(text)
});
var scanDocument = defineDocument("scan", {
  targets: array(scanTarget),
  tools: array(scanTool),
  findings: array(finding),
  suppressed: array(suppressedFinding),
  counts: severityCounts,
  decision: scanDecision
});

export {
  scanDocument
};
