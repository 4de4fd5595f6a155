import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";

// packages/runner/inputs/grammar.ts
var LINE_LIMIT = 4096;
var PATH_LIMIT = 1024;
var TEXT_LIMIT = 65536;
var TOKEN_LIMIT = 16384;
var CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/;
var CONTROL_IN_TEXT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/;
function parseLine(text) {
  if (text.length <= LINE_LIMIT && !CONTROL.test(text) && text.isWellFormed()) return text;
  throw refused(text, `one line of at most ${LINE_LIMIT} characters, none of them a control character`);
}
function parseWord(text) {
  if (!text.startsWith("-")) return parseLine(text);
  throw refused(text, "a value that does not start with `-`");
}
function parseText(text) {
  if (text.length <= TEXT_LIMIT && !CONTROL_IN_TEXT.test(text) && text.isWellFormed()) return text;
  throw refused(text, `text of at most ${TEXT_LIMIT} characters without control characters`);
}
function parsePath(text) {
  const climbs = text.split(/[\\/]/).includes("..");
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"*?{}]+$/.test(text);
  if (!climbs && isPlain && text.length <= PATH_LIMIT) return parseWord(text);
  throw refused(text, `a path of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`);
}
function parseRepositoryPath(text) {
  if (!text.startsWith("/") && !/[\\:]/.test(text)) return parsePath(text);
  throw refused(text, "a path inside the repository: relative, with `/` between its parts");
}
function parseGlob(text) {
  const climbs = text.split(/[\\/]/).includes("..");
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"]+$/.test(text);
  if (!climbs && isPlain && text.length <= PATH_LIMIT) return parseWord(text);
  throw refused(text, `a pattern of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`);
}
function parseBranch(text) {
  const isRef = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\\$`;|<>"\u0000-\u001F\u007F]{1,244}(?<![/.])$/;
  if (isRef.test(text) && text !== "@" && !text.startsWith("refs/")) return parseLine(text);
  throw refused(text, "the short name of a branch");
}
function parseKeyValue(text) {
  if (/^[^\s=,-][^\s=]{0,255}=/.test(text)) return parseLine(text);
  throw refused(text, "`key=value` on one line");
}
function parseHost(text) {
  const isHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::[0-9]{1,5})?$/;
  if (isHost.test(text)) return text;
  throw refused(text, "a host with an optional port");
}
function parseToken(text) {
  if (text.length <= TOKEN_LIMIT && /^[A-Za-z0-9._~+/-]+=*$/.test(text)) return text;
  throw runnerError("input-invalid", {}, `a token has at most ${TOKEN_LIMIT} letters, digits and \`-._~+/=\``);
}
function parseSecret(text) {
  if (text.length <= TEXT_LIMIT && text.isWellFormed()) return text;
  throw runnerError("input-invalid", {}, `a secret is text of at most ${TEXT_LIMIT} characters`);
}
function refused(text, wanted) {
  const found = text.slice(0, 100);
  return runnerError("input-invalid", { found }, `${JSON.stringify(found)} is not ${wanted}`);
}

export {
  parseLine,
  parseText,
  parsePath,
  parseRepositoryPath,
  parseGlob,
  parseBranch,
  parseKeyValue,
  parseHost,
  parseToken,
  parseSecret,
  refused
};
