import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  isDigest,
  parsePinnedImage,
  sameRepository
} from "./chunk-OXU5TALQ.js";

// packages/promotion/observed.ts
var RUNTIME_SCHEME = /^[a-z-]+:\/\//;
function parseObserved(text) {
  if (isDigest(text)) return { name: void 0, digest: text };
  const { name, digest } = parsePinnedImage(text.replace(RUNTIME_SCHEME, ""));
  return { name, digest };
}
function assertObserved(images, observed) {
  if (observed.length === 0) return;
  const missing = images.filter((image) => !observed.some((each) => isSame(image, each)));
  const foreign = observed.filter((each) => !images.some((image) => isSame(image, each)));
  if (missing.length === 0 && foreign.length === 0) return;
  const wanted = missing.map(({ name, digest }) => `${name}@${digest}`);
  const found = foreign.map(({ name, digest }) => name === void 0 ? digest : `${name}@${digest}`);
  const parts = [
    ...wanted.length === 0 ? [] : [`not seen: ${wanted.slice(0, 5).join(", ")}`],
    ...found.length === 0 ? [] : [`seen instead: ${found.slice(0, 5).join(", ")}`]
  ];
  throw promotionError(
    "mark-observed-differs",
    { wanted, found },
    `the environment runs other digests; ${parts.join("; ")}`
  );
}
function isSame(image, { name, digest }) {
  return image.digest === digest && (name === void 0 || sameRepository(image.name, name));
}

export {
  parseObserved,
  assertObserved
};
