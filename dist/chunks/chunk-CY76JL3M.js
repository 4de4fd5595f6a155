import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  isTag
} from "./chunk-OXU5TALQ.js";

// actions/tag.ts
function parseTag(text) {
  if (isTag(text)) return text;
  throw actionError("tag-invalid", { found: text.slice(0, 200) }, `not a tag: ${JSON.stringify(text.slice(0, 200))}`);
}

export {
  parseTag
};
