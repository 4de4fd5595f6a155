import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineDocument,
  environment,
  imageName,
  leg,
  platform,
  source,
  text
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  array,
  object,
  optional
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/plan.ts
var SEQUENCES = ["push-then-scan", "quarantine", "scan-then-push"];
var planLeg = object({
  leg,
  image: imageName,
  sequence: optional(_enum(SEQUENCES)),
  /** Repository that holds the bytes until the image passed; only with the sequence `quarantine`. */
  quarantine: optional(imageName),
  builder: _enum(["buildx", "buildah", "layout"]),
  command: optional(array(text)),
  layout: optional(text),
  context: text,
  file: optional(text),
  target: optional(text),
  platforms: array(platform),
  environments: array(environment)
});
var planDocument = defineDocument("plan", {
  source,
  legs: array(planLeg),
  environments: array(environment)
});

export {
  SEQUENCES,
  planDocument
};
