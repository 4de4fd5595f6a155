// dist:dist/chunks/chunk-36ANPUK7.js
import { createRequire as __promoRequire2 } from "node:module";

// dist:dist/chunks/chunk-LMKEVEGF.js
import { createRequire as __promoRequire } from "node:module";
var require2 = __promoRequire(import.meta.url);
var INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u200B\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]+/g;
var MARKUP = /[\\`*_{}[\]<>()#+\-!~&$=^]/g;
var ZERO_WIDTH_SPACE = "​";
function visible(text2) {
  return text2.toWellFormed().replaceAll(INVISIBLE, " ").trim();
}
function escapeMarkdown(text2) {
  return visible(text2).replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`).replaceAll(MARKUP, "\\$&").replaceAll("|", "&#124;").replaceAll("://", "\\://").replaceAll(/^(\d+)\./g, "$1\\.").replaceAll(/www\./gi, (found) => found.replace(".", "\\."));
}
function clipText(text2, limit) {
  return text2.length <= limit ? text2 : `${text2.slice(0, limit - 1).toWellFormed().replace(/\uFFFD$/, "")}…`;
}
var Markdown = class {
  #text;
  constructor(text2) {
    this.#text = text2;
  }
  toString() {
    return this.#text;
  }
};
var VALUE_LIMIT = 500;
var ROW_LIMIT = 100;
var NOTHING = new Markdown("");
function md(strings, ...values) {
  return new Markdown(strings.map((part, index) => part + render(values[index] ?? "")).join(""));
}
function escape(text2) {
  return new Markdown(escapeMarkdown(clipText(text2, VALUE_LIMIT)));
}
function code(text2) {
  const shown = visible(clipText(text2, VALUE_LIMIT));
  if (shown === "" || shown.includes("|")) return escape(shown);
  const runs = shown.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return new Markdown(`${fence}${pad}${shown}${pad}${fence}`);
}
function heading(level, title) {
  return new Markdown(`${"#".repeat(level)} ${render(title)}`);
}
function link(label, address) {
  const url = URL.parse(address);
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return new Markdown(render(label));
  return new Markdown(`[${render(label)}](<${url.href.replaceAll(/[<>\\|\s]/g, encodeURIComponent)}>)`);
}
function table(headers, rows, limit = ROW_LIMIT) {
  if (rows.length === 0) return NOTHING;
  const shown = rows.slice(0, limit).map((cells) => row(headers.map((_, index) => cells[index] ?? "")));
  const more = rows.length - shown.length;
  const lines = [row(headers), row(headers.map(() => new Markdown("---"))), ...shown];
  return new Markdown(lines.join("\n") + (more > 0 ? `

_and ${more} more_` : ""));
}
function details(summary, body) {
  return new Markdown(`<details><summary>${htmlText(summary)}</summary>

${String(body)}

</details>`);
}
function bullets(items, limit = ROW_LIMIT) {
  const shown = items.slice(0, limit).map((item) => `- ${render(item)}`);
  const more = items.length - shown.length;
  return new Markdown([...shown, ...more > 0 ? [`- and ${more} more`] : []].join("\n"));
}
function blocks(...parts) {
  const texts = parts.map(String).filter((text2) => text2 !== "");
  return new Markdown(texts.join("\n\n"));
}
function joined(parts, separator = ", ") {
  return new Markdown(parts.map(render).join(separator));
}
function row(cells) {
  return `| ${cells.map((cell) => render(cell) || " ").join(" | ")} |`;
}
function render(content) {
  return content instanceof Markdown ? String(content) : String(escape(String(content)));
}
function htmlText(content) {
  const text2 = visible(clipText(content instanceof Markdown ? String(content) : String(content), VALUE_LIMIT));
  return text2.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/[@#](?=\w)/g, "$&​");
}

// dist:dist/chunks/chunk-36ANPUK7.js
var require3 = __promoRequire2(import.meta.url);
var PROSE_LIMIT = 4e3;
function prose(text2) {
  const parts = clipText(text2, PROSE_LIMIT).split("`");
  if (parts.length % 2 === 0) return escape(text2);
  return new Markdown(parts.map((part, index) => index % 2 === 1 ? String(code(part)) : spaced(part)).join(""));
}
function spaced(part) {
  const text2 = escapeMarkdown(part);
  if (text2 === "") return part === "" ? "" : " ";
  return `${/^\s/.test(part) ? " " : ""}${text2}${/\s$/.test(part) ? " " : ""}`;
}

// dist:dist/chunks/chunk-535AGLRV.js
import { createRequire as __promoRequire4 } from "node:module";

// dist:dist/chunks/chunk-P6ISFHGS.js
import { createRequire as __promoRequire3 } from "node:module";
var require4 = __promoRequire3(import.meta.url);
var PromoError = class extends Error {
  name = "PromoError";
  code;
  ending;
  remedy;
  facts;
  constructor(code2, definition, facts, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.code = code2;
    this.ending = definition.ending;
    this.remedy = definition.remedy;
    this.facts = facts;
  }
};
var defined = /* @__PURE__ */ new Map();
function defineErrors(area, definitions) {
  for (const [code2, definition] of Object.entries(definitions)) {
    const owner = defined.get(code2);
    if (owner !== void 0 && owner.area !== area) throw new TypeError(`error code ${code2} belongs to ${owner.area}`);
    defined.set(code2, { area, code: code2, ...definition });
  }
  return (code2, facts, message, options = {}) => {
    const { ending, remedy } = definitions[code2];
    return new PromoError(code2, { ending, remedy: options.remedy ?? remedy }, facts, message, options.cause);
  };
}
function isPromoError(error2) {
  return error2 instanceof PromoError;
}
var internal = defineErrors("core", {
  "internal-error": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  }
});
function asPromoError(error2) {
  if (isPromoError(error2)) return error2;
  const message = error2 instanceof Error ? error2.message : "a value that is not an error was thrown";
  return internal("internal-error", {}, message, { cause: error2 });
}

// dist:dist/chunks/chunk-535AGLRV.js
var require5 = __promoRequire4(import.meta.url);
var COMMIT_PATTERN = /^[0-9a-f]{40}$/;
var NAME_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
var REPOSITORY_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
var nameError = defineErrors("core", {
  "commit-invalid": { ending: "configuration", remedy: "Give a full commit id of 40 lower-case hexadecimal digits." },
  "name-invalid": {
    ending: "configuration",
    remedy: "Use lower-case letters, digits, `.`, `_` and `-`, starting and ending with a letter or digit, at most 64 characters."
  },
  "repository-invalid": { ending: "configuration", remedy: "Write the repository as `owner/name`." }
});
function parseCommit(text2) {
  if (COMMIT_PATTERN.test(text2)) return text2;
  throw nameError("commit-invalid", { found: clip(text2) }, `not a commit id: ${JSON.stringify(clip(text2))}`);
}
function parseLegName(text2) {
  return parseName(text2, "leg");
}
function parseEnvironmentName(text2) {
  return parseName(text2, "environment");
}
function parseRepositoryName(text2) {
  if (REPOSITORY_PATTERN.test(text2)) return text2;
  throw nameError("repository-invalid", { found: clip(text2) }, `not a repository: ${JSON.stringify(clip(text2))}`);
}
function parseName(text2, kind) {
  if (NAME_PATTERN.test(text2)) return text2;
  throw nameError("name-invalid", { kind, found: clip(text2) }, `not a name of a ${kind}: ${JSON.stringify(clip(text2))}`);
}
function clip(text2) {
  return text2.slice(0, 100);
}
var SEVERITIES = ["critical", "high", "medium", "low", "negligible", "unknown"];
var RANK = { critical: 5, high: 4, unknown: 4, medium: 3, low: 2, negligible: 1 };
function isSeverity(text2) {
  return SEVERITIES.some((severity) => severity === text2);
}
function reaches(severity, threshold) {
  return RANK[severity] >= RANK[threshold];
}

// dist:dist/chunks/chunk-5ZDHEBGY.js
import { createRequire as __promoRequire6 } from "node:module";

// dist:dist/chunks/chunk-N5XMRB3H.js
import { createRequire as __promoRequire5 } from "node:module";
var require6 = __promoRequire5(import.meta.url);
var runnerError = defineErrors("runner", {
  "input-invalid": {
    ending: "configuration",
    remedy: "Correct the inputs that the message lists; each one says what it wants."
  },
  "input-missing": { ending: "configuration", remedy: "Give the input a value under `with:`." },
  "document-missing": {
    ending: "configuration",
    remedy: "Give the text itself or the path of a file that exists; a job without a checkout has no files."
  },
  "path-refused": {
    ending: "configuration",
    remedy: "Name a path that exists; a relative one stays in the workspace, also where it follows symbolic links."
  },
  "output-masked": {
    ending: "configuration",
    remedy: "The runner drops an output that contains a masked value: let digests and leg names cross between jobs, and make no part of an image name a secret."
  },
  "output-unknown": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  },
  "output-too-large": {
    ending: "configuration",
    remedy: "Divide the work: an output that must cross between jobs has at most 1 MB. `plan` takes `shard` and `shards`."
  },
  "artifact-mismatch": {
    ending: "configuration",
    remedy: "The artifact is not the one its producer left. Run the whole workflow again; if it stays, something else in this run replaces it."
  },
  "artifact-missing": {
    ending: "configuration",
    remedy: "Check that the job which uploads the artifact ran in this workflow run and that both sides use one name."
  },
  "artifact-invalid": {
    ending: "configuration",
    remedy: "Artifact names hold letters, digits, `.`, `_` and `-`; the files in them are plain files within the limits."
  },
  "artifact-taken": {
    ending: "configuration",
    remedy: "Another step of this run already left an artifact of that name: choose another `artifact` name."
  },
  "artifact-unavailable": {
    ending: "infrastructure",
    remedy: "The artifact service did not answer as it should: run the job again, and see https://www.githubstatus.com."
  },
  "identity-unavailable": {
    ending: "configuration",
    remedy: "Grant the job `permissions: id-token: write`, and each workflow that calls it too."
  },
  "identity-refused": {
    ending: "infrastructure",
    remedy: "The token service did not answer as it should: run the job again, and see https://www.githubstatus.com."
  },
  "context-missing": {
    ending: "configuration",
    remedy: "Run this inside a workflow, or give the missing value as an option of the command."
  },
  "untrusted-event": {
    ending: "configuration",
    remedy: "Run this action on push, tags, schedules or pull requests from the same repository; never on forks, pull_request_target or workflow_run."
  },
  cancelled: { ending: "infrastructure", remedy: "The run was cancelled or timed out: run the job again." },
  "ended-early": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  }
});

// dist:dist/chunks/chunk-5ZDHEBGY.js
var require7 = __promoRequire6(import.meta.url);
var LINE_LIMIT = 4096;
var PATH_LIMIT = 1024;
var TEXT_LIMIT = 65536;
var TOKEN_LIMIT = 16384;
var CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/;
var CONTROL_IN_TEXT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/;
function parseLine(text2) {
  if (text2.length <= LINE_LIMIT && !CONTROL.test(text2) && text2.isWellFormed()) return text2;
  throw refused(text2, `one line of at most ${LINE_LIMIT} characters, none of them a control character`);
}
function parseWord(text2) {
  if (!text2.startsWith("-")) return parseLine(text2);
  throw refused(text2, "a value that does not start with `-`");
}
function parseText(text2) {
  if (text2.length <= TEXT_LIMIT && !CONTROL_IN_TEXT.test(text2) && text2.isWellFormed()) return text2;
  throw refused(text2, `text of at most ${TEXT_LIMIT} characters without control characters`);
}
function parsePath(text2) {
  const climbs = text2.split(/[\\/]/).includes("..");
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"*?{}]+$/.test(text2);
  if (!climbs && isPlain && text2.length <= PATH_LIMIT) return parseWord(text2);
  throw refused(text2, `a path of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`);
}
function parseRepositoryPath(text2) {
  if (!text2.startsWith("/") && !/[\\:]/.test(text2)) return parsePath(text2);
  throw refused(text2, "a path inside the repository: relative, with `/` between its parts");
}
function parseGlob(text2) {
  const climbs = text2.split(/[\\/]/).includes("..");
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"]+$/.test(text2);
  if (!climbs && isPlain && text2.length <= PATH_LIMIT) return parseWord(text2);
  throw refused(text2, `a pattern of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`);
}
function parseBranch(text2) {
  const isRef = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\\$`;|<>"\u0000-\u001F\u007F]{1,244}(?<![/.])$/;
  if (isRef.test(text2) && text2 !== "@" && !text2.startsWith("refs/")) return parseLine(text2);
  throw refused(text2, "the short name of a branch");
}
function parseKeyValue(text2) {
  if (/^[^\s=,-][^\s=]{0,255}=/.test(text2)) return parseLine(text2);
  throw refused(text2, "`key=value` on one line");
}
function parseHost(text2) {
  const isHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::[0-9]{1,5})?$/;
  if (isHost.test(text2)) return text2;
  throw refused(text2, "a host with an optional port");
}
function parseToken(text2) {
  if (text2.length <= TOKEN_LIMIT && /^[A-Za-z0-9._~+/-]+=*$/.test(text2)) return text2;
  throw runnerError("input-invalid", {}, `a token has at most ${TOKEN_LIMIT} letters, digits and \`-._~+/=\``);
}
function parseSecret(text2) {
  if (text2.length <= TEXT_LIMIT && text2.isWellFormed()) return text2;
  throw runnerError("input-invalid", {}, `a secret is text of at most ${TEXT_LIMIT} characters`);
}
function refused(text2, wanted2) {
  const found = text2.slice(0, 100);
  return runnerError("input-invalid", { found }, `${JSON.stringify(found)} is not ${wanted2}`);
}

// dist:dist/chunks/chunk-MHAMTB5W.js
import { createRequire as __promoRequire7 } from "node:module";
var require8 = __promoRequire7(import.meta.url);
var DURATION_PATTERN = /^[1-9][0-9]{0,5}(?:s|m|h|d)$/;
var UNIT_MS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
var durationError = defineErrors("core", {
  "duration-invalid": { ending: "configuration", remedy: "Write a number and a unit, such as 30s, 15m, 72h or 7d." }
});
function parseDuration(text2) {
  const unit = UNIT_MS[text2.slice(-1)];
  if (unit !== void 0 && DURATION_PATTERN.test(text2)) return Number(text2.slice(0, -1)) * unit;
  throw durationError(
    "duration-invalid",
    { found: text2.slice(0, 50) },
    `not a duration: ${JSON.stringify(text2.slice(0, 50))}`
  );
}

// dist:dist/chunks/chunk-OHK6FXM6.js
import { createRequire as __promoRequire8 } from "node:module";
import { realpathSync } from "node:fs";
import path from "node:path";
var require9 = __promoRequire8(import.meta.url);
function workspacePath(given, workspace) {
  const file = path.resolve(workspace, given);
  const real = realpath(file);
  const shown = given.slice(0, 200);
  if (real === void 0) throw runnerError("path-refused", { path: shown }, `there is no ${JSON.stringify(shown)}`);
  if (path.isAbsolute(given) || isInside(real, realpathSync(workspace))) return file;
  throw runnerError("path-refused", { path: shown }, `${JSON.stringify(shown)} leads out of the workspace`);
}
function isInside(file, directory) {
  const relative = path.relative(directory, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
function realpath(file) {
  try {
    return realpathSync(file);
  } catch {
    return void 0;
  }
}

// dist:dist/chunks/chunk-PQFFUKQW.js
import { createRequire as __promoRequire10 } from "node:module";

// dist:dist/chunks/chunk-TGS2WMJ6.js
import { createRequire as __promoRequire9 } from "node:module";
import { createHash } from "node:crypto";
var require10 = __promoRequire9(import.meta.url);
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
function isDigest(text2) {
  return typeof text2 === "string" && DIGEST_PATTERN.test(text2);
}
function parseDigest(text2) {
  if (isDigest(text2)) return text2;
  throw digestError(
    "digest-invalid",
    { found: text2.slice(0, 100) },
    `not a digest: ${JSON.stringify(text2.slice(0, 100))}`
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
function interchangeFault(text2, maxDepth) {
  const judge = createJudge(maxDepth);
  let at = 0;
  while (at < text2.length) {
    const end2 = endOfToken(text2, at);
    const why = text2.charCodeAt(at) > SPACE ? judge(text2.slice(at, end2)) : void 0;
    if (why !== void 0) return { why, at };
    at = end2;
  }
  return void 0;
}
var SPACE = 32;
var QUOTE = 34;
var MINUS = 45;
var BACKSLASH = 92;
function endOfToken(text2, start) {
  const code2 = text2.charCodeAt(start);
  if (code2 === QUOTE) return endOfString(text2, start);
  let at = start + 1;
  if (code2 === MINUS || isNumeric(code2)) while (isNumeric(text2.charCodeAt(at))) at += 1;
  return at;
}
function endOfString(text2, start) {
  let at = start + 1;
  while (at < text2.length) {
    const code2 = text2.charCodeAt(at);
    if (code2 === QUOTE) return at + 1;
    at += code2 === BACKSLASH ? 2 : 1;
  }
  return text2.length;
}
function isNumeric(code2) {
  return code2 >= 48 && code2 <= 57 || code2 === 43 || code2 === MINUS || code2 === 46 || (code2 | SPACE) === 101;
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
var textError = defineErrors("core", {
  "text-invalid": { ending: "configuration", remedy: "Save the file as UTF-8 text." },
  "input-too-large": { ending: "configuration", remedy: "Make the input smaller; the limit is in the message." }
});
function decodeText(input, maxBytes) {
  const size = typeof input === "string" ? Buffer.byteLength(input) : input.byteLength;
  if (size > maxBytes) {
    throw textError("input-too-large", { size, limit: maxBytes }, `input of ${size} bytes, the limit is ${maxBytes}`);
  }
  const text2 = typeof input === "string" ? wellFormed(input) : decode(input);
  return text2.startsWith("\uFEFF") ? text2.slice(1) : text2;
}
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw textError("text-invalid", {}, "the bytes are not UTF-8", { cause });
  }
}
function wellFormed(text2) {
  if (text2.isWellFormed()) return text2;
  throw textError("text-invalid", {}, "the text holds half of a surrogate pair");
}
var jsonError = defineErrors("core", {
  "json-invalid": {
    ending: "configuration",
    remedy: "Give one JSON value without repeated names; the message says where reading stopped."
  }
});
var DEFAULT_MAX_BYTES = 1024 * 1024;
var DEFAULT_MAX_DEPTH = 100;
function parseJson(input, limits = {}) {
  const text2 = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES);
  const fault = interchangeFault(text2, limits.maxDepth ?? DEFAULT_MAX_DEPTH);
  if (fault !== void 0) throw invalid(`${fault.why}, at character ${fault.at}`);
  try {
    return JSON.parse(text2);
  } catch (error2) {
    throw invalid(withoutQuotation(error2));
  }
}
function withoutQuotation(error2) {
  return String(error2).replace(/^SyntaxError: /, "").replace(/, (?:\.\.\.)?".*$/s, "").slice(0, 100);
}
function invalid(why) {
  return jsonError("json-invalid", {}, `not JSON that promo reads: ${why}`);
}
var ALPHANUMERIC = "[a-z0-9]+";
var SEPARATOR = "(?:\\.|_|__|-+)";
var COMPONENT = `${ALPHANUMERIC}(?:${SEPARATOR}${ALPHANUMERIC})*`;
var PATH = `${COMPONENT}(?:/${COMPONENT})*`;
var DOMAIN_LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
var HOST = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])`;
var DOMAIN = `${HOST}(?::[0-9]{1,5})?`;
var TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
var NAME = `(?:(?:${DOMAIN})/)?${PATH}`;
var REFERENCE = new RegExp(`^(?<name>${NAME})(?::(?<tag>${TAG}))?(?:@(?<digest>[^@]+))?$`);
var IMAGE_ID = /^[0-9a-f]{64}$/;
var TAG_ONLY = new RegExp(`^${TAG}$`);
var NAME_LENGTH_LIMIT = 255;
var TEXT_LENGTH_LIMIT = NAME_LENGTH_LIMIT + 1 + 128 + 1 + 71;
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
function parseImageReference(text2) {
  const { name, tag, digest } = splitReference(text2);
  if (digest !== void 0 && !isDigest(digest)) throw invalid2(text2, "its digest is not a full sha256 digest");
  if (digest === void 0 && tag === void 0 && IMAGE_ID.test(name)) {
    throw invalid2(text2, "64 hexadecimal digits are an image id, not a name");
  }
  return {
    name,
    ...normalForm(name),
    ...tag === void 0 ? {} : { tag },
    ...digest === void 0 ? {} : { digest }
  };
}
function splitReference(text2) {
  const groups = text2.length <= TEXT_LENGTH_LIMIT ? REFERENCE.exec(text2)?.groups : void 0;
  const name = groups?.["name"];
  if (name === void 0 || name.length > NAME_LENGTH_LIMIT) {
    throw invalid2(text2, "it does not follow the grammar of image references");
  }
  return { ...groups, name };
}
function parsePinnedImage(text2) {
  const reference = parseImageReference(text2);
  if (isPinned(reference)) return reference;
  throw imageError(
    "image-not-pinned",
    { found: text2 },
    `${text2} names ${reference.tag === void 0 ? "no digest" : "a tag"}, not a digest`
  );
}
function parseImageName(text2) {
  const reference = parseImageReference(text2);
  if (reference.tag === void 0 && reference.digest === void 0) return reference.name;
  throw invalid2(text2, "a repository name without tag or digest is wanted here");
}
function isPinned(reference) {
  return reference.digest !== void 0;
}
function isTag(text2) {
  return TAG_ONLY.test(text2);
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
  const path5 = isHost ? name.slice(slash + 1) : name;
  if (registry !== "docker.io" && registry !== "index.docker.io") return { registry, repository: path5 };
  return { registry: "docker.io", repository: path5.includes("/") ? path5 : `library/${path5}` };
}
function invalid2(text2, why) {
  const shown = text2.slice(0, 200);
  return imageError("image-invalid", { found: shown }, `${JSON.stringify(shown)} is not an image reference: ${why}`);
}
function notPinned(what, found) {
  return imageError("image-not-pinned", { what, found }, `${what} names ${found}, not a digest`);
}

// dist:dist/chunks/chunk-PQFFUKQW.js
import { readFileSync, realpathSync as realpathSync2, statSync } from "node:fs";
import path2 from "node:path";
var require11 = __promoRequire10(import.meta.url);
var DOCUMENT_LIMIT = 16 * 1024 * 1024;
function documentSource(value) {
  const isText = value.includes("\n") || /^[[{]/.test(value) || /:(?:\s|$)/.test(value);
  return isText ? { kind: "text", text: value } : { kind: "path", path: value };
}
function readDocument(source, workspace) {
  if (source.kind === "text") return decodeText(source.text, DOCUMENT_LIMIT);
  const real = realFile(path2.resolve(workspace, source.path), source.path);
  if (!path2.isAbsolute(source.path) && !isInside(real, realpathSync2(workspace))) {
    const shown = shorten(source.path);
    throw runnerError("document-missing", { path: shown }, `${shown} leads out of the workspace`);
  }
  return decodeText(readFileSync(real), DOCUMENT_LIMIT);
}
function realFile(file, shown) {
  try {
    const real = realpathSync2(file);
    const stats = statSync(real);
    if (stats.isFile() && stats.size <= DOCUMENT_LIMIT) return real;
  } catch {
  }
  const name = shorten(shown);
  throw runnerError("document-missing", { path: name }, `there is no file ${JSON.stringify(name)} of at most 16 MiB`);
}
function shorten(path23) {
  return path23.slice(0, 200);
}

// dist:dist/chunks/chunk-TPS4SRIS.js
import { createRequire as __promoRequire11 } from "node:module";
var require12 = __promoRequire11(import.meta.url);
var ITEM_LIMIT = 1e4;
function splitList(name, text2) {
  const items = text2.startsWith("[") ? jsonItems(name, text2) : text2.split(/\r?\n/);
  const filled2 = items.map((item) => item.trim()).filter((item) => item !== "");
  if (filled2.length <= ITEM_LIMIT) return filled2;
  throw runnerError("input-invalid", { input: name }, `${name} lists more than ${ITEM_LIMIT} items`);
}
function splitWords(name, text2) {
  const words = splitList(name, text2).flatMap((line) => line.split(","));
  return words.map((word) => word.trim()).filter((word) => word !== "");
}
function jsonItems(name, text2) {
  const value = parseJson(text2);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw runnerError("input-invalid", { input: name }, `${name} must be one item a line or a JSON array of strings`);
}

// dist:dist/chunks/chunk-ULWBOI4L.js
import { createRequire as __promoRequire13 } from "node:module";

// dist:dist/chunks/chunk-XKXTO5WA.js
import { createRequire as __promoRequire12 } from "node:module";
var require13 = __promoRequire12(import.meta.url);
var NAME2 = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_-])?$/;
function parseArtifactName(text2) {
  if (NAME2.test(text2)) return text2;
  const found = text2.slice(0, 100);
  throw runnerError("artifact-invalid", { found }, `${JSON.stringify(found)} is not a name of an artifact`);
}
function attemptName(prefix, leg, attempt2) {
  return parseArtifactName(`${prefix}-${leg}-${attempt2}`);
}
function newestAttempts(artifacts, prefix, attempt2) {
  const newest = /* @__PURE__ */ new Map();
  for (const artifact of artifacts) {
    const match = artifact.name.startsWith(`${prefix}-`) ? /^(.+)-([1-9][0-9]{0,5})$/.exec(artifact.name.slice(prefix.length + 1)) : null;
    const [, leg, written] = match ?? [];
    if (leg === void 0 || Number(written) > attempt2) continue;
    if (Number(written) > (newest.get(leg)?.attempt ?? 0)) newest.set(leg, { leg, attempt: Number(written), artifact });
  }
  return [...newest.values()].sort((a, b) => a.leg.localeCompare(b.leg));
}

// dist:dist/chunks/chunk-ULWBOI4L.js
import {
  debug,
  endGroup,
  error,
  getIDToken,
  info,
  isDebug,
  notice,
  setOutput,
  setSecret,
  startGroup,
  warning
} from "./chunk-7RZFKCBP.js";
import { mkdtemp, readdir as readdir2, rm } from "node:fs/promises";
import path3 from "node:path";
import { createHash as createHash2 } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path4 from "node:path";
import { pipeline } from "node:stream/promises";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path22 from "node:path";
import { pipeline as pipeline2 } from "node:stream/promises";
import { readFileSync as readFileSync2, statSync as statSync2 } from "node:fs";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path42 from "node:path";
import { appendFileSync, statSync as statSync22 } from "node:fs";
var require14 = __promoRequire13(import.meta.url);
var HEADLINES = {
  findings: "Refused: the evidence says no",
  configuration: "Stopped: something must be changed first",
  infrastructure: "Not decided: a service or tool failed"
};
var FAULT_LIMIT = 20;
function failureSummary(error2, docs) {
  const listed2 = faults(error2.facts["faults"]);
  return String(
    blocks(
      heading(3, HEADLINES[error2.ending]),
      md`${code(error2.code)}: ${listed2.length > 1 ? prose(`${String(listed2.length)} problems`) : prose(error2.message)}`,
      listed2.length > 1 ? bullets(listed2, FAULT_LIMIT) : md``,
      md`**What to do:** ${prose(error2.remedy)}`,
      docs === void 0 ? md`` : md`More: ${link(docs, docs)}`
    )
  );
}
function faults(found) {
  return Array.isArray(found) ? found.map(faultText) : [];
}
function faultText(fault) {
  if (typeof fault === "string") return prose(fault);
  if (typeof fault !== "object" || fault === null) return md``;
  const input = Reflect.get(fault, "input");
  const message = Reflect.get(fault, "message");
  const text2 = prose(typeof message === "string" ? message : "");
  return typeof input === "string" ? md`${code(input)}: ${text2}` : text2;
}
var MASK = /^::add-mask::[^\r\n]*\r?\n$/;
var DEBUG = /^::debug::[^\r\n]*\r?\n$/;
var speakers = 0;
var restore = () => void 0;
var passing = false;
async function overhear(call, hear) {
  begin(hear);
  try {
    return await call();
  } finally {
    end();
  }
}
function aside(write) {
  const before = passing;
  passing = true;
  try {
    write();
  } finally {
    passing = before;
  }
}
function begin(hear) {
  speakers += 1;
  if (speakers > 1) return;
  const held = Reflect.getOwnPropertyDescriptor(process.stdout, "write");
  const write = process.stdout.write.bind(process.stdout);
  const replacement = (chunk) => {
    if (passing || typeof chunk !== "string" || MASK.test(chunk)) return write(chunk);
    if (!DEBUG.test(chunk)) aside(() => hear(chunk.trimEnd()));
    else if (isDebug()) write(chunk);
    return true;
  };
  process.stdout.write = replacement;
  restore = () => {
    if (held === void 0) Reflect.deleteProperty(process.stdout, "write");
    else Reflect.defineProperty(process.stdout, "write", held);
  };
}
function end() {
  speakers -= 1;
  if (speakers === 0) restore();
}
var FILE_LIMIT = 1e4;
async function regularFiles(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (odd !== void 0) throw invalid3(`${odd.name} is neither a file nor a directory`);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path4.join(entry.parentPath, entry.name));
  if (files.length === 0) throw invalid3("there are no files to upload");
  if (files.length > FILE_LIMIT) throw invalid3(`there are more than ${FILE_LIMIT} files`);
  return files.sort();
}
async function digestOfFile(file) {
  const hash = createHash2("sha256");
  await pipeline(createReadStream(file), hash);
  return parseDigest(`sha256:${hash.digest("hex")}`);
}
function invalid3(why, cause) {
  return runnerError("artifact-invalid", {}, `the artifact cannot be used: ${why}`, { cause });
}
function assertArchive(name, found, expected) {
  if (expected === void 0 || found === expected) return;
  throw runnerError(
    "artifact-mismatch",
    { name, found, expected },
    `artifact ${name} has digest ${found}, expected ${expected}`
  );
}
var SIZE_LIMIT = 16 * 1024 ** 3;
async function unpack(archive, directory) {
  const { openPromise } = await import("./zip-AMT3CGFQ.js");
  try {
    const zip = await openPromise(archive, { lazyEntries: true, strictFileNames: true, autoClose: false });
    try {
      await unpackEntries(zip, directory);
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw invalid3(cause instanceof Error ? cause.message : "it is not a zip archive", cause);
  }
}
async function unpackEntries(zip, directory) {
  let files = 0;
  let size = 0;
  for await (const entry of zip.eachEntry()) {
    files += 1;
    size += entry.uncompressedSize;
    if (files > FILE_LIMIT || size > SIZE_LIMIT) throw invalid3("it holds more than an artifact may");
    await unpackEntry(zip, entry, directory);
  }
}
async function unpackEntry(zip, entry, directory) {
  const target = path22.join(directory, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(path22.dirname(target), { recursive: true });
  await pipeline2(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: "wx" }));
}
function createGitHubArtifacts(ports) {
  const call = async (name, use) => {
    const { DefaultArtifactClient } = await import("./artifact-UJHJHDK5.js");
    try {
      return await overhear(
        () => use(new DefaultArtifactClient()),
        (line) => ports.log.debug(line)
      );
    } catch (error2) {
      throw translate(name, error2);
    }
  };
  return {
    async upload(name, directory) {
      parseArtifactName(name);
      const files = await regularFiles(directory);
      const { id, digest, size } = await call(name, (client) => client.uploadArtifact(name, [...files], directory));
      if (id === void 0 || digest === void 0) {
        throw runnerError("artifact-unavailable", { name }, `the service took artifact ${name} without a digest`);
      }
      return { id: String(id), digest: parseDigest(`sha256:${digest}`), size: size ?? 0 };
    },
    async download(name, expected = {}) {
      parseArtifactName(name);
      const directory = await mkdtemp(path3.join(ports.temp(), "promo-artifact-"));
      const packed = path3.join(directory, "archive");
      await call(name, async (client) => {
        const { artifact } = await client.getArtifact(name);
        await client.downloadArtifact(artifact.id, { path: packed, skipDecompress: true });
      });
      const archive = await onlyFile(packed);
      assertArchive(name, await digestOfFile(archive), expected.digest);
      const content = path3.join(directory, "content");
      await unpack(archive, content);
      await rm(packed, { recursive: true });
      return content;
    },
    async list(prefix) {
      const { artifacts } = await call(prefix, (client) => client.listArtifacts());
      return artifacts.filter(({ name }) => name.startsWith(prefix)).map(listed).sort((a, b) => a.name.localeCompare(b.name) || Number(a.id) - Number(b.id));
    }
  };
}
function listed(artifact) {
  const { name, id, digest, createdAt } = artifact;
  return { name, id: String(id), digest: isDigest(digest) ? digest : void 0, createdAt };
}
async function onlyFile(directory) {
  const [file, ...others] = await readdir2(directory);
  if (file === void 0 || others.length > 0) throw invalid3("the service did not send one archive");
  return path3.join(directory, file);
}
function translate(name, error2) {
  if (isPromoError(error2)) return error2;
  const message = error2 instanceof Error ? error2.message : "";
  if (error2 instanceof Error && error2.name === "ArtifactNotFoundError") {
    return runnerError("artifact-missing", { name }, `this run has no artifact ${name}`);
  }
  if (message.includes("(409)"))
    return runnerError("artifact-taken", { name }, `this run already has an artifact ${name}`);
  if (message.includes("not currently supported on GHES")) {
    return runnerError("artifact-unavailable", { name }, "this GitHub server has no artifact service", {
      remedy: "Artifacts need github.com or *.ghe.com."
    });
  }
  return runnerError("artifact-unavailable", { name }, `artifact ${name}: the service failed`, { cause: error2 });
}
var EVENT_SIZE_LIMIT = 26 * 1024 * 1024;
function readEvent(path5) {
  if (path5 === void 0 || path5 === "") return null;
  try {
    if (statSync2(path5).size > EVENT_SIZE_LIMIT) return null;
    return parseJson(readFileSync2(path5), { maxBytes: EVENT_SIZE_LIMIT });
  } catch {
    return null;
  }
}
function repositoryFacts(event) {
  const repository = member(event, "repository");
  const branch = member(repository, "default_branch");
  return { visibility: visibilityOf(repository), defaultBranch: typeof branch === "string" ? branch : void 0 };
}
function visibilityOf(repository) {
  const visibility = member(repository, "visibility");
  if (visibility === "public" || visibility === "private" || visibility === "internal") return visibility;
  const isPrivate = member(repository, "private");
  return isPrivate === true ? "private" : isPrivate === false ? "public" : "unknown";
}
function pullRequestOf(event) {
  const pull = member(event, "pull_request");
  const head = member(pull, "head");
  const base = member(pull, "base");
  const number = member(pull, "number");
  if (typeof number !== "number") return void 0;
  return {
    number,
    headSha: text(head, "sha"),
    headRef: text(head, "ref"),
    headRepositoryId: identifier(member(head, "repo")),
    baseRef: text(base, "ref"),
    baseSha: text(base, "sha"),
    baseRepositoryId: identifier(member(base, "repo"))
  };
}
function mergeGroupOf(event) {
  const group = member(event, "merge_group");
  if (group === null) return void 0;
  return {
    headSha: text(group, "head_sha"),
    headRef: text(group, "head_ref"),
    baseSha: text(group, "base_sha"),
    baseRef: text(group, "base_ref")
  };
}
function member(value, key) {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return null;
  const found = Reflect.get(value, key);
  return found;
}
function text(value, key) {
  const found = member(value, key);
  return typeof found === "string" ? found : "";
}
function identifier(repository) {
  const id = member(repository, "id");
  return typeof id === "number" || typeof id === "string" ? String(id) : void 0;
}
function createContext(env, event) {
  const facts = repositoryFacts(event);
  const pullRequest = pullRequestOf(event);
  const mergeGroup = mergeGroupOf(event);
  const read = (variable) => required(env, variable);
  return {
    get repository() {
      return readRepository(read, facts);
    },
    get sha() {
      return parseCommit(read("GITHUB_SHA"));
    },
    get ref() {
      return read("GITHUB_REF");
    },
    get refName() {
      return read("GITHUB_REF_NAME");
    },
    refProtected: env["GITHUB_REF_PROTECTED"] === "true",
    eventName: env["GITHUB_EVENT_NAME"] ?? "",
    event,
    get runId() {
      return read("GITHUB_RUN_ID");
    },
    get runNumber() {
      return Number(read("GITHUB_RUN_NUMBER"));
    },
    get runAttempt() {
      return Number(read("GITHUB_RUN_ATTEMPT"));
    },
    get job() {
      return read("GITHUB_JOB");
    },
    get workflowRef() {
      return read("GITHUB_WORKFLOW_REF");
    },
    get workflowSha() {
      return parseCommit(read("GITHUB_WORKFLOW_SHA"));
    },
    get actor() {
      return read("GITHUB_ACTOR");
    },
    serverUrl: filled(env, "GITHUB_SERVER_URL") ?? "https://github.com",
    apiUrl: filled(env, "GITHUB_API_URL") ?? "https://api.github.com",
    get workspace() {
      return read("GITHUB_WORKSPACE");
    },
    get temp() {
      return read("RUNNER_TEMP");
    },
    get toolCache() {
      return read("RUNNER_TOOL_CACHE");
    },
    runnerEnvironment: env["RUNNER_ENVIRONMENT"] ?? "",
    pullRequest,
    mergeGroup
  };
}
function readRepository(read, facts) {
  const fullName = parseRepositoryName(read("GITHUB_REPOSITORY"));
  const slash = fullName.indexOf("/");
  return {
    owner: fullName.slice(0, slash),
    name: fullName.slice(slash + 1),
    fullName,
    id: read("GITHUB_REPOSITORY_ID"),
    visibility: facts.visibility,
    get defaultBranch() {
      if (facts.defaultBranch !== void 0) return facts.defaultBranch;
      throw runnerError("context-missing", { found: "event" }, "the event does not name the default branch");
    }
  };
}
function filled(env, variable) {
  const value = env[variable];
  return value === void 0 || value === "" ? void 0 : value;
}
function required(env, variable) {
  const value = filled(env, variable);
  if (value !== void 0) return value;
  throw runnerError("context-missing", { variable }, `${variable} is not set`);
}
var ACTION_REPOSITORY = /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/;
var ACTION_REF = /^[A-Za-z0-9._/-]+$/;
function docsLink(code2, env) {
  const page = `docs/errors.md#${code2}`;
  const { GITHUB_ACTION_REPOSITORY: repository = "", GITHUB_ACTION_REF: ref = "", GITHUB_SERVER_URL: server = "" } = env;
  const known = ACTION_REPOSITORY.test(repository) && ACTION_REF.test(ref) && server.startsWith("https://");
  return known ? `${server}/${repository}/blob/${ref}/${page}` : page;
}
var ANNOTATION_LIMIT = 8;
var AnnotationBudget = class {
  #counts = /* @__PURE__ */ new Map();
  /** True while the next annotation of this type still fits. */
  take(level) {
    const count = (this.#counts.get(level) ?? 0) + 1;
    this.#counts.set(level, count);
    return count <= ANNOTATION_LIMIT;
  }
  /** How many of each type were left out. */
  leftOut() {
    return [...this.#counts].map(([level, count]) => ({ level, count: count - ANNOTATION_LIMIT })).filter(({ count }) => count > 0);
  }
};
var TERMINAL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^_])/g;
var CONTROL2 = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g;
function printable(text2) {
  return text2.replaceAll(/\r\n?/g, "\n").replaceAll(TERMINAL_SEQUENCE, "").replaceAll(CONTROL2, "");
}
function oneLine(text2) {
  return printable(text2).replaceAll(/\s*\n\s*/g, " ").trim();
}
function clip2(text2, limit) {
  if (text2.length <= limit) return text2;
  const end2 = /[\uD800-\uDBFF]$/.test(text2.slice(0, limit)) ? limit - 1 : limit;
  return `${text2.slice(0, end2)}… (${text2.length - end2} characters more)`;
}
function inert(text2) {
  return printable(text2).replaceAll(/^(\s*:)(?=:)/gm, "$1 ").replaceAll("##[", "## [");
}
var TEXT_LIMIT2 = 16e3;
var ANNOTATION_TEXT_LIMIT = 4e3;
var COMMANDS = {
  error: (text2, properties2) => aside(() => error(text2, properties2)),
  warning: (text2, properties2) => aside(() => warning(text2, properties2)),
  notice: (text2, properties2) => aside(() => notice(text2, properties2))
};
function createGitHubLog(masks) {
  const budget = new AnnotationBudget();
  const clean = (text2) => inert(clip2(masks.scrub(text2), ANNOTATION_TEXT_LIMIT));
  const line = (text2) => aside(() => info(inert(clip2(masks.scrub(text2), TEXT_LIMIT2))));
  const annotate = (level, message, place) => {
    if (budget.take(level)) COMMANDS[level](clean(message), properties(place));
    else line(`${level}: ${message}`);
  };
  return {
    info: line,
    progress: line,
    notice: (text2) => annotate("notice", text2),
    warning: (text2) => annotate("warning", text2),
    debug: (text2) => debug(clean(text2)),
    async group(title, run) {
      aside(() => startGroup(oneLine(clean(title))));
      try {
        return await run();
      } finally {
        aside(endGroup);
      }
    },
    annotate,
    last: (level, message, title) => COMMANDS[level](clean(message), { title: oneLine(title) }),
    close() {
      for (const { level, count } of budget.leftOut()) {
        COMMANDS[level](`and ${count} more of this kind: see the log and the summary of this step`);
      }
    }
  };
}
function properties(place) {
  if (place === void 0) return {};
  return {
    file: oneLine(inert(place.file)),
    ...place.title === void 0 ? {} : { title: oneLine(inert(place.title)) },
    ...place.startLine === void 0 ? {} : { startLine: place.startLine },
    ...place.endLine === void 0 ? {} : { endLine: place.endLine }
  };
}
async function requestIdentityToken(audience, env) {
  const filled2 = ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"].every((name) => env[name]);
  if (!filled2) throw runnerError("identity-unavailable", {}, "this job may not request an identity token");
  try {
    return await overhear(
      () => getIDToken(audience),
      () => void 0
    );
  } catch (error2) {
    throw refused2(error2);
  }
}
function refused2(error2) {
  const status = error2 instanceof Error ? /Error Code : (\d{3})/.exec(error2.message)?.[1] : void 0;
  const answer = status === void 0 ? "it gave no usable answer" : `status ${status}`;
  return runnerError("identity-refused", { status: status ?? null }, `no identity token from the runner: ${answer}`);
}
var LINE_MINIMUM = 4;
var ENCODING_MINIMUM = 6;
var PEM_FRAME = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/;
function createMasks() {
  const forms = /* @__PURE__ */ new Set();
  let longestFirst = [];
  return {
    add(secret) {
      const added = maskedForms(secret).filter((form) => !forms.has(form));
      for (const form of added) forms.add(form);
      longestFirst = [...forms].sort((a, b) => b.length - a.length);
      return added;
    },
    scrub: (text2) => longestFirst.reduce((clean, form) => clean.replaceAll(form, "***"), text2),
    covers: (text2) => longestFirst.some((form) => text2.includes(form))
  };
}
function maskedForms(secret) {
  const whole = secret.trim();
  if (whole === "") return [];
  const lines = whole.split(/[\r\n]+/).map((line) => line.trim());
  const plain = lines.length === 1 ? lines : lines.filter((line) => line.length >= LINE_MINIMUM && !PEM_FRAME.test(line));
  const encoded = plain.length === 0 || whole.length < ENCODING_MINIMUM ? [] : encodings(whole);
  return [.../* @__PURE__ */ new Set([...plain, ...encoded])];
}
function encodings(whole) {
  const bytes = Buffer.from(whole);
  return [
    ...base64Forms(bytes),
    encodeURIComponent(whole.toWellFormed()),
    JSON.stringify(whole).slice(1, -1),
    bytes.toString("hex")
  ];
}
function base64Forms(bytes) {
  return [0, 1, 2].flatMap((shift) => {
    const usable = bytes.subarray(shift, bytes.length - (bytes.length - shift) % 3);
    const standard = usable.toString("base64");
    return standard.length < ENCODING_MINIMUM ? [] : [standard, usable.toString("base64url")];
  });
}
var OUTPUT_LIMIT = 64 * 1024;
var JOB_LIMIT = 512 * 1024;
function writeOutputs(values, ports) {
  const ready = Object.entries(values).map(([name, value]) => [name, outputText(name, value, ports)]);
  for (const [name, text2] of ready) ports.write(name, text2);
}
function outputText(name, given, ports) {
  if (!ports.declared.includes(name)) {
    throw runnerError("output-unknown", { output: name }, `the action declares no output ${name}`);
  }
  const text2 = typeof given === "string" ? given : JSON.stringify(given);
  const value = fitting(name, text2, ports);
  const mayCross = ports.crossing?.includes(name) ?? true;
  if (!mayCross || !ports.masks.covers(value)) return value;
  throw runnerError("output-masked", { output: name }, `output ${name} contains a masked value`);
}
function fitting(name, text2, { crossing, temp }) {
  if (Buffer.byteLength(text2) <= OUTPUT_LIMIT) return text2;
  if (crossing?.includes(name) !== true) return spill(name, text2, temp());
  if (text2.length <= JOB_LIMIT) return text2;
  throw runnerError(
    "output-too-large",
    { output: name, size: text2.length },
    `output ${name} has ${text2.length} characters`
  );
}
function spill(name, text2, directory) {
  const file = path42.join(directory, `promo-${name}-${randomUUID()}.json`);
  writeFileSync(file, text2, { flag: "wx" });
  return file;
}
var SUMMARY_LIMIT = 1024 * 1024;
var RESERVE = 16 * 1024;
var CUT_NOTE = "\n\n_The rest does not fit in a job summary._\n";
function fit(markdown, room) {
  const text2 = markdown.endsWith("\n") ? markdown : `${markdown}
`;
  if (Buffer.byteLength(text2) <= room) return text2;
  const space = room - Buffer.byteLength(CUT_NOTE);
  if (space <= 0) return "";
  const cut = Buffer.from(text2).subarray(0, space).toString("utf8");
  return `${cut.slice(0, cut.lastIndexOf("\n") + 1)}${CUT_NOTE}`;
}
function appendSummary(file, markdown, last) {
  if (file === void 0 || file === "") return;
  const used = statSync22(file, { throwIfNoEntry: false })?.size ?? 0;
  const text2 = fit(markdown, SUMMARY_LIMIT - used - (last ? 0 : RESERVE));
  if (text2 !== "") appendFileSync(file, `${text2}
`);
}
function createGitHubStage(env, signal, options) {
  const masks = createMasks();
  const log = createGitHubLog(masks);
  const context = createContext(env, readEvent(env["GITHUB_EVENT_PATH"]));
  const input = (name) => env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`];
  const wantsSummary = !/^\s*false\s*$/i.test(input("summary") ?? "");
  const summarise = (markdown, last) => {
    if (wantsSummary) appendSummary(env["GITHUB_STEP_SUMMARY"], masks.scrub(markdown), last);
  };
  const mask = (secret) => masks.add(secret).forEach((form) => setSecret(form));
  const runner = {
    context,
    log,
    signal,
    mask,
    artifacts: createGitHubArtifacts({ temp: () => context.temp, log }),
    async identityToken(audience) {
      const token = await requestIdentityToken(audience, env);
      mask(token);
      return token;
    },
    outputs: (values) => writeOutputs(values, {
      declared: options.outputs,
      crossing: options.crossing,
      masks,
      temp: () => context.temp,
      write: (name, text2) => setOutput(name, text2)
    }),
    summary: async (markdown) => summarise(markdown, false),
    annotate: (level, message, place) => log.annotate(level, message, place)
  };
  return {
    runner,
    input,
    finish(ending) {
      attempt(log, () => {
        setOutput("outcome", ending.outcome);
        setOutput("failure-code", ending.error?.code ?? "");
      });
      log.close();
      if (ending.error === void 0) return;
      const docs = docsLink(ending.error.code, env);
      explain(ending, docs, log);
      attempt(log, () => ending.error && summarise(failureSummary(ending.error, docs), true));
    }
  };
}
function explain({ error: error2, failed }, docs, log) {
  if (error2 === void 0) return;
  const cause = error2.cause instanceof Error ? error2.cause.stack ?? error2.cause.message : "";
  if (isDebug()) log.debug(`${error2.stack ?? ""}
${cause}`);
  log.last(failed ? "error" : "warning", `${error2.message}
What to do: ${error2.remedy}
More: ${docs}`, error2.code);
}
function attempt(log, write) {
  try {
    write();
  } catch (error2) {
    log.info(`could not be written: ${error2 instanceof Error ? error2.message : "unknown"}`);
  }
}
var PASSED = { outcome: "pass", error: void 0, failed: false };
function endWith(error2, mode) {
  return { outcome: error2.ending, error: error2, failed: !(error2.ending === "findings" && mode === "warn") };
}
function endOfReturn(ending, mode) {
  return ending === void 0 ? PASSED : endWith(ending.error, ending.mode ?? mode);
}
function endOfThrow(thrown, mode, signal) {
  return endWith(signal.aborted ? cancelled(signal.reason) : asPromoError(thrown), mode);
}
function cancelled(reason) {
  const by = typeof reason === "string" ? ` by ${reason}` : "";
  return runnerError("cancelled", {}, `the run was stopped${by} before it had finished`);
}
var GRACE_MS = 3e3;
var LINGER_MS = 1e3;
var SIGNALS = ["SIGINT", "SIGTERM"];
function guard(host, write) {
  const controller = new AbortController();
  let finished = false;
  const end2 = (ending) => {
    if (finished) return;
    finished = true;
    host.exitCode = ending.failed ? 1 : 0;
    write(ending);
  };
  const leave = (ending) => {
    end2(ending);
    host.exit();
  };
  for (const name of SIGNALS) {
    host.on(name, () => {
      controller.abort(name);
      setTimeout(() => leave(endWith(cancelled(name), "enforce")), GRACE_MS).unref();
    });
  }
  host.on("uncaughtException", (error2) => leave(endWith(asPromoError(error2), "enforce")));
  host.on("exit", () => {
    const early = runnerError("ended-early", {}, "the action ended before it was done");
    end2(endWith(controller.signal.aborted ? cancelled(controller.signal.reason) : early, "enforce"));
  });
  return {
    signal: controller.signal,
    finish(ending) {
      end2(ending);
      setTimeout(() => host.exit(), LINGER_MS).unref();
    }
  };
}
var Field = class _Field {
  #state;
  constructor(state) {
    this.#state = state;
  }
  static of(input, read) {
    try {
      return new _Field({ value: read() });
    } catch (error2) {
      return new _Field({ faults: [{ input, error: asPromoError(error2) }] });
    }
  }
  static state(field) {
    return field.#state;
  }
};
function faultsOf(field) {
  const state = Field.state(field);
  return "faults" in state ? state.faults : [];
}
function valuesOf(fields) {
  const entries = Object.entries(fields).map(([name, field]) => {
    const state = Field.state(field);
    return [name, "value" in state ? state.value : void 0];
  });
  return Object.fromEntries(entries);
}
var SHOWN_LIMIT = 20;
function refusal(faults2) {
  const facts = { faults: faults2.map(describe) };
  const message = faults2.slice(0, SHOWN_LIMIT).map(sentence).join("; ") + rest(faults2.length - SHOWN_LIMIT);
  const [first] = faults2;
  const shared = first !== void 0 && faults2.every(({ error: error2 }) => error2.code === first.error.code);
  if (!shared) return runnerError("input-invalid", facts, message, { remedy: remedies(faults2) });
  const { code: code2, ending, remedy, cause } = first.error;
  return new PromoError(code2, { ending: endingOf(ending), remedy }, facts, message, cause);
}
function endingOf(ending) {
  return ending === "findings" ? "configuration" : ending;
}
function sentence({ input, error: error2 }) {
  return `input ${input}: ${error2.message}`;
}
function describe({ input, error: error2 }) {
  const { code: code2, message, remedy, facts } = error2;
  return { input, code: code2, message, remedy, ..."found" in facts ? { found: facts["found"] } : {} };
}
function remedies(faults2) {
  return [...new Set(faults2.map(({ error: error2 }) => error2.remedy))].slice(0, SHOWN_LIMIT).join(" ");
}
function rest(count) {
  return count > 0 ? `; and ${count} more` : "";
}
var TRUE = /* @__PURE__ */ new Set(["true", "True", "TRUE"]);
var FALSE = /* @__PURE__ */ new Set(["false", "False", "FALSE"]);
function createInputReader(ports) {
  const known = [];
  const keep = (field) => {
    known.push(field);
    return field;
  };
  const text2 = (name) => {
    const value = ports.value(name)?.trim();
    return value === "" ? void 0 : value;
  };
  const withDefault = (name, fallback, parse) => keep(
    Field.of(name, () => {
      const value = text2(name);
      return value === void 0 ? fallback : parse(value);
    })
  );
  const optional = (name, parse) => withDefault(name, void 0, parse);
  return {
    required: (name, parse) => keep(Field.of(name, () => parse(text2(name) ?? missing(name)))),
    optional,
    withDefault,
    list: (name, parse) => withDefault(name, [], (value) => splitList(name, value).map((item) => parse(item))),
    flag: (name, fallback) => withDefault(name, fallback, (value) => parseFlag(name, value)),
    choice: (name, choices, fallback) => withDefault(name, fallback, (value) => pick(name, choices, value)),
    choices: (name, allowed, fallback) => withDefault(name, fallback, (value) => splitWords(name, value).map((word) => pick(name, allowed, word))),
    secret: (name, parse = (value) => value) => optional(name, (value) => {
      ports.mask(value);
      return parse(value);
    }),
    document: (name) => optional(name, (value) => readDocument(documentSource(value), ports.workspace())),
    documentSource: (name) => optional(name, documentSource),
    all: (name, fields, join) => {
      const faults2 = Object.values(fields).flatMap(faultsOf);
      if (faults2.length > 0) return new Field({ faults: [] });
      return keep(Field.of(name, () => join(valuesOf(fields))));
    },
    mask: (secrets) => secrets.forEach((secret) => ports.mask(secret)),
    request(fields) {
      const faults2 = known.flatMap(faultsOf);
      if (faults2.length > 0) throw refusal(faults2);
      return valuesOf(fields);
    }
  };
}
function missing(name) {
  throw runnerError("input-missing", { input: name }, "it is required");
}
function parseFlag(name, value) {
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw wanted(name, value, "true or false");
}
function pick(name, choices, value) {
  const found = choices.find((choice) => choice === value);
  if (found !== void 0) return found;
  throw wanted(name, value, choices.join(", "));
}
function wanted(name, value, what) {
  const found = value.slice(0, 100);
  return runnerError("input-invalid", { input: name, found }, `${JSON.stringify(found)} is not one of ${what}`);
}
var MODES = ["enforce", "warn"];
var PRIVILEGED_EVENTS = /* @__PURE__ */ new Set(["pull_request_target", "workflow_run"]);
function untrustedEvent(context) {
  const { eventName, pullRequest } = context;
  if (PRIVILEGED_EVENTS.has(eventName)) return refuse(eventName, `refused on ${eventName}`);
  const concerns = eventName.startsWith("pull_request") || member(context.event, "pull_request") !== null;
  if (!concerns) return void 0;
  if (pullRequest?.headRepositoryId === void 0 || pullRequest.baseRepositoryId === void 0) {
    return refuse(eventName, "the repository of the pull request is not known");
  }
  if (pullRequest.headRepositoryId === pullRequest.baseRepositoryId) return void 0;
  return refuse(eventName, `the pull request comes from repository ${pullRequest.headRepositoryId}, not from this one`);
}
function refuse(eventName, message) {
  return runnerError("untrusted-event", { eventName }, message);
}
async function perform(readRequest, load, stage, options) {
  const { runner } = stage;
  let mode = "enforce";
  try {
    if (options.acting === true) assertTrusted(runner);
    const input = createInputReader({
      value: stage.input,
      mask: (secret) => runner.mask(secret),
      workspace: () => runner.context.workspace
    });
    const common = { mode: input.choice("mode", MODES, "enforce"), summary: input.flag("summary", true) };
    const request = readRequest(input);
    const wanted2 = input.request(common);
    if (options.modeFrom !== "ending") mode = wanted2.mode;
    const recipe = await load();
    const ending = await recipe.run(request, wanted2.summary ? runner : withoutSummary(runner));
    return endOfReturn(ending ?? void 0, mode);
  } catch (thrown) {
    return endOfThrow(await explained(thrown, stage), mode, runner.signal);
  }
}
function assertTrusted(runner) {
  const refusal2 = untrustedEvent(runner.context);
  if (refusal2 !== void 0) throw refusal2;
}
function withoutSummary(runner) {
  return { ...runner, summary: async () => void 0 };
}
async function explained(thrown, stage) {
  if (!isPromoError(thrown) || thrown.code !== "image-not-pinned" || stage.runner.signal.aborted) return thrown;
  const { namePinned } = await import("./unpinned-YO77VTZT.js");
  return namePinned(thrown, stage);
}
async function runAction(readRequest, load, options) {
  const { signal, finish } = guard(process, (ending) => stage.finish(ending));
  const stage = createGitHubStage(process.env, signal, options);
  finish(await perform(readRequest, load, stage, options));
}
function maskCredentials(username, password) {
  return username === void 0 || password === void 0 ? [] : [Buffer.from(`${username}:${password}`).toString("base64")];
}
function maskAuths(auths) {
  const values = (auths ?? "").matchAll(/["']?password["']?\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,}]+)/gi);
  return [...values].map(([, value = ""]) => unquoted(value)).filter((value) => value !== "");
}
function unquoted(value) {
  if (value.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value.slice(1, -1);
  }
}
var EVIDENCE_FORMATS = ["bundle", "legacy"];
function imagesInput(input, name = "images") {
  return input.all(name, { images: input.list(name, parseSubject) }, ({ images }) => {
    if (images.length > 0) return images;
    throw runnerError("input-missing", { input: name }, "it must name at least one image");
  });
}
function fromArtifactInput(input) {
  const fields = {
    name: input.optional("from-artifact", parseArtifactName),
    digest: input.optional("from-artifact-digest", parseArchiveDigest)
  };
  return input.all("from-artifact", fields, ({ name, digest }) => {
    if (name === void 0 && digest === void 0) return void 0;
    if (name === void 0) throw runnerError("input-missing", {}, "`from-artifact-digest` needs `from-artifact`");
    if (digest !== void 0) return { name, digest };
    throw runnerError("output-masked", { input: "from-artifact-digest" }, "`from-artifact-digest` is empty");
  });
}
function artifactInput(input) {
  return input.optional("artifact", parseArtifactName);
}
function registryInput(input) {
  const fields = {
    username: input.optional("registry-username", parseUsername),
    password: input.secret("registry-password", parseSecret),
    auths: input.optional("registry-auths", parseSecret),
    insecureRegistries: input.list("insecure-registries", parseHost),
    githubToken: tokenInput(input)
  };
  return input.all("registry-username", fields, (access) => {
    if (access.username === void 0 !== (access.password === void 0)) {
      throw runnerError("input-missing", {}, "`registry-username` and `registry-password` belong together");
    }
    input.mask(maskCredentials(access.username, access.password));
    input.mask(maskAuths(access.auths));
    return access;
  });
}
function sigstoreInput(input) {
  return input.all(
    "signing-config",
    {
      signingConfig: input.document("signing-config"),
      trustedRoot: input.document("trusted-root"),
      identityToken: input.secret("identity-token", parseToken),
      publicLog: input.flag("public-log", false)
    },
    (access) => access
  );
}
function tokenInput(input) {
  return input.secret("token", parseToken);
}
function evidenceFormatsInput(input) {
  return input.choices("evidence-formats", EVIDENCE_FORMATS, EVIDENCE_FORMATS);
}
function evidenceRepositoryInput(input) {
  return input.optional("evidence-repository", parseImageName);
}
function parseSeverity(text2) {
  if (isSeverity(text2)) return text2;
  throw runnerError("input-invalid", { found: text2.slice(0, 50) }, `not one of ${SEVERITIES.join(", ")}`);
}
function parseCount(text2) {
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text2)) return Number(text2);
  throw runnerError(
    "input-invalid",
    { found: text2.slice(0, 50) },
    `not a whole number: ${JSON.stringify(text2.slice(0, 50))}`
  );
}
function durationInput(input, name, fallback) {
  return input.withDefault(name, parseDuration(fallback), parseDuration);
}
function parseArchiveDigest(text2) {
  return isDigest(text2) ? text2 : parseDigest(text2.startsWith("sha256:") ? text2 : `sha256:${text2}`);
}
function parseUsername(text2) {
  if (text2.length <= 256 && /^[^\s:\p{C}]+$/u.test(text2)) return text2;
  throw refused(text2, "a user name: one word without a colon");
}
function parseSubject(text2) {
  if (!text2.endsWith("@")) return parsePinnedImage(text2);
  throw runnerError("output-masked", { found: text2.slice(0, 300) }, `${text2.slice(0, 300)} has no digest behind the @`);
}
export {
  prose as _0_prose,
  splitList as _10_splitList,
  splitWords as _10_splitWords,
  artifactInput as _11_artifactInput,
  durationInput as _11_durationInput,
  evidenceFormatsInput as _11_evidenceFormatsInput,
  evidenceRepositoryInput as _11_evidenceRepositoryInput,
  fromArtifactInput as _11_fromArtifactInput,
  imagesInput as _11_imagesInput,
  parseCount as _11_parseCount,
  parseSeverity as _11_parseSeverity,
  registryInput as _11_registryInput,
  runAction as _11_runAction,
  sigstoreInput as _11_sigstoreInput,
  tokenInput as _11_tokenInput,
  attemptName as _12_attemptName,
  newestAttempts as _12_newestAttempts,
  parseArtifactName as _12_parseArtifactName,
  COMMIT_PATTERN as _1_COMMIT_PATTERN,
  NAME_PATTERN as _1_NAME_PATTERN,
  REPOSITORY_PATTERN as _1_REPOSITORY_PATTERN,
  SEVERITIES as _1_SEVERITIES,
  isSeverity as _1_isSeverity,
  parseCommit as _1_parseCommit,
  parseEnvironmentName as _1_parseEnvironmentName,
  parseLegName as _1_parseLegName,
  parseRepositoryName as _1_parseRepositoryName,
  reaches as _1_reaches,
  parseBranch as _2_parseBranch,
  parseGlob as _2_parseGlob,
  parseHost as _2_parseHost,
  parseKeyValue as _2_parseKeyValue,
  parseLine as _2_parseLine,
  parsePath as _2_parsePath,
  parseRepositoryPath as _2_parseRepositoryPath,
  parseSecret as _2_parseSecret,
  parseText as _2_parseText,
  parseToken as _2_parseToken,
  refused as _2_refused,
  Markdown as _3_Markdown,
  blocks as _3_blocks,
  bullets as _3_bullets,
  clipText as _3_clipText,
  code as _3_code,
  details as _3_details,
  escape as _3_escape,
  escapeMarkdown as _3_escapeMarkdown,
  heading as _3_heading,
  joined as _3_joined,
  link as _3_link,
  md as _3_md,
  table as _3_table,
  visible as _3_visible,
  DURATION_PATTERN as _4_DURATION_PATTERN,
  parseDuration as _4_parseDuration,
  runnerError as _5_runnerError,
  isInside as _6_isInside,
  workspacePath as _6_workspacePath,
  PromoError as _7_PromoError,
  asPromoError as _7_asPromoError,
  defineErrors as _7_defineErrors,
  isPromoError as _7_isPromoError,
  documentSource as _8_documentSource,
  readDocument as _8_readDocument,
  DEFAULT_MAX_BYTES as _9_DEFAULT_MAX_BYTES,
  DEFAULT_MAX_DEPTH as _9_DEFAULT_MAX_DEPTH,
  DIGEST_PATTERN as _9_DIGEST_PATTERN,
  assertDigest as _9_assertDigest,
  canonicalName as _9_canonicalName,
  decodeText as _9_decodeText,
  digestOf as _9_digestOf,
  formatImage as _9_formatImage,
  hexOf as _9_hexOf,
  isDigest as _9_isDigest,
  isPinned as _9_isPinned,
  isTag as _9_isTag,
  notPinned as _9_notPinned,
  parseDigest as _9_parseDigest,
  parseImageName as _9_parseImageName,
  parseImageReference as _9_parseImageReference,
  parseJson as _9_parseJson,
  parsePinnedImage as _9_parsePinnedImage,
  pinImage as _9_pinImage,
  sameRepository as _9_sameRepository
};
