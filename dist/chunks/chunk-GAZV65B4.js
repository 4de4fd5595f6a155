import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  layoutImage
} from "./chunk-QBJQ2CKM.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  parsePath
} from "./chunk-EHEY55MU.js";
import {
  isDigest,
  parsePinnedImage
} from "./chunk-OXU5TALQ.js";

// actions/copy-image/source.ts
var LAYOUT = "oci-layout:";
var AT_DIGEST = /^(.+)@(sha256:[0-9a-f]{64})$/s;
function parseSource(text) {
  if (!text.startsWith(LAYOUT)) return { kind: "image", image: parsePinnedImage(text) };
  const place = text.slice(LAYOUT.length);
  const [, path = place, digest] = AT_DIGEST.exec(place) ?? [];
  return { kind: "layout", path: parsePath(path), digest: isDigest(digest) ? digest : void 0 };
}
function assertLayout(layout, { digest, path }) {
  const found = layoutImage(layout).digest;
  if (digest === void 0 || digest === found) return;
  throw actionError("layout-digest-differs", { wanted: digest, found }, `${path} holds ${found}, not ${digest}`);
}

export {
  parseSource,
  assertLayout
};
