import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  digestOf,
  hexOf
} from "./chunk-OXU5TALQ.js";

// packages/registry/evidence-tags.ts
var LEGACY_TAG = {
  signature: (digest) => `sha256-${hexOf(digest)}.sig`,
  attestation: (digest) => `sha256-${hexOf(digest)}.att`,
  sbom: (digest) => `sha256-${hexOf(digest)}.sbom`
};
function fallbackTag(digest) {
  return `sha256-${hexOf(digest)}`;
}
function archiveTag(digest) {
  return `sha256-${hexOf(digest)}.archive`;
}

// packages/registry/blob-bytes.ts
var EMPTY_JSON = new TextEncoder().encode("{}");
function blobOf(bytes, digest = digestOf(bytes)) {
  return { digest, size: bytes.byteLength, open: () => inOnePiece(bytes) };
}
async function* inOnePiece(bytes) {
  yield await Promise.resolve(bytes);
}

export {
  EMPTY_JSON,
  blobOf,
  LEGACY_TAG,
  fallbackTag,
  archiveTag
};
