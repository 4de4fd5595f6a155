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
  const readToken = createReader(text, maxDepth);
  let at = 0;
  while (at < text.length) {
    const next = readToken(at);
    if (typeof next === "string") return { why: next, at };
    at = next;
  }
  return void 0;
}
var SPACE = 32;
var QUOTE = 34;
var COMMA = 44;
var MINUS = 45;
var BACKSLASH = 92;
var OPEN_ARRAY = 91;
var CLOSE_ARRAY = 93;
var OPEN_OBJECT = 123;
var CLOSE_OBJECT = 125;
function createReader(text, maxDepth) {
  const open = [];
  let isNameNext = false;
  const readString = createStringReader(text);
  return (at) => {
    const code = text.charCodeAt(at);
    if (code <= SPACE) return at + 1;
    const names = isNameNext ? open.at(-1) : void 0;
    isNameNext = false;
    if (code === QUOTE) return readString(at, names);
    if (isOpening(code)) {
      open.push(code === OPEN_OBJECT ? /* @__PURE__ */ new Set() : void 0);
      isNameNext = code === OPEN_OBJECT;
      return open.length > maxDepth ? `it is nested deeper than ${maxDepth}` : at + 1;
    }
    if (isClosing(code)) open.pop();
    else if (code === COMMA) isNameNext = open.at(-1) !== void 0;
    else if (isNumeric(code)) return readNumber(text, at);
    return at + 1;
  };
}
function isOpening(code) {
  return code === OPEN_OBJECT || code === OPEN_ARRAY;
}
function isClosing(code) {
  return code === CLOSE_OBJECT || code === CLOSE_ARRAY;
}
function createStringReader(text) {
  const isWhole = text.isWellFormed();
  let escape = nextEscape(text, 0);
  return (start, names) => {
    if (escape < start) escape = nextEscape(text, start);
    const quote = text.indexOf('"', start + 1);
    const hasEscape = quote > escape;
    const end = hasEscape ? endOfEscaped(text, start) : quote + 1;
    if (quote < 0) return text.length;
    if (names === void 0 && isWhole && !(hasEscape && text.slice(start, end).includes("\\u"))) return end;
    const token = text.slice(start, end);
    return faultOfString(hasEscape ? unescaped(token) : token.slice(1, -1), names) ?? end;
  };
}
function nextEscape(text, from) {
  const found = text.indexOf("\\", from);
  return found < 0 ? Infinity : found;
}
function endOfEscaped(text, start) {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
}
function faultOfString(value, names) {
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
var SAFE_DIGITS = 300;
function readNumber(text, start) {
  let end = start + 1;
  let hasExponent = false;
  for (let code = text.charCodeAt(end); isNumeric(code); code = text.charCodeAt(end)) {
    hasExponent ||= isExponent(code);
    end += 1;
  }
  if (!hasExponent && end - start < SAFE_DIGITS) return end;
  const isBeyond = Math.abs(Number(text.slice(start, end))) === Infinity;
  return isBeyond ? "a number is beyond what a double can hold" : end;
}
function isNumeric(code) {
  return code >= 48 && code <= 57 || code === 43 || code === MINUS || code === 46 || isExponent(code);
}
function isExponent(code) {
  return (code | SPACE) === 101;
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

// packages/core/reference-grammar.ts
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
var PATH_ONLY = new RegExp(`^${PATH}$`);
var PATH_LENGTH_LIMIT = 255;
var TEXT_LENGTH_LIMIT = 1024;
var DIGEST_FORMS = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
var grammarError = defineErrors("core", {
  "image-invalid": {
    ending: "configuration",
    remedy: "Write `registry/name`, `registry/name:tag` or `registry/name@sha256:<64 hex>`, in lower case."
  }
});
function readReferenceParts(text) {
  const { name, tag, digest } = split(text);
  if (digest !== void 0 && !DIGEST_FORMS.test(digest)) throw notReference(text, "its digest is not a full digest");
  if (digest === void 0 && tag === void 0 && IMAGE_ID.test(name)) {
    throw notReference(text, "64 hexadecimal digits are an image id, not a name");
  }
  const normal = normalForm(name);
  if (!PATH_ONLY.test(normal.repository)) throw notReference(text, "its path does not follow the grammar of names");
  if (normal.repository.length > PATH_LENGTH_LIMIT)
    throw notReference(text, `its path has more than ${PATH_LENGTH_LIMIT} characters`);
  return { name, ...normal, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}
function split(text) {
  const groups = text.length <= TEXT_LENGTH_LIMIT ? REFERENCE.exec(text)?.groups : void 0;
  const name = groups?.["name"];
  if (name === void 0) throw notReference(text, "it does not follow the grammar of image references");
  return { ...groups, name };
}
function isTag(text) {
  return TAG_ONLY.test(text);
}
function formatParts({ name, tag, digest }) {
  return `${name}${tag === void 0 ? "" : `:${tag}`}${digest === void 0 ? "" : `@${digest}`}`;
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
function notReference(text, why) {
  const shown = text.slice(0, 200);
  return grammarError("image-invalid", { found: shown }, `${JSON.stringify(shown)} is not an image reference: ${why}`);
}

// packages/core/image-reference.ts
var imageError = defineErrors("core", {
  "image-not-pinned": {
    ending: "configuration",
    remedy: "Name the digest: `name@sha256:<64 hex>`. A tag can move between two reads, a digest cannot."
  }
});
function parseImageReference(text) {
  const { digest, ...parts } = readReferenceParts(text);
  if (digest !== void 0 && !isDigest(digest)) throw notReference(text, "its digest is not a full sha256 digest");
  return { ...parts, name: parts.name, ...digest === void 0 ? {} : { digest } };
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
  throw notReference(text, "a repository name without tag or digest is wanted here");
}
function isPinned(reference) {
  return reference.digest !== void 0;
}
function pinImage(name, digest, tag) {
  return { name, ...normalForm(name), ...tag === void 0 ? {} : { tag }, digest };
}
function formatImage(reference) {
  return formatParts(reference);
}
function canonicalName(reference) {
  return `${reference.registry}/${reference.repository}`;
}
function sameRepository(a, b) {
  return canonicalName(normalForm(a)) === canonicalName(normalForm(b));
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
  isTag,
  parseImageReference,
  parsePinnedImage,
  parseImageName,
  isPinned,
  pinImage,
  formatImage,
  canonicalName,
  sameRepository,
  notPinned
};
