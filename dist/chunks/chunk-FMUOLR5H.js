import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  actionError
} from "./chunk-NW5PXJHT.js";

// actions/time.ts
var TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
function parseTime(text) {
  const time = new Date(text);
  if (TIME.test(text) && !Number.isNaN(time.getTime())) return time;
  throw actionError("time-invalid", { found: text.slice(0, 50) }, `not a time: ${JSON.stringify(text.slice(0, 50))}`);
}

export {
  parseTime
};
