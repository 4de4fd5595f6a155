import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineDocument,
  digest,
  imageName,
  leg,
  outcome,
  platformDigest,
  run,
  severityCounts,
  source,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  array,
  nullable,
  object
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/leg.ts
var writtenEvidence = object({ predicateType: text, digest });
var legDocument = defineDocument("leg", {
  leg,
  image: object({ name: imageName, digest }),
  tags: array(text),
  platforms: array(platformDigest),
  source,
  run,
  sealedAt: time,
  scan: nullable(object({ outcome, counts: severityCounts, reportDigest: digest })),
  evidence: array(writtenEvidence)
});

export {
  legDocument
};
