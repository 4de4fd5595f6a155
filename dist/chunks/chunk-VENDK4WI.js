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
} from "./chunk-UGVYJCQN.js";
import {
  _enum,
  array,
  boolean,
  nullable,
  object,
  record,
  string
} from "./chunk-4BJTVHOZ.js";

// packages/core/documents/build.ts
var material = object({ uri: text, digest: record(string(), string()) });
var buildDocument = defineDocument("build", {
  leg,
  image: object({ name: imageName, digest, mediaType: text, size: count }),
  platforms: array(platformDigest),
  builder: object({ name: text, version: text }),
  /** What caches the build could read: `none` is part of the claim of SLSA Build L3. */
  cache: _enum(["none", "shared"]),
  materials: array(material),
  /** False when the builder reported no materials: then provenance says so instead of guessing. */
  materialsComplete: boolean(),
  reproduced: nullable(boolean()),
  startedAt: time,
  finishedAt: time
});

export {
  buildDocument
};
