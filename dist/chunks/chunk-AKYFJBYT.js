import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  mergeGroupOf,
  pullRequestOf,
  readEvent,
  repositoryFacts,
  untrustedEvent
} from "./chunk-2IOASY4C.js";
import {
  parseHost,
  parseSecret,
  parseToken,
  refused
} from "./chunk-EHEY55MU.js";
import {
  documentSource,
  readDocument
} from "./chunk-EDR7NLTG.js";
import {
  parseDuration
} from "./chunk-MHAMTB5W.js";
import {
  parseArtifactName
} from "./chunk-RM445475.js";
import {
  prose
} from "./chunk-36ANPUK7.js";
import {
  SEVERITIES,
  isSeverity,
  parseCommit,
  parseRepositoryName
} from "./chunk-535AGLRV.js";
import {
  blocks,
  bullets,
  code,
  heading,
  link,
  md
} from "./chunk-LMKEVEGF.js";
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
} from "./chunk-KCCB2MZS.js";
import {
  splitList,
  splitWords
} from "./chunk-YIVZGLEC.js";
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";
import {
  isDigest,
  parseDigest,
  parseImageName,
  parsePinnedImage
} from "./chunk-OXU5TALQ.js";
import {
  PromoError,
  asPromoError,
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/report/failure.ts
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
  const text = prose(typeof message === "string" ? message : "");
  return typeof input === "string" ? md`${code(input)}: ${text}` : text;
}

// packages/runner/artifacts/github.ts
import { mkdtemp, readdir as readdir2, rm } from "node:fs/promises";
import path3 from "node:path";

// packages/runner/artifacts/chatter.ts
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

// packages/runner/artifacts/files.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
var FILE_LIMIT = 1e4;
async function regularFiles(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (odd !== void 0) throw invalid(`${odd.name} is neither a file nor a directory`);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  if (files.length === 0) throw invalid("there are no files to upload");
  if (files.length > FILE_LIMIT) throw invalid(`there are more than ${FILE_LIMIT} files`);
  return files.sort();
}
async function digestOfFile(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return parseDigest(`sha256:${hash.digest("hex")}`);
}
function invalid(why, cause) {
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

// packages/runner/artifacts/unpack.ts
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path2 from "node:path";
import { pipeline as pipeline2 } from "node:stream/promises";
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
    throw invalid(cause instanceof Error ? cause.message : "it is not a zip archive", cause);
  }
}
async function unpackEntries(zip, directory) {
  let files = 0;
  let size = 0;
  for await (const entry of zip.eachEntry()) {
    files += 1;
    size += entry.uncompressedSize;
    if (files > FILE_LIMIT || size > SIZE_LIMIT) throw invalid("it holds more than an artifact may");
    await unpackEntry(zip, entry, directory);
  }
}
async function unpackEntry(zip, entry, directory) {
  const target = path2.join(directory, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(path2.dirname(target), { recursive: true });
  await pipeline2(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: "wx" }));
}

// packages/runner/artifacts/github.ts
function createGitHubArtifacts(ports) {
  const call = async (name, use) => {
    const { DefaultArtifactClient } = await import("./artifact-IMRLGANZ.js");
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
  if (file === void 0 || others.length > 0) throw invalid("the service did not send one archive");
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

// packages/runner/context.ts
var VARIABLE_GROUPS = [
  ["GITHUB_REPOSITORY", "GITHUB_REPOSITORY_ID", "GITHUB_SHA", "GITHUB_REF"],
  ["GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_WORKFLOW_REF", "GITHUB_WORKFLOW_SHA"]
];
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
  const fullName = () => parseRepositoryName(read("GITHUB_REPOSITORY"));
  return {
    get owner() {
      return fullName().split("/")[0] ?? "";
    },
    get name() {
      return fullName().split("/")[1] ?? "";
    },
    get fullName() {
      return fullName();
    },
    get id() {
      return read("GITHUB_REPOSITORY_ID");
    },
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
  const group = VARIABLE_GROUPS.find((names) => names.includes(variable)) ?? [variable];
  const missing2 = group.filter((each) => filled(env, each) === void 0);
  throw runnerError("context-missing", { variable, missing: missing2 }, `not set: ${missing2.join(", ")}`);
}

// packages/runner/docs-link.ts
var ACTION_REPOSITORY = /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/;
var ACTION_REF = /^[A-Za-z0-9._/-]+$/;
function docsLink(code2, env) {
  const page = `docs/errors.md#${code2}`;
  const { GITHUB_ACTION_REPOSITORY: repository = "", GITHUB_ACTION_REF: ref = "", GITHUB_SERVER_URL: server = "" } = env;
  const known = ACTION_REPOSITORY.test(repository) && ACTION_REF.test(ref) && server.startsWith("https://");
  return known ? `${server}/${repository}/blob/${ref}/${page}` : page;
}

// packages/runner/annotations.ts
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

// packages/runner/text.ts
var TERMINAL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^_])/g;
var CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g;
function printable(text) {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(TERMINAL_SEQUENCE, "").replaceAll(CONTROL, "");
}
function oneLine(text) {
  return printable(text).replaceAll(/\s*\n\s*/g, " ").trim();
}
function clip(text, limit) {
  if (text.length <= limit) return text;
  const end2 = /[\uD800-\uDBFF]$/.test(text.slice(0, limit)) ? limit - 1 : limit;
  return `${text.slice(0, end2)}… (${text.length - end2} characters more)`;
}
function inert(text) {
  return printable(text).replaceAll(/^(\s*:)(?=:)/gm, "$1 ").replaceAll("##[", "## [");
}

// packages/runner/github-log.ts
var TEXT_LIMIT = 16e3;
var ANNOTATION_TEXT_LIMIT = 4e3;
var COMMANDS = {
  error: (text, properties2) => aside(() => error(text, properties2)),
  warning: (text, properties2) => aside(() => warning(text, properties2)),
  notice: (text, properties2) => aside(() => notice(text, properties2))
};
function createGitHubLog(masks) {
  const budget = new AnnotationBudget();
  const clean = (text) => inert(clip(masks.scrub(text), ANNOTATION_TEXT_LIMIT));
  const line = (text) => aside(() => info(inert(clip(masks.scrub(text), TEXT_LIMIT))));
  const annotate = (level, message, place) => {
    if (budget.take(level)) COMMANDS[level](clean(message), properties(place));
    else line(`${level}: ${message}`);
  };
  return {
    info: line,
    progress: line,
    notice: (text) => annotate("notice", text),
    warning: (text) => annotate("warning", text),
    debug: (text) => debug(clean(text)),
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

// packages/runner/identity.ts
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

// packages/runner/masks.ts
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
    scrub: (text) => longestFirst.reduce((clean, form) => clean.replaceAll(form, "***"), text),
    covers: (text) => longestFirst.some((form) => text.includes(form))
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

// packages/runner/outputs.ts
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path4 from "node:path";
var OUTPUT_LIMIT = 64 * 1024;
var JOB_LIMIT = 512 * 1024;
function writeOutputs(values, ports) {
  const ready = Object.entries(values).map(([name, value]) => [name, outputText(name, value, ports)]);
  for (const [name, text] of ready) ports.write(name, text);
}
function outputText(name, given, ports) {
  if (!ports.declared.includes(name)) {
    throw runnerError("output-unknown", { output: name }, `the action declares no output ${name}`);
  }
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const value = fitting(name, text, ports);
  const mayCross = ports.crossing?.includes(name) ?? true;
  if (!mayCross || !ports.masks.covers(value)) return value;
  throw runnerError("output-masked", { output: name }, `output ${name} contains a masked value`);
}
function fitting(name, text, { crossing, temp }) {
  if (Buffer.byteLength(text) <= OUTPUT_LIMIT) return text;
  if (crossing?.includes(name) !== true) return spill(name, text, temp());
  if (text.length <= JOB_LIMIT) return text;
  throw runnerError(
    "output-too-large",
    { output: name, size: text.length },
    `output ${name} has ${text.length} characters`
  );
}
function spill(name, text, directory) {
  const file = path4.join(directory, `promo-${name}-${randomUUID()}.json`);
  writeFileSync(file, text, { flag: "wx" });
  return file;
}

// packages/runner/summary.ts
import { appendFileSync, statSync } from "node:fs";
var SUMMARY_LIMIT = 1024 * 1024;
var RESERVE = 16 * 1024;
var CUT_NOTE = "\n\n_The rest does not fit in a job summary._\n";
function fit(markdown, room) {
  const text = markdown.endsWith("\n") ? markdown : `${markdown}
`;
  if (Buffer.byteLength(text) <= room) return text;
  const space = room - Buffer.byteLength(CUT_NOTE);
  if (space <= 0) return "";
  const cut = Buffer.from(text).subarray(0, space).toString("utf8");
  return `${cut.slice(0, cut.lastIndexOf("\n") + 1)}${CUT_NOTE}`;
}
function appendSummary(file, markdown, last) {
  if (file === void 0 || file === "") return;
  const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const text = fit(markdown, SUMMARY_LIMIT - used - (last ? 0 : RESERVE));
  if (text !== "") appendFileSync(file, `${text}
`);
}

// packages/runner/github-runner.ts
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
      write: (name, text) => setOutput(name, text)
    }),
    summary: async (markdown) => summarise(markdown, false),
    annotate: (level, message, place) => log.annotate(level, message, place)
  };
  return {
    runner,
    input,
    variable: (name) => env[name],
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

// packages/runner/ending.ts
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

// packages/runner/guard.ts
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

// packages/runner/inputs/field.ts
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

// packages/runner/inputs/refusal.ts
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

// packages/runner/inputs/secret-source.ts
var REFERENCE = /^env:\/\/([A-Za-z_][A-Za-z0-9_]{0,254})$/;
function readSecret(value, readsFiles, ports) {
  const name = REFERENCE.exec(value)?.[1];
  if (name !== void 0) {
    const found = ports.variable(name);
    if (found !== void 0 && found !== "") return found;
    throw runnerError("input-missing", { variable: name }, `the variable ${name} is not set`);
  }
  if (!readsFiles || value.includes("\n") || value.includes("-----BEGIN")) return value;
  return readDocument({ kind: "path", path: value }, ports.workspace());
}

// packages/runner/inputs/reader.ts
var TRUE = /* @__PURE__ */ new Set(["true", "True", "TRUE"]);
var FALSE = /* @__PURE__ */ new Set(["false", "False", "FALSE"]);
function createInputReader(ports) {
  const known = [];
  const keep = (field) => {
    known.push(field);
    return field;
  };
  const text = (name) => {
    const value = ports.value(name)?.trim();
    return value === "" ? void 0 : value;
  };
  const withDefault = (name, fallback, parse) => keep(
    Field.of(name, () => {
      const value = text(name);
      return value === void 0 ? fallback : parse(value);
    })
  );
  const optional = (name, parse) => withDefault(name, void 0, parse);
  return {
    required: (name, parse) => keep(Field.of(name, () => parse(text(name) ?? missing(name)))),
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
    secretSource: (name, parse) => optional(name, (value) => {
      const secret = readSecret(value, name === "key", ports);
      ports.mask(secret);
      return parse(secret);
    }),
    secretVariable: (name) => {
      const value = ports.variable(name);
      if (value !== void 0 && value !== "") ports.mask(value);
      return value;
    },
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

// packages/runner/runner.ts
var MODES = ["enforce", "warn"];

// packages/runner/perform.ts
async function perform(readRequest, load, stage, options) {
  const { runner } = stage;
  let mode = "enforce";
  try {
    if (options.acting === true) assertTrusted(runner);
    const input = createInputReader({
      value: stage.input,
      mask: (secret) => runner.mask(secret),
      variable: stage.variable,
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
  const { namePinned } = await import("./unpinned-CKK2RCSQ.js");
  return namePinned(thrown, stage);
}

// packages/runner/action.ts
async function runAction(readRequest, load, options) {
  const { signal, finish } = guard(process, (ending) => stage.finish(ending));
  const stage = createGitHubStage(process.env, signal, options);
  finish(await perform(readRequest, load, stage, options));
}

// packages/runner/inputs/credentials.ts
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

// packages/runner/conventions.ts
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
function parseSeverity(text) {
  if (isSeverity(text)) return text;
  throw runnerError("input-invalid", { found: text.slice(0, 50) }, `not one of ${SEVERITIES.join(", ")}`);
}
function parseCount(text) {
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  throw runnerError(
    "input-invalid",
    { found: text.slice(0, 50) },
    `not a whole number: ${JSON.stringify(text.slice(0, 50))}`
  );
}
function durationInput(input, name, fallback) {
  return input.withDefault(name, parseDuration(fallback), parseDuration);
}
function parseArchiveDigest(text) {
  return isDigest(text) ? text : parseDigest(text.startsWith("sha256:") ? text : `sha256:${text}`);
}
function parseUsername(text) {
  if (text.length <= 256 && /^[^\s:\p{C}]+$/u.test(text)) return text;
  throw refused(text, "a user name: one word without a colon");
}
function parseSubject(text) {
  if (!text.endsWith("@")) return parsePinnedImage(text);
  throw runnerError("output-masked", { found: text.slice(0, 300) }, `${text.slice(0, 300)} has no digest behind the @`);
}

export {
  runAction,
  imagesInput,
  fromArtifactInput,
  artifactInput,
  registryInput,
  sigstoreInput,
  tokenInput,
  evidenceFormatsInput,
  evidenceRepositoryInput,
  parseSeverity,
  parseCount,
  durationInput
};
