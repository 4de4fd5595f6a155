import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineDocument,
  digest,
  imageName,
  leg,
  platformDigest,
  run,
  source,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  array,
  object
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/release.ts
var releaseImage = object({
  leg,
  name: imageName,
  digest,
  platforms: array(platformDigest),
  tags: array(text)
});
var releaseDocument = defineDocument("release", {
  source,
  run,
  images: array(releaseImage),
  collectedAt: time
});

export {
  releaseDocument
};
