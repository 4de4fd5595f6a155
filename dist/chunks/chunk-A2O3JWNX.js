import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  count,
  defineDocument,
  digest,
  imageName,
  leg,
  platformDigest,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  array,
  boolean,
  nullable,
  object,
  optional,
  record,
  string
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/build.ts
var material = object({ uri: text, digest: record(string(), string()) });
var buildDocument = defineDocument("build", {
  leg,
  image: object({ name: imageName, digest, mediaType: text, size: count }),
  platforms: array(platformDigest),
  /** `driver` and `buildkit` (its version) where buildx built. */
  builder: object({ name: text, version: text, driver: optional(text), buildkit: optional(text) }),
  /** What caches the build could read: `none` is part of the claim of SLSA Build L3. */
  cache: _enum(["none", "shared"]),
  materials: array(material),
  /** False when the builder reported no materials: then provenance says so instead of guessing. */
  materialsComplete: boolean(),
  reproduced: nullable(boolean()),
  /** When nothing was built: the run attempt that had built and sealed this digest, as its certificate names it. */
  reused: optional(object({ invocation: text })),
  startedAt: time,
  finishedAt: time
});

export {
  material,
  buildDocument
};
