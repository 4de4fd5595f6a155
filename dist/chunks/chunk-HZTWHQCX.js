import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  _maxLength,
  array,
  object,
  optional,
  record,
  string
} from "./chunk-CMTFYGHV.js";
import {
  hexOf,
  isDigest
} from "./chunk-OXU5TALQ.js";

// packages/core/reference-predicate.ts
var SBOM_MEDIA_TYPES = {
  spdx: "application/spdx+json",
  cyclonedx: "application/vnd.cyclonedx+json"
};
var predicateShape = object({
  references: array(
    object({
      downloadLocation: string(),
      mediaType: string(),
      digest: optional(record(string(), string()))
    })
  ).check(_maxLength(100))
});
function referencePredicate(attester, references) {
  return {
    attester: { id: attester },
    references: references.map(({ downloadLocation, mediaType, digest }) => ({
      downloadLocation,
      digest: { sha256: hexOf(digest) },
      mediaType
    }))
  };
}
function readReferencePredicate(predicate) {
  const parsed = predicateShape.safeParse(predicate);
  if (!parsed.success) return [];
  return parsed.data.references.flatMap(({ downloadLocation, mediaType, digest }) => {
    const found = `sha256:${digest?.["sha256"] ?? ""}`;
    return isDigest(found) ? [{ downloadLocation, mediaType, digest: found }] : [];
  });
}
function refersToSbom(predicate) {
  const types = Object.values(SBOM_MEDIA_TYPES);
  return readReferencePredicate(predicate).some(
    ({ mediaType }) => types.includes(mediaType.split(";")[0]?.trim() ?? "")
  );
}

export {
  SBOM_MEDIA_TYPES,
  referencePredicate,
  refersToSbom
};
