import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/digest.ts
import { createHash } from "node:crypto";
var DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/;
var digestError = defineErrors("core", {
  "digest-invalid": {
    ending: "configuration",
    remedy: "Give a full digest: `sha256:` and 64 lower-case hexadecimal digits."
  },
  "digest-mismatch": {
    ending: "infrastructure",
    remedy: "The bytes are not the ones that were asked for. Try again; if it stays, the source is corrupt or hostile."
  }
});
function isDigest(text) {
  return typeof text === "string" && DIGEST_PATTERN.test(text);
}
function parseDigest(text) {
  if (isDigest(text)) return text;
  throw digestError(
    "digest-invalid",
    { found: text.slice(0, 100) },
    `not a digest: ${JSON.stringify(text.slice(0, 100))}`
  );
}
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function hexOf(digest) {
  return digest.slice("sha256:".length);
}
function assertDigest(bytes, expected, what) {
  const found = digestOf(bytes);
  if (found === expected) return;
  throw digestError("digest-mismatch", { what, expected, found }, `${what} has digest ${found}, expected ${expected}`);
}

// packages/core/interchange.ts
function interchangeFault(text, maxDepth) {
  const judge = createJudge(maxDepth);
  let at = 0;
  while (at < text.length) {
    const end = endOfToken(text, at);
    const why = text.charCodeAt(at) > SPACE ? judge(text.slice(at, end)) : void 0;
    if (why !== void 0) return { why, at };
    at = end;
  }
  return void 0;
}
var SPACE = 32;
var QUOTE = 34;
var MINUS = 45;
var BACKSLASH = 92;
function endOfToken(text, start) {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return endOfString(text, start);
  let at = start + 1;
  if (code === MINUS || isNumeric(code)) while (isNumeric(text.charCodeAt(at))) at += 1;
  return at;
}
function endOfString(text, start) {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
}
function isNumeric(code) {
  return code >= 48 && code <= 57 || code === 43 || code === MINUS || code === 46 || (code | SPACE) === 101;
}
function createJudge(maxDepth) {
  const open = [];
  let isNameNext = false;
  return (token) => {
    const first = token.charAt(0);
    const names = isNameNext ? open.at(-1) : void 0;
    if (first === "{") open.push(/* @__PURE__ */ new Set());
    else if (first === "[") open.push(void 0);
    else if (first === "}" || first === "]") open.pop();
    isNameNext = (first === "{" || first === ",") && open.at(-1) !== void 0;
    if (open.length > maxDepth) return `it is nested deeper than ${maxDepth}`;
    return first === '"' ? faultOfString(token, names) : faultOfNumber(token);
  };
}
function faultOfNumber(token) {
  return Math.abs(Number(token)) === Infinity ? "a number is beyond what a double can hold" : void 0;
}
function faultOfString(token, names) {
  const value = token.includes("\\") ? unescaped(token) : token.slice(1, -1);
  if (value === void 0) return void 0;
  if (!value.isWellFormed()) return "a string holds half of a surrogate pair";
  if (names === void 0) return void 0;
  if (value === "__proto__") return "a name is __proto__";
  if (names.has(value)) return `the name ${JSON.stringify(value.slice(0, 50))} is repeated`;
  names.add(value);
  return void 0;
}
function unescaped(token) {
  try {
    return String(JSON.parse(token));
  } catch {
    return void 0;
  }
}

// packages/core/text.ts
var textError = defineErrors("core", {
  "text-invalid": { ending: "configuration", remedy: "Save the file as UTF-8 text." },
  "input-too-large": { ending: "configuration", remedy: "Make the input smaller; the limit is in the message." }
});
function decodeText(input, maxBytes) {
  const size = typeof input === "string" ? Buffer.byteLength(input) : input.byteLength;
  if (size > maxBytes) {
    throw textError("input-too-large", { size, limit: maxBytes }, `input of ${size} bytes, the limit is ${maxBytes}`);
  }
  const text = typeof input === "string" ? wellFormed(input) : decode(input);
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw textError("text-invalid", {}, "the bytes are not UTF-8", { cause });
  }
}
function wellFormed(text) {
  if (text.isWellFormed()) return text;
  throw textError("text-invalid", {}, "the text holds half of a surrogate pair");
}

// packages/core/json.ts
var jsonError = defineErrors("core", {
  "json-invalid": {
    ending: "configuration",
    remedy: "Give one JSON value without repeated names; the message says where reading stopped."
  }
});
var DEFAULT_MAX_BYTES = 1024 * 1024;
var DEFAULT_MAX_DEPTH = 100;
function parseJson(input, limits = {}) {
  const text = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES);
  const fault = interchangeFault(text, limits.maxDepth ?? DEFAULT_MAX_DEPTH);
  if (fault !== void 0) throw invalid(`${fault.why}, at character ${fault.at}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(withoutQuotation(error));
  }
}
function withoutQuotation(error) {
  return String(error).replace(/^SyntaxError: /, "").replace(/, (?:\.\.\.)?".*$/s, "").slice(0, 100);
}
function invalid(why) {
  return jsonError("json-invalid", {}, `not JSON that promo reads: ${why}`);
}

// packages/core/image-reference.ts
var ALPHANUMERIC = "[a-z0-9]+";
var SEPARATOR = "(?:\\.|_|__|-+)";
var COMPONENT = `${ALPHANUMERIC}(?:${SEPARATOR}${ALPHANUMERIC})*`;
var PATH = `${COMPONENT}(?:/${COMPONENT})*`;
var DOMAIN_LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
var HOST = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])`;
var DOMAIN = `${HOST}(?::[0-9]+)?`;
var TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
var NAME = `(?:(?:${DOMAIN})/)?${PATH}`;
var REFERENCE = new RegExp(`^(?<name>${NAME})(?::(?<tag>${TAG}))?(?:@(?<digest>[^@]+))?$`);
var IMAGE_ID = /^[0-9a-f]{64}$/;
var TAG_ONLY = new RegExp(`^${TAG}$`);
var PATH_LENGTH_LIMIT = 255;
var TEXT_LENGTH_LIMIT = 1024;
var imageError = defineErrors("core", {
  "image-invalid": {
    ending: "configuration",
    remedy: "Write `registry/name`, `registry/name:tag` or `registry/name@sha256:<64 hex>`, in lower case."
  },
  "image-not-pinned": {
    ending: "configuration",
    remedy: "Name the digest: `name@sha256:<64 hex>`. A tag can move between two reads, a digest cannot."
  }
});
function parseImageReference(text) {
  const { name, tag, digest } = splitReference(text);
  if (digest !== void 0 && !isDigest(digest)) throw invalid2(text, "its digest is not a full sha256 digest");
  if (digest === void 0 && tag === void 0 && IMAGE_ID.test(name)) {
    throw invalid2(text, "64 hexadecimal digits are an image id, not a name");
  }
  const normal = normalForm(name);
  if (normal.repository.length > PATH_LENGTH_LIMIT)
    throw invalid2(text, `its path has more than ${PATH_LENGTH_LIMIT} characters`);
  return {
    name,
    ...normal,
    ...tag === void 0 ? {} : { tag },
    ...digest === void 0 ? {} : { digest }
  };
}
function splitReference(text) {
  const groups = text.length <= TEXT_LENGTH_LIMIT ? REFERENCE.exec(text)?.groups : void 0;
  const name = groups?.["name"];
  if (name === void 0) throw invalid2(text, "it does not follow the grammar of image references");
  return { ...groups, name };
}
function parsePinnedImage(text) {
  const reference = parseImageReference(text);
  if (isPinned(reference)) return reference;
  throw imageError(
    "image-not-pinned",
    { found: text },
    `${text} names ${reference.tag === void 0 ? "no digest" : "a tag"}, not a digest`
  );
}
function parseImageName(text) {
  const reference = parseImageReference(text);
  if (reference.tag === void 0 && reference.digest === void 0) return reference.name;
  throw invalid2(text, "a repository name without tag or digest is wanted here");
}
function isPinned(reference) {
  return reference.digest !== void 0;
}
function isTag(text) {
  return TAG_ONLY.test(text);
}
function pinImage(name, digest, tag) {
  return { name, ...normalForm(name), ...tag === void 0 ? {} : { tag }, digest };
}
function formatImage(reference) {
  const tag = reference.tag === void 0 ? "" : `:${reference.tag}`;
  const digest = reference.digest === void 0 ? "" : `@${reference.digest}`;
  return `${reference.name}${tag}${digest}`;
}
function canonicalName(reference) {
  return `${reference.registry}/${reference.repository}`;
}
function sameRepository(a, b) {
  return canonicalName(normalForm(a)) === canonicalName(normalForm(b));
}
function normalForm(name) {
  const slash = name.indexOf("/");
  const head = slash < 0 ? "" : name.slice(0, slash);
  const isHost = /[.:]/.test(head) || head === "localhost" || head.toLowerCase() !== head;
  const registry = isHost ? head : "docker.io";
  const path = isHost ? name.slice(slash + 1) : name;
  if (registry !== "docker.io" && registry !== "index.docker.io") return { registry, repository: path };
  return { registry: "docker.io", repository: path.includes("/") ? path : `library/${path}` };
}
function invalid2(text, why) {
  const shown = text.slice(0, 200);
  return imageError("image-invalid", { found: shown }, `${JSON.stringify(shown)} is not an image reference: ${why}`);
}
function notPinned(what, found) {
  return imageError("image-not-pinned", { what, found }, `${what} names ${found}, not a digest`);
}

export {
  DIGEST_PATTERN,
  isDigest,
  parseDigest,
  digestOf,
  hexOf,
  assertDigest,
  decodeText,
  DEFAULT_MAX_BYTES,
  DEFAULT_MAX_DEPTH,
  parseJson,
  parseImageReference,
  parsePinnedImage,
  parseImageName,
  isPinned,
  isTag,
  pinImage,
  formatImage,
  canonicalName,
  sameRepository,
  notPinned
};
