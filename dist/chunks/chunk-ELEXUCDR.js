import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  code
} from "./chunk-LMKEVEGF.js";

// packages/report/wording.ts
function plural(count, noun, several = `${noun}s`) {
  return `${grouped(count)} ${count === 1 ? noun : several}`;
}
function grouped(count) {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
var OUTCOME_WORDS = {
  pass: "Passed",
  findings: "Refused",
  configuration: "Not set up",
  infrastructure: "Not decided"
};
function short(text) {
  return text.replaceAll(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, "sha256:$1…");
}
function shortDigest(digest) {
  return code(digest.slice(0, "sha256:".length + 12));
}
function size(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1e3 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1e3 ** power;
  return `${power === 0 ? String(value) : value.toFixed(1)} ${units[power] ?? ""}`;
}
function minute(time) {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

export {
  plural,
  OUTCOME_WORDS,
  short,
  shortDigest,
  size,
  minute
};
