import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";
import {
  parseJson
} from "./chunk-OXU5TALQ.js";

// packages/runner/inputs/list.ts
var ITEM_LIMIT = 1e4;
function splitList(name, text) {
  const items = text.startsWith("[") ? jsonItems(name, text) : text.split(/\r?\n/);
  const filled = items.map((item) => item.trim()).filter((item) => item !== "");
  if (filled.length <= ITEM_LIMIT) return filled;
  throw runnerError("input-invalid", { input: name }, `${name} lists more than ${ITEM_LIMIT} items`);
}
function splitWords(name, text) {
  const words = splitList(name, text).flatMap((line) => line.split(","));
  return words.map((word) => word.trim()).filter((word) => word !== "");
}
function jsonItems(name, text) {
  const value = parseJson(text);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw runnerError("input-invalid", { input: name }, `${name} must be one item a line or a JSON array of strings`);
}

export {
  splitList,
  splitWords
};
