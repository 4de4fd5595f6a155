import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  isInside
} from "./chunk-ICYJJHEH.js";
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";
import {
  decodeText
} from "./chunk-OXU5TALQ.js";

// packages/runner/inputs/document.ts
import { readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
var DOCUMENT_LIMIT = 16 * 1024 * 1024;
function documentSource(value) {
  const isText = value.includes("\n") || /^[[{]/.test(value) || /:(?:\s|$)/.test(value);
  return isText ? { kind: "text", text: value } : { kind: "path", path: value };
}
function readDocument(source, workspace) {
  if (source.kind === "text") return decodeText(source.text, DOCUMENT_LIMIT);
  const real = realFile(path.resolve(workspace, source.path), source.path);
  if (!path.isAbsolute(source.path) && !isInside(real, realpathSync(workspace))) {
    const shown = shorten(source.path);
    throw runnerError("document-missing", { path: shown }, `${shown} leads out of the workspace`);
  }
  return decodeText(readFileSync(real), DOCUMENT_LIMIT);
}
function realFile(file, shown) {
  try {
    const real = realpathSync(file);
    const stats = statSync(real);
    if (stats.isFile() && stats.size <= DOCUMENT_LIMIT) return real;
  } catch {
  }
  const name = shorten(shown);
  throw runnerError("document-missing", { path: name }, `there is no file ${JSON.stringify(name)} of at most 16 MiB`);
}
function shorten(path2) {
  return path2.slice(0, 200);
}

export {
  documentSource,
  readDocument
};
