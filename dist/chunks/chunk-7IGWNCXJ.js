import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  formatTime
} from "./chunk-HEW256BD.js";
import {
  PREDICATE_TYPES
} from "./chunk-UNQFLU53.js";

// actions/evidence-rows.ts
function attestationOutputs(attestations) {
  return attestations.flatMap(
    ({ image, predicateType, stored, logIndex, signedAt, existing }) => stored.map(({ format, manifest }) => ({
      image: `${image.name}@${image.digest}`,
      format,
      predicateType,
      digest: manifest,
      logIndex,
      time: formatTime(signedAt),
      existing
    }))
  );
}
function signatureOutputs(signatures) {
  return signatures.map(({ image, format, manifest, logIndex, signedAt, existing }) => ({
    image: `${image.name}@${image.digest}`,
    format,
    predicateType: PREDICATE_TYPES.signature,
    digest: manifest,
    logIndex,
    time: formatTime(signedAt),
    existing
  }));
}

export {
  attestationOutputs,
  signatureOutputs
};
