import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  Markdown,
  clipText,
  code,
  escape,
  escapeMarkdown
} from "./chunk-LMKEVEGF.js";

// packages/report/prose.ts
var PROSE_LIMIT = 4e3;
function prose(text) {
  const parts = clipText(text, PROSE_LIMIT).split("`");
  if (parts.length % 2 === 0) return escape(text);
  return new Markdown(parts.map((part, index) => index % 2 === 1 ? String(code(part)) : spaced(part)).join(""));
}
function spaced(part) {
  const text = escapeMarkdown(part);
  if (text === "") return part === "" ? "" : " ";
  return `${/^\s/.test(part) ? " " : ""}${text}${/\s$/.test(part) ? " " : ""}`;
}

export {
  prose
};
