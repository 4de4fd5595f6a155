import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/duration.ts
var DURATION_PATTERN = /^[1-9][0-9]{0,5}(?:s|m|h|d)$/;
var UNIT_MS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
var durationError = defineErrors("core", {
  "duration-invalid": { ending: "configuration", remedy: "Write a number and a unit, such as 30s, 15m, 72h or 7d." }
});
function parseDuration(text) {
  const unit = UNIT_MS[text.slice(-1)];
  if (unit !== void 0 && DURATION_PATTERN.test(text)) return Number(text.slice(0, -1)) * unit;
  throw durationError(
    "duration-invalid",
    { found: text.slice(0, 50) },
    `not a duration: ${JSON.stringify(text.slice(0, 50))}`
  );
}

export {
  DURATION_PATTERN,
  parseDuration
};
