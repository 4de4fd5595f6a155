import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  parseJson
} from "./chunk-OXU5TALQ.js";

// actions/parameters.ts
function parseParameters(text) {
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value;
  throw actionError("parameters-invalid", {}, "`provenance-parameters` is not a JSON object");
}

export {
  parseParameters
};
