import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  rt
} from "./chunk-7TEDVJBB.js";
import {
  connectHttp
} from "./chunk-CGG7XM5G.js";
import {
  require_yauzl
} from "./chunk-KQDODOTH.js";
import {
  BASE_ENVIRONMENT,
  allowEnvironment,
  findProgram,
  lastWords,
  runProgram
} from "./chunk-ML4JDDSM.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import {
  DOWNLOAD
} from "./chunk-2STZAUTX.js";
import {
  isLoopbackHost
} from "./chunk-WEJGZQPK.js";
import {
  _minLength,
  _nonnegative,
  array,
  int,
  intersection,
  literal,
  nullable,
  object,
  optional,
  parse,
  record,
  string,
  union,
  unknown
} from "./chunk-CMTFYGHV.js";
import {
  SEVERITIES,
  isSeverity
} from "./chunk-535AGLRV.js";
import {
  digestOf,
  hexOf,
  isDigest,
  parseImageReference,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  defineErrors,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// packages/connections/scanners.ts
import { mkdir as mkdir5 } from "node:fs/promises";
import { join as join10 } from "node:path";

// packages/scanners/adapters/checkov.ts
import { stat as stat2 } from "node:fs/promises";

// packages/scanners/errors.ts
var scannerError = defineErrors("scanners", {
  "tool-missing": {
    ending: "infrastructure",
    remedy: "Let the job reach github.com and release-assets.githubusercontent.com, put the pinned version on PATH, or give `tool-directory`. checkov is never downloaded: run `pip install checkov==<version>` before this step, or take it out of the scanners."
  },
  "tool-version-wrong": {
    ending: "configuration",
    remedy: "Put the pinned version into `tool-directory`, below `<tool>@<version>/`; the message names both versions."
  },
  "tool-refused": {
    ending: "infrastructure",
    remedy: "The download is not the release promo knows. Try again; if it stays, do not use it, and report it to the maintainers of promo and of the tool."
  },
  "tool-denied": {
    ending: "configuration",
    remedy: "This version was published by an attacker. Remove it, and treat the secrets of jobs that ran it as known."
  },
  "scanner-unsupported": {
    ending: "configuration",
    remedy: "Take the scanner out of `scanners` here: gitleaks and checkov scan directories, not images."
  },
  "scanner-failed": {
    ending: "infrastructure",
    remedy: "Read what the scanner wrote last; it is in the message. Run the step again if the cause has passed."
  },
  "report-unreadable": {
    ending: "infrastructure",
    remedy: "The scanner left no report that promo reads. Run the step again; if it stays, report it with its log."
  },
  "report-too-large": {
    ending: "infrastructure",
    remedy: "The scanner reported more than promo reads. Scan a smaller directory, or repair the worst findings first."
  },
  "nothing-scanned": {
    ending: "infrastructure",
    remedy: "The scanner recognised nothing to scan. Check the path, or take the scanner out of `scanners` here."
  },
  "files-unread": {
    ending: "infrastructure",
    remedy: "The scanner could not read these files, so nothing in them was looked at. Repair them; a formatter names the line."
  },
  "scanned-other-image": {
    ending: "infrastructure",
    remedy: "The scanner read another image than the one it was given. Run the step again; if it stays, report it."
  },
  "repository-missing": {
    ending: "configuration",
    remedy: "Secrets are looked for in the history: check the repository out with git before this step."
  },
  "repository-shallow": {
    ending: "configuration",
    remedy: "Check out with `fetch-depth: 0`: a secret that was removed again is still in the history."
  },
  "database-unavailable": {
    ending: "infrastructure",
    remedy: "Let the job reach the host of the vulnerability database, name another in `database`, or bring the database along and set `offline`."
  },
  "database-refused": {
    ending: "configuration",
    remedy: "Give an https address without a user or password: what tells a scanner of vulnerabilities may not be forged."
  },
  "database-unreadable": {
    ending: "infrastructure",
    remedy: "The vulnerability database does not say when it was made. Delete it and run the step again."
  },
  "database-stale": {
    ending: "infrastructure",
    remedy: "The vulnerability database is older than `max-database-age`. Update it, or name a fresher one in `database`."
  }
});

// packages/scanners/no-network.ts
var NOWHERE = "http://127.0.0.1:9";
var NO_NETWORK = {
  HTTPS_PROXY: NOWHERE,
  HTTP_PROXY: NOWHERE,
  https_proxy: NOWHERE,
  http_proxy: NOWHERE,
  NO_PROXY: "",
  no_proxy: "",
  // Cloud libraries ask these past any proxy for credentials of the machine.
  AWS_EC2_METADATA_DISABLED: "true",
  GCE_METADATA_HOST: "127.0.0.1:9"
};

// packages/scanners/workspace.ts
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function withWorkspace(ports, work) {
  await mkdir(ports.temp, { recursive: true });
  const directory = await mkdtemp(join(ports.temp, "tool-"));
  const cwd = join(directory, "empty");
  const home = join(directory, "home");
  const temporary = join(directory, "tmp");
  try {
    await Promise.all([cwd, home, temporary].map((path) => mkdir(path)));
    const base = { ...allowEnvironment(BASE_ENVIRONMENT, ports.environment), ...homes(home), ...temporaries(temporary) };
    return await work({
      run: ({ env = {}, ...command }) => ports.run({ ...command, cwd, env: { ...base, ...env }, ...ports.signal && { signal: ports.signal } }),
      file: (name) => join(directory, name),
      async write(name, content) {
        const path = join(directory, name);
        await writeFile(path, content, { flag: "wx" });
        return path;
      },
      async makeDirectory(name) {
        const path = join(directory, name);
        await mkdir(path);
        return path;
      }
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
function homes(home) {
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home
  };
}
function temporaries(path) {
  return { TMPDIR: path, TEMP: path, TMP: path };
}

// packages/scanners/adapters/adapter.ts
async function withTool(name, { options, ports, locator }, work) {
  const tool = await locator.locate(name);
  const { timeoutMs } = options;
  return withWorkspace(
    ports,
    ({ run, ...workspace }) => work({
      tool,
      searchPath: ports.environment["PATH"] ?? "",
      ...workspace,
      run: (args, env = {}) => run({ program: tool.path, args, env: { ...NO_NETWORK, PATH: "", ...env }, timeoutMs }),
      runOnline: (args, env = {}) => run({ program: tool.path, args, env, timeoutMs }),
      runOther: ({ env = {}, ...command }) => run({ timeoutMs, ...command, env: { ...NO_NETWORK, ...env } })
    })
  );
}
function expectExit(finished, tool, ...codes) {
  if (codes.includes(finished.code)) return;
  const said = lastWords(finished.stderr);
  throw scannerError(
    "scanner-failed",
    { tool, code: finished.code },
    `${tool} ended with exit code ${String(finished.code)}${said === "" ? "" : `: ${said}`}`
  );
}

// packages/scanners/finding.ts
import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
var FINDING_LIMIT = 2e4;
var NAME_LIMIT = 2048;
var TITLE_LIMIT = 300;
function clean(text5, limit = NAME_LIMIT) {
  return stripVTControlCharacters(text5).replaceAll(new RegExp("\\p{C}", "gu"), " ").trim().slice(0, limit);
}
function cleanTitle(text5) {
  return clean(text5, TITLE_LIMIT);
}
function cleanPath(path) {
  return clean(path.replaceAll("\\", "/")).replace(/^(?:\.?\/)+/, "");
}
function finishFindings(findings) {
  const joined = /* @__PURE__ */ new Map();
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding);
    const known = joined.get(fingerprint);
    joined.set(fingerprint, known === void 0 ? { ...finding, fingerprint } : join2(known, finding));
  }
  return [...joined.values()].sort(inOrder);
}
function finishSuppressed(suppressed) {
  const reasons = new Map(suppressed.map(({ finding, reason }) => [fingerprintOf(finding), reason]));
  return finishFindings(suppressed.map(({ finding }) => finding)).map((finding) => ({
    finding,
    reason: reasons.get(finding.fingerprint) ?? ""
  }));
}
function fingerprintOf({ tool, ruleId, package: found, location }) {
  const what = found === void 0 ? [] : found.purl ?? [found.name, found.installed, found.path ?? ""];
  const parts = [tool, ruleId, what, location?.path ?? "", location?.resource ?? ""];
  return `sha256:${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}
function join2(known, other) {
  const location = firstOf(known.location, other.location);
  const fixed = union2(known.package?.fixed ?? [], other.package?.fixed ?? []);
  return {
    ...known,
    severity: worstOf(known.severity, other.severity),
    aliases: union2(known.aliases, other.aliases),
    ...known.package === void 0 ? {} : { package: { ...known.package, fixed } },
    ...location === void 0 ? {} : { location }
  };
}
function worstOf(a, b) {
  return SEVERITIES.indexOf(b) < SEVERITIES.indexOf(a) ? b : a;
}
function firstOf(a, b) {
  return (b?.startLine ?? Infinity) < (a?.startLine ?? Infinity) ? b : a;
}
function union2(a, b) {
  return [.../* @__PURE__ */ new Set([...a, ...b])].sort(byCodeUnits);
}
function byCodeUnits(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function inOrder(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byCodeUnits(sortKey(a), sortKey(b)) || byCodeUnits(a.fingerprint, b.fingerprint);
}
function sortKey({ ruleId, package: found, location }) {
  return [ruleId, found?.name ?? "", found?.path ?? location?.path ?? ""].join("\0");
}

// packages/scanners/report.ts
import { readFile, stat } from "node:fs/promises";
var REPORT_LIMIT = 128 * 1024 * 1024;
async function readReportFile(tool, path) {
  const size = await stat(path).then(
    (found) => found.isFile() ? found.size : void 0,
    () => void 0
  );
  if (size === void 0) throw unreadable(tool, "it left no report");
  if (size > REPORT_LIMIT) throw tooLarge(tool, `its report has ${String(size)} bytes`);
  return readFile(path);
}
function parseReport(tool, bytes, shape) {
  const parsed = shape.safeParse(parse2(tool, bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue === void 0 ? "" : issue.path.map((step) => `/${String(step)}`).join("");
  throw unreadable(tool, `its report has another shape at ${at === "" ? "its top" : at.slice(0, 200)}`);
}
function tooLarge(tool, why) {
  return scannerError("report-too-large", { tool }, `${tool}: ${why}, more than promo reads`);
}
function unreadable(tool, why, cause) {
  return scannerError("report-unreadable", { tool }, `${tool}: ${why}`, { cause });
}
function parse2(tool, bytes) {
  try {
    return parseJson(bytes, { maxBytes: REPORT_LIMIT });
  } catch (error) {
    if (isPromoError(error) && error.code === "input-too-large") throw tooLarge(tool, "its report is too large");
    throw unreadable(tool, isPromoError(error) ? error.message : "its report is not JSON", error);
  }
}

// packages/scanners/adapters/fields.ts
function readSeverity(text5) {
  const lower = text5?.toLowerCase();
  return isSeverity(lower) ? lower : "unknown";
}
function optional2(key, value) {
  return isGiven(value) ? { [key]: clean(value) } : {};
}
function locationAt(path) {
  return isGiven(path) ? { location: { path: cleanPath(path) } } : {};
}
function isGiven(value) {
  return value !== void 0 && value !== null && value !== "";
}

// packages/scanners/adapters/checkov-report.ts
var UNRATED = "medium";
var text = optional(nullable(string()));
var count = int().check(_nonnegative());
var check = object({
  check_id: string(),
  check_name: string(),
  check_result: object({ suppress_comment: text }),
  file_path: string(),
  file_line_range: optional(nullable(array(int()))),
  resource: text,
  severity: text,
  guideline: text
});
var counts = object({ failed: count, skipped: count, parsing_errors: count });
var framework = object({
  check_type: string(),
  results: object({
    failed_checks: array(check),
    skipped_checks: optional(array(check)),
    parsing_errors: optional(array(string()))
  }),
  summary: counts
});
var nothing = object({
  failed: literal(0),
  skipped: literal(0),
  parsing_errors: literal(0),
  resource_count: literal(0)
});
var report = union([framework, array(framework).check(_minLength(1)), nothing]);
function readCheckovReport(bytes) {
  const parsed = parseReport("checkov", bytes, report);
  const frameworks = Array.isArray(parsed) ? parsed : "results" in parsed ? [parsed] : [];
  for (const one of frameworks) expectWhole(one);
  const failed = frameworks.flatMap(({ results }) => results.failed_checks);
  const skipped = frameworks.flatMap(({ results }) => results.skipped_checks ?? []);
  const total = failed.length + skipped.length;
  if (total > FINDING_LIMIT) throw tooLarge("checkov", `${String(total)} findings`);
  return { findings: failed.map(readFinding), suppressed: skipped.map(readSkipped) };
}
function expectWhole({ check_type, results, summary }) {
  const { failed_checks: failed, skipped_checks: skipped = [], parsing_errors: unread = [] } = results;
  if (unread.length > 0 || summary.parsing_errors > 0) {
    const shown = unread.slice(0, 5).map((path) => clean(path, 200));
    const files = shown.length === 0 ? `${String(summary.parsing_errors)} files` : shown.join(", ");
    throw scannerError("files-unread", { tool: "checkov" }, `checkov cannot parse ${files}`);
  }
  if (summary.failed === failed.length && summary.skipped === skipped.length) return;
  throw scannerError(
    "report-unreadable",
    { tool: "checkov" },
    `checkov counts other findings than it lists for ${clean(check_type, 50)}`
  );
}
function readFinding(found) {
  return {
    tool: "checkov",
    ruleId: clean(found.check_id),
    aliases: [],
    kind: "misconfiguration",
    severity: found.severity === void 0 || found.severity === null ? UNRATED : readSeverity(found.severity),
    title: cleanTitle(found.check_name),
    location: { path: cleanPath(found.file_path), ...linesOf(found), ...optional2("resource", found.resource) },
    status: "affected",
    ...optional2("url", found.guideline)
  };
}
function readSkipped(found) {
  const reason = cleanTitle(found.check_result.suppress_comment ?? "");
  return { finding: readFinding(found), reason: reason === "" ? "no reason given" : reason };
}
function linesOf({ file_line_range }) {
  const [startLine = 0, endLine = 0] = file_line_range ?? [];
  return startLine > 0 && endLine >= startLine ? { startLine, endLine } : {};
}

// packages/scanners/adapters/checkov.ts
var FRAMEWORKS = ["terraform", "kubernetes", "dockerfile"];
var EVERYWHERE = { CKV_IGNORE_HIDDEN_DIRECTORIES: "false", CKV_IGNORED_DIRECTORIES: ".git" };
function createCheckov(context) {
  return async (subject) => {
    if (subject.kind === "image") throw scannerError("scanner-unsupported", {}, "checkov does not scan images");
    return withTool("checkov", context, async ({ run }) => {
      await expectDirectory(subject.path);
      const finished = await run(argumentsFor(subject.path), EVERYWHERE);
      expectExit(finished, "checkov", 0);
      return readCheckovReport(finished.stdout);
    });
  };
}
function argumentsFor(path) {
  return [
    `--directory=${path}`,
    ...["--framework", ...FRAMEWORKS],
    ...["--skip-download", "--download-external-modules", "false"],
    ...["--soft-fail", "--compact", "--output", "json"]
  ];
}
async function expectDirectory(path) {
  const isDirectory = await stat2(path).then(
    (found) => found.isDirectory(),
    () => false
  );
  if (!isDirectory) throw scannerError("nothing-scanned", { tool: "checkov" }, `there is no directory ${path}`);
}

// packages/scanners/adapters/gitleaks.ts
import { randomUUID } from "node:crypto";

// packages/scanners/adapters/git-history.ts
import { join as join3 } from "node:path";
var GIT_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_ALLOW_PROTOCOL: "none",
  // A container's user seldom owns the checkout. Given with the command, this is not the repository's to say.
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*"
};
async function openHistory(path, workspace) {
  const directory = await gitDirectory(path, workspace);
  const environment2 = {
    ...GIT_ENVIRONMENT,
    // Git makes merges again to compare them: their objects go into the workspace, not into the repository.
    GIT_OBJECT_DIRECTORY: await workspace.makeDirectory("objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(join3(directory, "objects"))
  };
  const args = ["-C", directory, "rev-list", "--all", "--min-parents=3", "--max-count=1"];
  const merges = await workspace.runOther({ program: "git", args, env: environment2 });
  expectExit(merges, "git", 0);
  return { directory, environment: environment2, hasMergesOfMany: merges.stdout.byteLength > 0 };
}
async function gitDirectory(path, workspace) {
  const args = ["-C", path, "rev-parse", "--path-format=absolute", "--is-shallow-repository", "--git-common-dir"];
  const finished = await workspace.runOther({ program: "git", args, env: GIT_ENVIRONMENT });
  const [shallow, directory] = Buffer.from(finished.stdout).toString("utf8").split(/\r?\n/);
  if (finished.code !== 0 || directory === void 0 || directory === "") {
    const said = lastWords(finished.stderr);
    throw scannerError("repository-missing", {}, `not a git repository: ${path}${said === "" ? "" : ` (${said})`}`);
  }
  if (shallow === "false") return directory;
  throw scannerError("repository-shallow", {}, "the repository was checked out without its history");
}

// packages/scanners/adapters/gitleaks-report.ts
var leak = object({
  RuleID: string(),
  Description: optional(nullable(string())),
  StartLine: optional(int().check(_nonnegative())),
  EndLine: optional(int().check(_nonnegative())),
  File: string(),
  Commit: optional(nullable(string()))
});
var report2 = array(leak);
function readGitleaksReport(bytes) {
  const leaks = parseReport("gitleaks", bytes, report2);
  if (leaks.length > FINDING_LIMIT) throw tooLarge("gitleaks", `${String(leaks.length)} findings`);
  return leaks.map(({ RuleID, Description, StartLine, EndLine, File, Commit }) => ({
    tool: "gitleaks",
    ruleId: clean(RuleID),
    aliases: [],
    kind: "secret",
    severity: "high",
    title: cleanTitle(Description ?? RuleID),
    location: {
      path: cleanPath(File),
      ...StartLine === void 0 ? {} : { startLine: StartLine },
      ...EndLine === void 0 ? {} : { endLine: EndLine },
      ...Commit === void 0 || Commit === null || Commit === "" ? {} : { resource: `commit ${clean(Commit)}` }
    },
    status: "affected"
  }));
}

// packages/scanners/adapters/gitleaks.ts
var LEAKS_FOUND = 42;
var CONFIG = "[extend]\nuseDefault = true\n";
var HISTORY = "--full-history --all --diff-filter=d --diff-merges=remerge";
var MERGES_OF_MANY = "--all --min-parents=3 --diff-filter=d --diff-merges=first-parent";
function createGitleaks(context) {
  return (subject) => {
    if (subject.kind === "image") throw scannerError("scanner-unsupported", {}, "gitleaks does not scan images");
    return withTool("gitleaks", context, async (workspace) => {
      const history = await openHistory(subject.path, workspace);
      const config = await workspace.write("gitleaks.toml", CONFIG);
      const scan = (commits) => scanCommits(history, commits, config, workspace);
      const findings = [...await scan(HISTORY)];
      if (history.hasMergesOfMany) findings.push(...await scan(MERGES_OF_MANY));
      return { findings };
    });
  };
}
async function scanCommits({ directory, environment: environment2 }, commits, config, workspace) {
  const report5 = workspace.file(`report-${randomUUID()}.json`);
  const finished = await workspace.run(
    [
      "git",
      directory,
      `--log-opts=${commits}`,
      "--config",
      config,
      "--ignore-gitleaks-allow",
      "--redact",
      "--exit-code",
      String(LEAKS_FOUND),
      "--no-banner",
      "--no-color",
      "--report-format",
      "json",
      "--report-path",
      report5
    ],
    { ...environment2, PATH: workspace.searchPath }
  );
  expectExit(finished, "gitleaks", 0, LEAKS_FOUND);
  expectScanned(finished.stderr);
  return readGitleaksReport(await readReportFile("gitleaks", report5));
}
function expectScanned(log) {
  const fault = log.split("\n").find((line2) => /(?:^|\s)(?:ERR|FTL|PNC)\s/.test(line2));
  if (fault !== void 0)
    throw scannerError("scanner-failed", { tool: "gitleaks" }, `gitleaks logged an error: ${lastWords(fault)}`);
  if (!/(?:^|\s)[1-9]\d* commits scanned/.test(log))
    throw scannerError("nothing-scanned", { tool: "gitleaks" }, "gitleaks scanned no commit");
}

// packages/scanners/adapters/grype.ts
import { mkdir as mkdir2 } from "node:fs/promises";
import { join as join5 } from "node:path";

// packages/scanners/adapters/time.ts
function readTime(text5, tool) {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.test(text5) ? new Date(text5) : void 0;
  if (time !== void 0 && !Number.isNaN(time.getTime()) && time.getUTCFullYear() > 2e3) return time;
  throw scannerError("database-unreadable", { tool }, `the database of ${tool} does not say when it was made`);
}

// packages/scanners/adapters/grype-report.ts
var text2 = optional(nullable(string()));
var match = object({
  vulnerability: object({
    id: string(),
    severity: text2,
    description: text2,
    dataSource: text2,
    fix: optional(nullable(object({ versions: optional(nullable(array(string()))), state: text2 })))
  }),
  relatedVulnerabilities: optional(nullable(array(object({ id: string() })))),
  artifact: object({
    name: string(),
    version: text2,
    type: text2,
    purl: text2,
    locations: optional(nullable(array(object({ path: text2, layerID: text2 }))))
  })
});
var report3 = object({
  matches: nullable(array(match)),
  source: object({ target: unknown() }),
  descriptor: object({ db: object({ status: object({ schemaVersion: string(), built: string() }) }) })
});
var imageTarget = object({ manifestDigest: string() });
function readGrypeReport(bytes) {
  const { matches, source, descriptor } = parseReport("grype", bytes, report3);
  const { schemaVersion, built } = descriptor.db.status;
  if (matches !== null && matches.length > FINDING_LIMIT) throw tooLarge("grype", `${String(matches.length)} findings`);
  const target = imageTarget.safeParse(source.target);
  return {
    findings: (matches ?? []).map(findingOf),
    database: { version: clean(schemaVersion), updatedAt: formatTime(readTime(built, "grype")) },
    manifestDigest: target.success ? target.data.manifestDigest : void 0
  };
}
function findingOf({ vulnerability: vulnerability2, relatedVulnerabilities, artifact }) {
  const [ruleId, ...aliases] = identifiers([vulnerability2.id, ...(relatedVulnerabilities ?? []).map(({ id }) => id)]);
  const place = artifact.locations?.[0];
  return {
    tool: "grype",
    ruleId,
    aliases,
    kind: "vulnerability",
    severity: readSeverity(vulnerability2.severity),
    title: cleanTitle(vulnerability2.description ?? vulnerability2.id),
    package: packageOf(artifact, vulnerability2.fix?.versions, place?.path),
    ...locationAt(place?.path),
    status: statusOf(vulnerability2.fix?.state),
    ...isDigest(place?.layerID) ? { layer: place.layerID } : {},
    ...optional2("url", vulnerability2.dataSource)
  };
}
function packageOf({ name, version, purl, type }, fixed, path) {
  return {
    name: clean(name),
    installed: clean(version ?? ""),
    fixed: (fixed ?? []).map((each) => clean(each)),
    ...optional2("purl", purl),
    ...optional2("ecosystem", type),
    ...locationAt(path).location
  };
}
function identifiers(ids) {
  const [own = "", ...others] = [...new Set(ids.map((id) => clean(id)))];
  if (own.startsWith("CVE-")) return [own, ...others.sort(byCodeUnits)];
  const cve = others.filter((id) => id.startsWith("CVE-")).sort(byCodeUnits)[0];
  if (cve === void 0) return [own, ...others.sort(byCodeUnits)];
  return [cve, ...[own, ...others].filter((id) => id !== cve).sort(byCodeUnits)];
}
var STATUSES = {
  fixed: "fixed",
  "not-fixed": "affected",
  "wont-fix": "will_not_fix"
};
function statusOf(state) {
  return STATUSES[state ?? ""] ?? "unknown";
}

// packages/scanners/adapters/layout.ts
import { readFile as readFile2 } from "node:fs/promises";
import { join as join4 } from "node:path";
var LIMIT = 4 * 1024 * 1024;
var index = object({ manifests: array(object({ digest: string() })) });
var configuration = object({ created: optional(nullable(string())) });
var manifest = object({ config: object({ digest: string() }) });
async function layoutConfig({ layout, digest }) {
  const { manifests } = await read(join4(layout, "index.json"), index);
  const found = manifests.map((descriptor) => descriptor.digest);
  if (found.length !== 1 || found[0] !== digest) throw otherImage(digest, found.join(", ") || "nothing");
  const { config } = await read(join4(layout, "blobs", "sha256", hexOf(digest)), manifest, digest);
  if (!isDigest(config.digest)) throw otherImage(digest, "a configuration without a digest");
  const { created } = await read(join4(layout, "blobs", "sha256", hexOf(config.digest)), configuration, config.digest);
  return { digest: config.digest, created: created ?? void 0 };
}
function timeOf(created) {
  const time = new Date(created ?? 0);
  return formatTime(Number.isNaN(time.getTime()) || time.getTime() < 0 ? /* @__PURE__ */ new Date(0) : time);
}
function otherImage(wanted, found) {
  return scannerError("scanned-other-image", { wanted, found }, `wanted ${wanted}, the scanner had ${found}`);
}
async function read(path, shape, digest) {
  const bytes = await readFile2(path).catch(() => void 0);
  if (bytes === void 0 || bytes.byteLength > LIMIT) throw otherImage(digest ?? "a layout", "none that can be read");
  if (digest !== void 0 && digestOf(bytes) !== digest) throw otherImage(digest, digestOf(bytes));
  try {
    return parse(shape, parseJson(bytes, { maxBytes: LIMIT }));
  } catch (cause) {
    if (isPromoError(cause)) throw cause;
    throw otherImage(digest ?? "a layout", "a file of another shape");
  }
}

// packages/scanners/adapters/grype.ts
var VENDOR_DATABASE = "https://grype.anchore.io/databases";
function createGrype(context) {
  const cache = join5(context.options.cacheDirectory, "databases", "grype");
  let prepared;
  return async (subject) => {
    prepared ??= prepare(cache, context);
    await prepared;
    return withTool("grype", context, async ({ run, write, file }) => {
      const report5 = file("report.json");
      const config = await write("empty.yaml", "");
      const finished = await run(
        [...targetArguments(subject), "--config", config, "--output", "json", "--file", report5],
        environment(cache)
      );
      expectExit(finished, "grype", 0);
      const { findings, database, manifestDigest } = readGrypeReport(await readReportFile("grype", report5));
      if (subject.kind === "image") {
        await layoutConfig(subject);
        if (manifestDigest !== subject.digest) throw otherImage(subject.digest, manifestDigest ?? "none");
      }
      return { findings, database };
    });
  };
}
async function prepare(cache, context) {
  await mkdir2(cache, { recursive: true });
  const { offline, grypeDatabase = VENDOR_DATABASE } = context.options;
  if (offline) return;
  expectSafe(grypeDatabase);
  const finished = await withTool(
    "grype",
    context,
    async ({ runOnline, write }) => runOnline(["db", "update", "--config", await write("empty.yaml", "")], {
      ...environment(cache),
      GRYPE_DB_UPDATE_URL: grypeDatabase
    })
  );
  if (finished.code !== 0)
    throw scannerError(
      "database-unavailable",
      { from: grypeDatabase },
      `no database for grype from ${grypeDatabase}: ${lastWords(finished.stderr)}`
    );
  context.ports.log(`grype: database of ${grypeDatabase}`);
}
function expectSafe(address) {
  const url = URL.canParse(address) ? new URL(address) : void 0;
  if (url !== void 0 && isSafe(url)) return;
  throw scannerError("database-refused", {}, `not an address for grype's database: ${url?.host ?? "not a URL"}`);
}
function isSafe({ protocol, hostname, username, password }) {
  const isPrivate = protocol === "https:" || protocol === "http:" && isLoopbackHost(hostname);
  return isPrivate && username === "" && password === "";
}
function targetArguments(subject) {
  return subject.kind === "image" ? [`oci-dir:${subject.layout}`, "--platform", subject.platform] : [`dir:${subject.path}`];
}
function environment(cache) {
  return {
    GRYPE_DB_CACHE_DIR: cache,
    GRYPE_DB_AUTO_UPDATE: "false",
    GRYPE_DB_VALIDATE_AGE: "false",
    GRYPE_CHECK_FOR_APP_UPDATE: "false"
  };
}

// packages/scanners/sbom-summary.ts
var text3 = optional(nullable(string()));
var spdx = object({
  packages: optional(nullable(array(object({ licenseDeclared: text3, primaryPackagePurpose: text3 }))))
});
var license = union([
  object({ expression: string() }),
  object({ license: object({ id: text3, name: text3 }) })
]);
var cyclonedx = object({
  components: optional(
    nullable(array(object({ type: string(), licenses: optional(nullable(array(license))) })))
  )
});
var UNDECLARED = "NOASSERTION";
var NO_PACKAGE = ["container", "operating-system", "operating_system", "file", "device", "data"];
function summarizeSbom(format, bytes) {
  const declared = format === "spdx" ? spdxLicenses(bytes) : cyclonedxLicenses(bytes);
  const counts2 = /* @__PURE__ */ new Map();
  for (const name of declared) counts2.set(name, (counts2.get(name) ?? 0) + 1);
  const licenses = [...counts2].sort(([a], [b]) => byCodeUnits(a, b));
  return { packages: declared.length, licenses: Object.fromEntries(licenses) };
}
function spdxLicenses(bytes) {
  const packages = parseReport("sbom", bytes, spdx).packages ?? [];
  return packages.filter(({ primaryPackagePurpose: purpose }) => !NO_PACKAGE.includes((purpose ?? "").toLowerCase())).map(({ licenseDeclared }) => nameOf(licenseDeclared));
}
function cyclonedxLicenses(bytes) {
  const components = parseReport("sbom", bytes, cyclonedx).components ?? [];
  return components.filter(({ type }) => !NO_PACKAGE.includes(type)).map(({ licenses }) => {
    const names = (licenses ?? []).map(
      (each) => nameOf("expression" in each ? each.expression : each.license.id ?? each.license.name)
    );
    return names.length === 0 ? UNDECLARED : [...new Set(names)].sort(byCodeUnits).join(" AND ");
  });
}
function nameOf(text5) {
  const name = clean(text5 ?? "", 200);
  return name === "" || name === "NONE" ? UNDECLARED : name;
}

// packages/scanners/adapters/name-uuid.ts
import { createHash as createHash2 } from "node:crypto";
function uuidOf(name) {
  const hex = createHash2("sha256").update(name).digest("hex");
  const variant = (Number.parseInt(hex.slice(16, 17), 16) & 3 | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32)
  ].join("-");
}

// packages/scanners/adapters/normalise-sbom.ts
var record2 = record(string(), unknown());
var spdx2 = object({ documentNamespace: string(), creationInfo: record2 });
var cyclonedx2 = object({ serialNumber: string(), metadata: record2 });
var UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function normaliseSbom(format, bytes, digest, created) {
  const id = uuidOf(`${format} ${digest}`);
  const fixed = (format === "spdx" ? fixSpdx : fixCyclonedx)(bytes, id, created);
  return new TextEncoder().encode(`${JSON.stringify(fixed)}
`);
}
function fixSpdx(bytes, id, created) {
  const { documentNamespace, creationInfo } = parseReport("sbom", bytes, spdx2);
  return {
    ...parseReport("sbom", bytes, record2),
    documentNamespace: documentNamespace.replace(UUID, id),
    creationInfo: { ...creationInfo, created }
  };
}
function fixCyclonedx(bytes, id, created) {
  const { metadata: metadata2 } = parseReport("sbom", bytes, cyclonedx2);
  return {
    ...parseReport("sbom", bytes, record2),
    serialNumber: `urn:uuid:${id}`,
    metadata: { ...metadata2, timestamp: created }
  };
}

// packages/scanners/adapters/syft.ts
var SYFT_FORMATS = { spdx: "spdx-json@2.3", cyclonedx: "cyclonedx-json@1.6" };
async function generateSyftSboms(subject, formats, context) {
  const wanted = [...new Set(formats)];
  if (wanted.length === 0) return [];
  const { created } = await layoutConfig(subject);
  return withTool("syft", context, async ({ run, write, file }) => {
    const config = await write("empty.yaml", "");
    const finished = await run(
      [
        "scan",
        `oci-dir:${subject.layout}`,
        "--platform",
        subject.platform,
        "--config",
        config,
        "--source-name",
        subject.image,
        "--source-version",
        subject.digest,
        ...wanted.flatMap((format) => ["--output", `${SYFT_FORMATS[format]}=${file(`${format}.json`)}`])
      ],
      { SYFT_CHECK_FOR_APP_UPDATE: "false" }
    );
    expectExit(finished, "syft", 0);
    return Promise.all(
      wanted.map(async (format) => {
        const report5 = await readReportFile("syft", file(`${format}.json`));
        const bytes = normaliseSbom(format, report5, subject.digest, timeOf(created));
        return { format, bytes, ...summarizeSbom(format, bytes) };
      })
    );
  });
}

// packages/scanners/adapters/trivy-database.ts
import { mkdir as mkdir3, readFile as readFile3 } from "node:fs/promises";
import { join as join6 } from "node:path";
var SILENT = ["--skip-version-check", "--disable-telemetry", "--no-progress"];
var VENDOR_DATABASES = ["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"];
async function prepareTrivyDatabase(cache, context) {
  await mkdir3(cache, { recursive: true });
  const { offline, databases } = context.options;
  if (!offline) await download(cache, databases.length === 0 ? VENDOR_DATABASES : databases, context);
  return readMetadata(cache);
}
async function download(cache, repositories, context) {
  const refusals = [];
  for (const repository of repositories) {
    parseImageReference(repository);
    const finished = await fetchDatabase(["--download-db-only", "--db-repository", repository], cache, context);
    if (finished.code === 0) {
      context.ports.log(`trivy: database of ${repository}`);
      return;
    }
    refusals.push(`${repository}: ${lastLine(finished)}`);
  }
  throw scannerError("database-unavailable", { repositories }, `no database for trivy: ${refusals.join("; ")}`);
}
async function prepareJavaDatabase(cache, context) {
  if (context.options.offline)
    throw scannerError("database-unavailable", { cache }, `there are Java archives, and no Java database in ${cache}`);
  const finished = await fetchDatabase(["--download-java-db-only"], cache, context);
  if (finished.code !== 0)
    throw scannerError("database-unavailable", {}, `no Java database for trivy: ${lastLine(finished)}`);
  context.ports.log("trivy: Java database");
}
function fetchDatabase(args, cache, context) {
  return withTool(
    "trivy",
    context,
    async ({ runOnline, write }) => runOnline(["image", ...args, "--cache-dir", cache, ...SILENT, "--config", await write("empty.yaml", "")])
  );
}
function lastLine({ stderr }) {
  return lastWords(stderr).split("\n").at(-1) ?? "";
}
var metadata = object({ Version: int(), UpdatedAt: string() });
async function readMetadata(cache) {
  try {
    const bytes = await readFile3(join6(cache, "db", "metadata.json"));
    const { Version, UpdatedAt } = parse(metadata, parseJson(bytes));
    return { version: String(Version), updatedAt: formatTime(readTime(UpdatedAt, "trivy")) };
  } catch (cause) {
    if (isPromoError(cause) && cause.code === "database-unreadable") throw cause;
    throw scannerError("database-unreadable", { cache }, `no database of trivy that can be read in ${cache}`, { cause });
  }
}

// packages/scanners/adapters/trivy-report.ts
var text4 = optional(nullable(string()));
var line = optional(nullable(int().check(_nonnegative())));
var vulnerability = object({
  VulnerabilityID: string(),
  VendorIDs: optional(nullable(array(string()))),
  PkgName: string(),
  PkgPath: text4,
  PkgIdentifier: optional(nullable(object({ PURL: text4 }))),
  InstalledVersion: text4,
  FixedVersion: text4,
  Status: text4,
  Severity: text4,
  Title: text4,
  PrimaryURL: text4,
  Layer: optional(nullable(object({ Digest: text4, DiffID: text4 })))
});
var misconfiguration = object({
  ID: string(),
  AVDID: text4,
  Title: text4,
  Severity: text4,
  Status: text4,
  PrimaryURL: text4,
  CauseMetadata: optional(nullable(object({ Resource: text4, StartLine: line, EndLine: line })))
});
var result = object({
  Target: string(),
  Class: text4,
  Type: text4,
  Vulnerabilities: optional(nullable(array(vulnerability))),
  Misconfigurations: optional(nullable(array(misconfiguration)))
});
var report4 = object({
  SchemaVersion: literal(2),
  Metadata: optional(nullable(object({ ImageID: text4 }))),
  Results: optional(nullable(array(result)))
});
function readTrivyReport(bytes) {
  const { Results: results, Metadata: metadata2 } = parseReport("trivy", bytes, report4);
  if (results === void 0 || results === null || results.length === 0)
    throw scannerError("nothing-scanned", { tool: "trivy" }, "trivy recognised nothing to scan");
  const findings = results.flatMap((each) => [...vulnerabilitiesOf(each), ...misconfigurationsOf(each)]);
  if (findings.length > FINDING_LIMIT) throw tooLarge("trivy", `${String(findings.length)} findings`);
  return { findings, imageId: metadata2?.ImageID ?? void 0 };
}
function vulnerabilitiesOf({ Vulnerabilities, Class, Type, Target }) {
  return (Vulnerabilities ?? []).map((found) => {
    const path = found.PkgPath ?? (Class === "lang-pkgs" ? Target : void 0);
    return {
      tool: "trivy",
      ruleId: clean(found.VulnerabilityID),
      aliases: (found.VendorIDs ?? []).map((id) => clean(id)).sort(byCodeUnits),
      kind: "vulnerability",
      severity: readSeverity(found.Severity),
      title: cleanTitle(found.Title ?? found.VulnerabilityID),
      package: packageOf2(found, Type, path),
      ...locationAt(path),
      status: statusOf2(found.Status),
      ...isDigest(found.Layer?.Digest) ? { layer: found.Layer.Digest } : {},
      ...optional2("url", found.PrimaryURL)
    };
  });
}
function packageOf2({ PkgName, InstalledVersion, FixedVersion, PkgIdentifier }, type, path) {
  return {
    name: clean(PkgName),
    installed: clean(InstalledVersion ?? ""),
    fixed: versions(FixedVersion),
    ...optional2("purl", PkgIdentifier?.PURL),
    ...optional2("ecosystem", type),
    ...locationAt(path).location
  };
}
function misconfigurationsOf({ Misconfigurations, Target }) {
  const failed = (Misconfigurations ?? []).filter(({ Status }) => Status !== "PASS");
  return failed.map(({ ID, AVDID, Title, Severity, PrimaryURL, CauseMetadata: cause }) => ({
    tool: "trivy",
    ruleId: clean(ID),
    aliases: AVDID === void 0 || AVDID === null || AVDID === "" ? [] : [clean(AVDID)],
    kind: "misconfiguration",
    severity: readSeverity(Severity),
    title: cleanTitle(Title ?? ID),
    location: {
      path: cleanPath(Target),
      ...lines(cause?.StartLine, cause?.EndLine),
      ...optional2("resource", cause?.Resource)
    },
    status: "affected",
    ...optional2("url", PrimaryURL)
  }));
}
function versions(list) {
  return (list ?? "").split(",").map((version) => clean(version)).filter((version) => version !== "");
}
var STATUSES2 = [
  "affected",
  "fixed",
  "will_not_fix",
  "fix_deferred",
  "end_of_life",
  "under_investigation",
  "not_affected"
];
function statusOf2(status) {
  return STATUSES2.find((known) => known === status) ?? "unknown";
}
function lines(start, end) {
  if (start === void 0 || start === null || start === 0) return {};
  return { startLine: start, ...end === void 0 || end === null || end < start ? {} : { endLine: end } };
}

// packages/scanners/adapters/trivy-run.ts
import { join as join7 } from "node:path";
var NO_DOWNLOADS = ["--skip-db-update", "--skip-java-db-update", "--skip-check-update", "--offline-scan"];
function createTrivyRun(cache, context) {
  let preparedJava;
  return async (target) => {
    const run = () => runOnce([...target, "--cache-dir", cache], context);
    let done = await run();
    if (lacksJavaDatabase(done.finished)) {
      preparedJava ??= prepareJavaDatabase(cache, context);
      await preparedJava;
      done = await run();
    }
    expectExit(done.finished, "trivy", 0);
    return done;
  };
}
function trivyCache({ options }) {
  return join7(options.cacheDirectory, "databases", "trivy");
}
function imageArguments({ layout, platform }) {
  return ["image", "--input", layout, "--platform", platform];
}
async function ownConfiguration({ write }) {
  const empty = await write("empty.yaml", "");
  return ["--config", empty, "--ignorefile", empty];
}
function lacksJavaDatabase({ code, stderr }) {
  return code !== 0 && stderr.includes("'--skip-java-db-update' cannot be specified on the first run");
}
function runOnce(target, context) {
  return withTool("trivy", context, async ({ run, write, file }) => {
    const report5 = file("report.json");
    const finished = await run([
      ...target,
      ...SILENT,
      ...NO_DOWNLOADS,
      // The cache of analysed layers is locked by one process, and the next scan would believe it.
      ...["--cache-backend", "memory"],
      ...await ownConfiguration({ write }),
      ...["--timeout", `${String(Math.ceil(context.options.timeoutMs / 1e3))}s`],
      ...["--format", "json", "--output", report5]
    ]);
    return { finished, report: finished.code === 0 ? await readReportFile("trivy", report5) : new Uint8Array() };
  });
}

// packages/scanners/adapters/trivy-unread.ts
var LOG_LIMIT = 256 * 1024;
var UNREAD = /\t(?:DEBUG|WARN|ERROR)\t(?:\[[^\]\t]*\] )?(?:Walk error|Analysis error|Error parsing file|Failed to parse file|Skipping chart)\t(.*)$/;
var QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
var FILE_PATH = new RegExp(`(?:^| )file_path=${QUOTED}`);
var ERROR_TEXT = new RegExp(`(?:^| )err=${QUOTED}`);
function unreadFiles(log) {
  if (Buffer.byteLength(log) >= LOG_LIMIT) throw tooLarge("trivy", "its log is cut");
  return log.split("\n").flatMap((line2) => {
    const fields = UNREAD.exec(line2)?.[1];
    return fields === void 0 ? [] : [unreadFile(fields)];
  });
}
function unreadFile(fields) {
  const path = FILE_PATH.exec(fields)?.[1] ?? /^(.*?) parse error: /.exec(ERROR_TEXT.exec(fields)?.[1] ?? "")?.[1];
  return {
    tool: "trivy",
    ruleId: "promo-unread-file",
    aliases: [],
    kind: "quality",
    severity: "unknown",
    title: "Trivy cannot read this file, so nothing in it was looked at",
    ...locationAt(path === void 0 ? void 0 : unquote(path)),
    status: "unknown"
  };
}
function unquote(text5) {
  try {
    return String(JSON.parse(`"${text5}"`));
  } catch {
    return text5;
  }
}

// packages/scanners/adapters/trivy.ts
function createTrivy(context) {
  const cache = trivyCache(context);
  const run = createTrivyRun(cache, context);
  let prepared;
  return async (subject) => {
    prepared ??= prepareTrivyDatabase(cache, context);
    const database = await prepared;
    const target = subject.kind === "image" ? imageArguments(subject) : sourceArguments(subject.path);
    const scanners = subject.kind === "image" ? "vuln" : "vuln,misconfig";
    const { finished, report: report5 } = await run([...target, "--scanners", scanners]);
    const { findings, imageId } = readTrivyReport(report5);
    if (subject.kind === "source") return { findings: [...findings, ...unreadFiles(finished.stderr)], database };
    const { digest: wanted } = await layoutConfig(subject);
    if (imageId !== wanted) throw otherImage(wanted, imageId ?? "none");
    return { findings, database };
  };
}
function sourceArguments(path) {
  return ["fs", path, "--debug"];
}

// packages/scanners/adapters/normalise-trivy-sbom.ts
var UUID2 = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
var json = record(string(), unknown());
var spdx3 = object({ creationInfo: object({ created: string() }) });
var component = intersection(object({ "bom-ref": optional(string()) }), json);
var cyclonedx3 = object({
  metadata: intersection(object({ component: optional(component) }), json),
  components: optional(array(component)),
  dependencies: optional(array(object({ ref: string(), dependsOn: optional(array(string())) })))
});
function normaliseTrivySbom(format, bytes, digest, created) {
  const fixed = format === "spdx" ? fixAnnotations(bytes, created) : fixReferences(bytes, digest);
  return normaliseSbom(format, fixed, digest, created);
}
function fixAnnotations(bytes, created) {
  const made = parseReport("trivy", bytes, spdx3).creationInfo.created;
  const document = parseReport("trivy", bytes, json);
  const dated = JSON.stringify(
    document,
    (name, value) => name === "annotationDate" && value === made ? created : value
  );
  return new TextEncoder().encode(dated);
}
function fixReferences(bytes, digest) {
  const { metadata: metadata2, components = [], dependencies = [] } = parseReport("trivy", bytes, cyclonedx3);
  const all = metadata2.component === void 0 ? components : [metadata2.component, ...components];
  const names = stableNames(all, digest);
  const nameOf2 = (ref) => names.get(ref) ?? ref;
  const renamed = (each) => each["bom-ref"] === void 0 ? each : { ...each, "bom-ref": nameOf2(each["bom-ref"]) };
  const fixed = {
    ...parseReport("trivy", bytes, json),
    metadata: metadata2.component === void 0 ? metadata2 : { ...metadata2, component: renamed(metadata2.component) },
    components: sortedBy(components.map(renamed), (each) => each["bom-ref"] ?? ""),
    dependencies: sortedBy(
      dependencies.map(({ ref, dependsOn = [] }) => ({
        ref: nameOf2(ref),
        dependsOn: sortedBy(dependsOn.map(nameOf2), (each) => each)
      })),
      ({ ref }) => ref
    )
  };
  return new TextEncoder().encode(JSON.stringify(fixed));
}
function stableNames(components, digest) {
  const seen = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Map();
  for (const { "bom-ref": ref, ...said } of components) {
    if (ref === void 0 || !UUID2.test(ref)) continue;
    const text5 = JSON.stringify(said);
    const number = seen.get(text5) ?? 0;
    seen.set(text5, number + 1);
    names.set(ref, uuidOf(`${digest} ${text5} ${String(number)}`));
  }
  return names;
}
function sortedBy(list, key) {
  return [...list].sort((a, b) => byCodeUnits(key(a), key(b)));
}

// packages/scanners/adapters/trivy-sbom.ts
var TRIVY_FORMATS = { spdx: "spdx-json", cyclonedx: "cyclonedx" };
var record3 = record(string(), unknown());
var analysed = object({ Metadata: optional(nullable(object({ ImageID: optional(string()) }))) });
async function generateTrivySboms(subject, formats, context) {
  const wanted = [...new Set(formats)];
  if (wanted.length === 0) return [];
  const { digest, created } = await layoutConfig(subject);
  const run = createTrivyRun(trivyCache(context), context);
  const { report: report5 } = await run([...imageArguments(subject), "--scanners", "license", "--list-all-pkgs"]);
  const imageId = parseReport("trivy", report5, analysed).Metadata?.ImageID;
  if (imageId !== digest) throw otherImage(digest, imageId ?? "none");
  const named = { ...parseReport("trivy", report5, record3), ArtifactName: `${subject.image}@${subject.digest}` };
  return withTool("trivy", context, async ({ run: runTrivy, write, file }) => {
    const packages = await write("packages.json", JSON.stringify(named));
    const options = [...await ownConfiguration({ write }), "--quiet"];
    const convert = async (format) => {
      const path = file(`${format}.json`);
      const output = ["--format", TRIVY_FORMATS[format], "--output", path];
      expectExit(await runTrivy(["convert", ...output, ...options, packages]), "trivy", 0);
      const bytes = normaliseTrivySbom(format, await readReportFile("trivy", path), subject.digest, timeOf(created));
      return { format, bytes, ...summarizeSbom(format, bytes) };
    };
    return Promise.all(wanted.map(convert));
  });
}

// packages/scanners/locate/locate.ts
import { join as join9 } from "node:path";

// packages/scanners/pins.ts
var TOOL_PINS = {
  gitleaks: {
    name: "gitleaks",
    version: "8.30.1",
    versionArguments: ["version"],
    repository: "gitleaks/gitleaks",
    tag: "v8.30.1",
    assets: {
      "darwin/amd64": {
        asset: "gitleaks_8.30.1_darwin_x64.tar.gz",
        sha256: "dfe101a4db2255fc85120ac7f3d25e4342c3c20cf749f2c20a18081af1952709",
        member: "gitleaks",
        memberSha256: "cee01fea7173f1b779dff188e1c26ecbcb4027d394acc573b23aaf0be260e291"
      },
      "darwin/arm64": {
        asset: "gitleaks_8.30.1_darwin_arm64.tar.gz",
        sha256: "b40ab0ae55c505963e365f271a8d3846efbc170aa17f2607f13df610a9aeb6a5",
        member: "gitleaks",
        memberSha256: "ba52fb1bfabbcde42f032afad3d6e0b19dff8ed105229a16e7caa338bbc0e84f"
      },
      "linux/amd64": {
        asset: "gitleaks_8.30.1_linux_x64.tar.gz",
        sha256: "551f6fc83ea457d62a0d98237cbad105af8d557003051f41f3e7ca7b3f2470eb",
        member: "gitleaks",
        memberSha256: "88f91962aa2f93ac6ab281d553b9e125f5197bbbce38f9f2437f7299c32e5509"
      },
      "linux/arm64": {
        asset: "gitleaks_8.30.1_linux_arm64.tar.gz",
        sha256: "e4a487ee7ccd7d3a7f7ec08657610aa3606637dab924210b3aee62570fb4b080",
        member: "gitleaks",
        memberSha256: "00e91bbe655bd7c47753e8cfe61cb76ea1a5d7e7702fe161ee40102b46b3823b"
      },
      "windows/amd64": {
        asset: "gitleaks_8.30.1_windows_x64.zip",
        sha256: "d29144deff3a68aa93ced33dddf84b7fdc26070add4aa0f4513094c8332afc4e",
        member: "gitleaks.exe",
        memberSha256: "17157e2ee8b76fc8b1d8bee607a250e34b8a8023c8bc81822d4b5ee4d78fcb7c"
      }
    }
  },
  syft: {
    name: "syft",
    version: "1.54.1",
    versionArguments: ["--version"],
    repository: "anchore/syft",
    tag: "v1.54.1",
    assets: {
      "darwin/amd64": {
        asset: "syft_1.54.1_darwin_amd64.tar.gz",
        sha256: "2956322838b2f64e470eea474495f0cd96be4f222b1ac037258cdc47d965064e",
        member: "syft",
        memberSha256: "9de0c19c5e6bf06884c4699c11449fcf97cfe68b7d0451730dfc38894c6b3bda"
      },
      "darwin/arm64": {
        asset: "syft_1.54.1_darwin_arm64.tar.gz",
        sha256: "b4319c3abaa87a0170ab76ee83ea2260ca34b53aecfa3ab0dd5428d2319d744f",
        member: "syft",
        memberSha256: "bc08d98ac3ca9cf475952b8eab22dfda70f3ab475ceb4e0113b9f77b24b75e26"
      },
      "linux/amd64": {
        asset: "syft_1.54.1_linux_amd64.tar.gz",
        sha256: "c069905b391cc4c20a5ba65ad5c10be2a7ba074f8ea6ad203e24d14e303dad47",
        member: "syft",
        memberSha256: "dbf75864e7a7ff9e1fbf00552c31483f693188632a9f68f343cd7653dac513d6"
      },
      "linux/arm64": {
        asset: "syft_1.54.1_linux_arm64.tar.gz",
        sha256: "dfdf0537610113edbefe1f1fc6548bc957b2d77439636ec824fcf0e10d46d054",
        member: "syft",
        memberSha256: "7d3cc523a2652d26568b9b2b94b5419dbf05f34ce896cf29904a0073d84eecf2"
      },
      "windows/amd64": {
        asset: "syft_1.54.1_windows_amd64.zip",
        sha256: "8b56e8285e295e0bbed26eeea9b16ed51c493be97ccdf42dae6326c84fe8e19f",
        member: "syft.exe",
        memberSha256: "b7e78564e72dc550301ff221c9e034d9ece77d16f8e5cc0f7782caa302addbc6"
      }
    }
  },
  grype: {
    name: "grype",
    version: "0.120.1",
    versionArguments: ["--version"],
    repository: "anchore/grype",
    tag: "v0.120.1",
    assets: {
      "darwin/amd64": {
        asset: "grype_0.120.1_darwin_amd64.tar.gz",
        sha256: "5313004ccbc524c8757521dc3913f1edf4309f56bef06a2fb2d0c0eeade7cc62",
        member: "grype",
        memberSha256: "4042c050aa6581f6c852d611c51ec62577dff24059547307063a317b975cb075"
      },
      "darwin/arm64": {
        asset: "grype_0.120.1_darwin_arm64.tar.gz",
        sha256: "cf97957fa467d25575ec2cc3228289f391ea51cf88b9cffc5f83dc03d4cbc732",
        member: "grype",
        memberSha256: "1de9d74fff477a652408406b45786ed5694e3030c89dc75805ffe9424c802d36"
      },
      "linux/amd64": {
        asset: "grype_0.120.1_linux_amd64.tar.gz",
        sha256: "0a9ee97ef5ae2ee953b0a80098105052e846cdbe319a57d808b519c33cd1343d",
        member: "grype",
        memberSha256: "d6e3248b0e788b4da7450a9e03d1e72811771cf97de3640a18e6517bf6507eb7"
      },
      "linux/arm64": {
        asset: "grype_0.120.1_linux_arm64.tar.gz",
        sha256: "29f47391dc283aa79fcc38e65224cd61f64dec0ecfd0db7074128ebf8ff23514",
        member: "grype",
        memberSha256: "94afbea0a9b65a3a83b820e622e8ac337e26608c860315208d58dad9a80b25db"
      },
      "windows/amd64": {
        asset: "grype_0.120.1_windows_amd64.zip",
        sha256: "32e3c811f31822d17592908bafdc6288aaaca3d52583c479167a8dc8399ed65d",
        member: "grype.exe",
        memberSha256: "96373670a07b8b6cbcfff4331c8b3d8ffb70d570f072450f8548d04bbe2db537"
      }
    }
  },
  trivy: {
    name: "trivy",
    version: "0.74.0",
    versionArguments: ["--version"],
    repository: "aquasecurity/trivy",
    tag: "v0.74.0",
    assets: {
      "darwin/amd64": {
        asset: "trivy_0.74.0_macOS-64bit.tar.gz",
        sha256: "472816f6888dda689d075c30254d4210b4d1035acf365aa72332f584c2f60485",
        member: "trivy"
      },
      "darwin/arm64": {
        asset: "trivy_0.74.0_macOS-ARM64.tar.gz",
        sha256: "1caada5e0e2091909357c7525d3aa76f4b660b13821bc143b190c7483e31cc11",
        member: "trivy"
      },
      "linux/amd64": {
        asset: "trivy_0.74.0_Linux-64bit.tar.gz",
        sha256: "2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a",
        member: "trivy"
      },
      "linux/arm64": {
        asset: "trivy_0.74.0_Linux-ARM64.tar.gz",
        sha256: "b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5",
        member: "trivy"
      },
      "windows/amd64": {
        asset: "trivy_0.74.0_windows-64bit.zip",
        sha256: "94c40e0696e4b907a74b7b2e1438d5d72ebaca83115817407f568a002d520842",
        member: "trivy.exe"
      }
    }
  },
  checkov: {
    name: "checkov",
    version: "3.3.30",
    versionArguments: ["--version"],
    repository: "bridgecrewio/checkov",
    tag: "3.3.30",
    assets: {}
  }
};

// packages/scanners/locate/release.ts
import { createHash as createHash3, randomUUID as randomUUID2 } from "node:crypto";
import { createReadStream as createReadStream2, createWriteStream as createWriteStream3 } from "node:fs";
import { access, chmod, mkdir as mkdir4, mkdtemp as mkdtemp2, rename, rm as rm2 } from "node:fs/promises";
import { dirname, join as join8 } from "node:path";
import { Readable, Transform as Transform2 } from "node:stream";
import { pipeline as pipeline3 } from "node:stream/promises";

// packages/scanners/locate/extract-tar.ts
import { createReadStream, createWriteStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

// packages/scanners/locate/limits.ts
import { Transform } from "node:stream";
var MEMBER_LIMIT = 512 * 1024 * 1024;
var UNPACKED_LIMIT = 1024 * 1024 * 1024;
var ENTRY_LIMIT = 1e3;
function limited(limit, what) {
  let size = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(archiveRefused(`${what} has more than ${String(limit)} bytes`));
      else done(null, chunk);
    }
  });
}
function archiveRefused(why, cause) {
  return scannerError("tool-refused", {}, `the archive is refused: ${why}`, { cause });
}

// packages/scanners/locate/extract-tar.ts
async function extractFromTar(archive, member, target) {
  const picked = pickMember(member, target);
  try {
    await pipeline(createReadStream(archive), createGunzip(), limited(UNPACKED_LIMIT, "it"), picked.sink);
    await picked.written();
  } catch (error) {
    if (isPromoError(error)) throw error;
    throw archiveRefused(
      `it cannot be read (${error instanceof Error ? error.message.slice(0, 200) : "no reason"})`,
      error
    );
  }
}
function pickMember(member, target) {
  let entries = 0;
  let fault;
  const writing = [];
  const parser = new rt({ strict: true });
  parser.on("entry", (entry) => {
    entries += 1;
    if (entries > ENTRY_LIMIT) fault ??= archiveRefused("it has too many entries");
    if (entry.path !== member || fault !== void 0) {
      entry.resume();
      return;
    }
    fault ??= faultOf(entry, writing.length);
    if (fault === void 0) {
      const written = pipeline(entry, createWriteStream(target, { flags: "wx", mode: 384 }));
      written.catch(() => void 0);
      writing.push(written);
    } else entry.resume();
  });
  return {
    sink: sinkOf(parser),
    async written() {
      if (fault !== void 0) throw fault;
      if (writing.length === 0) throw archiveRefused(`it holds no ${member}`);
      await Promise.all(writing);
    }
  };
}
function faultOf({ type, size, path }, before) {
  if (before > 0) return archiveRefused(`it holds ${path} twice`);
  if (type !== "File") return archiveRefused(`${path} is not a regular file`);
  return size > MEMBER_LIMIT ? archiveRefused(`${path} has more than ${String(MEMBER_LIMIT)} bytes`) : void 0;
}
function sinkOf(parser) {
  return new Writable({
    construct(done) {
      parser.on("error", (error) => this.destroy(error));
      done();
    },
    write(chunk, _encoding, done) {
      if (parser.write(chunk)) done();
      else parser.once("drain", () => done());
    },
    final(done) {
      parser.once("end", () => done());
      parser.end();
    }
  });
}

// packages/scanners/locate/extract-zip.ts
import { createWriteStream as createWriteStream2 } from "node:fs";
import { pipeline as pipeline2 } from "node:stream/promises";
var import_yauzl = __toESM(require_yauzl(), 1);
async function extractFromZip(archive, member, target) {
  try {
    const zip = await (0, import_yauzl.openPromise)(archive, { autoClose: false });
    try {
      const entry = await findEntry(zip, member);
      const content = await zip.openReadStreamPromise(entry);
      await pipeline2(content, limited(MEMBER_LIMIT, member), createWriteStream2(target, { flags: "wx", mode: 384 }));
    } finally {
      zip.close();
    }
  } catch (error) {
    if (isPromoError(error)) throw error;
    throw archiveRefused(
      `it cannot be read (${error instanceof Error ? error.message.slice(0, 200) : "no reason"})`,
      error
    );
  }
}
async function findEntry(zip, member) {
  if (zip.entryCount > ENTRY_LIMIT) throw archiveRefused("it has too many entries");
  let found;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== member) continue;
    if (found !== void 0) throw archiveRefused(`it holds ${member} twice`);
    found = entry;
  }
  if (found === void 0) throw archiveRefused(`it holds no ${member}`);
  if (found.uncompressedSize > MEMBER_LIMIT) throw archiveRefused(`${member} is too large`);
  return found;
}

// packages/scanners/locate/extract.ts
async function extractMember(archive, { asset, member }, target) {
  await (asset.endsWith(".zip") ? extractFromZip : extractFromTar)(archive, member, target);
}

// packages/scanners/locate/release.ts
var ARCHIVE_LIMIT = 512 * 1024 * 1024;
var ASSET_HOSTS = [
  "github.com",
  "release-assets.githubusercontent.com",
  "objects.githubusercontent.com"
];
async function installRelease(pin, cache, ports, verify) {
  const archive = archiveFor(pin);
  const target = join8(cache, pin.name, pin.version, archive.member);
  if (await isInstalled(target, archive, verify)) return target;
  await mkdir4(ports.temp, { recursive: true });
  const directory = await mkdtemp2(join8(ports.temp, "release-"));
  try {
    const packed = join8(directory, "archive");
    await download2(pin, archive, packed, ports);
    await mkdir4(dirname(target), { recursive: true });
    const fresh = join8(dirname(target), `${randomUUID2()}-${archive.member}`);
    try {
      await extractMember(packed, archive, fresh);
      await checkMember(pin, archive, fresh);
      await chmod(fresh, 493);
      await verify(fresh);
      await rename(fresh, target);
    } finally {
      await rm2(fresh, { force: true });
    }
    return target;
  } finally {
    await rm2(directory, { recursive: true, force: true });
  }
}
var GO_NAMES = { win32: "windows", x64: "amd64" };
function archiveFor(pin) {
  const platform = [process.platform, process.arch].map((name) => GO_NAMES[name] ?? name).join("/");
  const archive = pin.assets[platform];
  if (archive !== void 0) return archive;
  throw scannerError(
    "tool-missing",
    { tool: pin.name, platform },
    Object.keys(pin.assets).length === 0 ? `${pin.name} ${pin.version} is neither in the tool directory nor on PATH` : `${pin.name} ${pin.version} is not released for ${platform}`
  );
}
async function isInstalled(target, { memberSha256 }, verify) {
  const exists = await access(target).then(
    () => true,
    () => false
  );
  if (!exists) return false;
  if (memberSha256 !== void 0 && await sha256Of(target) !== memberSha256) return false;
  return verify(target).then(
    () => true,
    () => false
  );
}
async function download2(pin, { asset, sha256 }, path, { http, signal }) {
  const url = `https://github.com/${pin.repository}/releases/download/${pin.tag}/${asset}`;
  const hash = createHash3("sha256");
  const hashing = new Transform2({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    }
  });
  try {
    const response = await http.stream({
      method: "GET",
      url,
      budget: DOWNLOAD,
      maxResponseBytes: ARCHIVE_LIMIT,
      ...signal === void 0 ? {} : { signal }
    });
    if (response.status !== 200 || !ASSET_HOSTS.includes(response.url.host)) {
      await response.cancel();
      throw missing(pin, `${response.url.host} answered ${String(response.status)}`);
    }
    await pipeline3(Readable.from(response.body), hashing, createWriteStream3(path, { flags: "wx", mode: 384 }));
  } catch (error) {
    if (isPromoError(error) && error.code === "tool-missing") throw error;
    throw missing(pin, error instanceof Error ? error.message : "the download broke off", error);
  }
  const found = hash.digest("hex");
  if (found !== sha256) throw refused(pin, asset, sha256, found);
}
async function checkMember(pin, { member, memberSha256 }, path) {
  if (memberSha256 === void 0) return;
  const found = await sha256Of(path);
  if (found !== memberSha256) throw refused(pin, member, memberSha256, found);
}
async function sha256Of(path) {
  const hash = createHash3("sha256");
  await pipeline3(createReadStream2(path), hash);
  return hash.digest("hex");
}
function missing(pin, why, cause) {
  return scannerError("tool-missing", { tool: pin.name, version: pin.version }, `${pin.name} ${pin.version}: ${why}`, {
    cause
  });
}
function refused(pin, file, wanted, found) {
  return scannerError(
    "tool-refused",
    { tool: pin.name, file, wanted, found },
    `${file} of ${pin.name} ${pin.version} has sha256 ${found}, wanted ${wanted}`
  );
}

// packages/scanners/locate/version.ts
var DENIED = { trivy: ["0.69.4", "0.69.5", "0.69.6"] };
function versionOf({ code, stdout }) {
  if (code !== 0) return void 0;
  const text5 = Buffer.from(stdout.subarray(0, 4096)).toString("utf8");
  return /(?:^|\s)v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)(?=\s|$)/.exec(text5)?.[1];
}
function refuseDenied({ name }, version) {
  if (version === void 0 || DENIED[name]?.includes(version) !== true) return;
  throw scannerError("tool-denied", { name, version }, `${name} ${version} is known to be hostile`);
}

// packages/scanners/locate/locate.ts
function createToolLocator(options, ports, pins = TOOL_PINS) {
  const located = /* @__PURE__ */ new Map();
  return {
    locate(name) {
      const known = located.get(name) ?? find(name, pins[name], options, ports);
      located.set(name, known);
      return known;
    }
  };
}
async function find(name, pin, options, ports) {
  const { version } = pin;
  const place = await inDirectory(pin, options, ports) ?? await onPath(pin, ports);
  const found = place ?? { path: await fromRelease(pin, options, ports), source: "release" };
  ports.log(`${name} ${version} from ${DESCRIPTIONS[found.source]}`);
  return { name, version, ...found };
}
var DESCRIPTIONS = {
  directory: "the tool directory",
  path: "PATH",
  release: "its vendor's release"
};
async function inDirectory(pin, { toolDirectory }, ports) {
  if (toolDirectory === void 0) return void 0;
  const path = await findProgram(join9(toolDirectory, `${pin.name}@${pin.version}`, pin.name));
  if (path === void 0) return void 0;
  const found = await askVersion(path, pin, ports);
  if (found === pin.version) return { path, source: "directory" };
  throw scannerError(
    "tool-version-wrong",
    { name: pin.name, found: found ?? null, wanted: pin.version },
    `${path} is ${pin.name} ${found ?? "of no known version"}, wanted ${pin.version}`
  );
}
async function onPath(pin, ports) {
  const path = await findProgram(pin.name, ports.environment["PATH"] ?? "");
  if (path === void 0) return void 0;
  const found = await askVersion(path, pin, ports);
  if (found === pin.version) return { path, source: "path" };
  ports.log(`${pin.name} on PATH is ${found ?? "of no known version"}, not ${pin.version}: not used`);
  return void 0;
}
async function fromRelease(pin, { cacheDirectory }, ports) {
  return installRelease(pin, cacheDirectory, ports, async (path) => {
    const found = await askVersion(path, pin, ports);
    if (found === pin.version) return;
    throw scannerError(
      "tool-refused",
      { name: pin.name, found: found ?? null, wanted: pin.version },
      `the release of ${pin.name} says it is ${found ?? "of no known version"}, wanted ${pin.version}`
    );
  });
}
var VERSION_TIMEOUT_MS = 6e4;
async function askVersion(path, pin, ports) {
  try {
    const finished = await withWorkspace(
      ports,
      (workspace) => workspace.run({ program: path, args: pin.versionArguments, timeoutMs: VERSION_TIMEOUT_MS })
    );
    const version = versionOf(finished);
    refuseDenied(pin, version);
    return version;
  } catch (error) {
    if (asPromoError(error).code.startsWith("program-")) return void 0;
    throw error;
  }
}

// packages/scanners/create-scanners.ts
function createScanners(options, ports) {
  const context = { options, ports, locator: createToolLocator(options, ports) };
  const adapters = {
    gitleaks: createGitleaks(context),
    checkov: createCheckov(context),
    trivy: createTrivy(context),
    grype: createGrype(context)
  };
  return {
    async scan(scanner, subject) {
      const run = startRun(scanner, ports.clock);
      try {
        const { findings, suppressed, database } = await adapters[scanner](subject);
        const finished = {
          findings: finishFindings(findings),
          ...suppressed === void 0 ? {} : { suppressed: finishSuppressed(suppressed) }
        };
        const stale = database === void 0 ? void 0 : staleness(scanner, database, options, ports.clock);
        if (stale !== void 0) return run.failed(stale, database);
        return { tool: run.passed(database), ...finished };
      } catch (error) {
        return run.failed(typed(scanner, error));
      }
    },
    async sbom(subject, formats, generator = "syft") {
      const run = startRun(generator, ports.clock);
      try {
        const sboms = await GENERATORS[generator](subject, formats, context);
        return { tool: run.passed(), sboms };
      } catch (error) {
        throw typed(generator, error);
      }
    }
  };
}
var GENERATORS = { syft: generateSyftSboms, trivy: generateTrivySboms };
function typed(tool, error) {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : void 0;
  if (isPromoError(error) || typeof code !== "string") return asPromoError(error);
  return scannerError("scanner-failed", { tool, code }, `${tool} could not be run: the system says ${code}`, {
    cause: error
  });
}
var MESSAGE_LIMIT = 1e3;
function startRun(name, clock) {
  const startedAt = formatTime(clock.now());
  const record4 = (database) => ({
    name,
    version: TOOL_PINS[name].version,
    ...database === void 0 ? {} : { database },
    startedAt,
    finishedAt: formatTime(clock.now())
  });
  return {
    passed: (database) => ({ ...record4(database), outcome: "pass", complete: true }),
    failed({ code, message }, database) {
      const told = { code, message: clean(message, MESSAGE_LIMIT) };
      return { tool: { ...record4(database), outcome: "infrastructure", complete: false, error: told }, findings: [] };
    }
  };
}
var CLOCK_SKEW_MS = 24 * 3600 * 1e3;
function staleness(tool, { updatedAt }, { maxDatabaseAgeMs }, clock) {
  const age = clock.now().getTime() - Date.parse(updatedAt);
  if (age <= maxDatabaseAgeMs && age >= -CLOCK_SKEW_MS) return void 0;
  const hours = Math.floor(maxDatabaseAgeMs / 36e5);
  return scannerError(
    "database-stale",
    { tool, updatedAt, maxDatabaseAgeMs },
    `the database of ${tool} is of ${updatedAt}, more than ${String(hours)} hours from now`
  );
}

// packages/connections/scanners.ts
async function connectScanners(runner, options) {
  const temp = join10(runner.context.temp, "promo-scan");
  await mkdir5(temp, { recursive: true });
  const cacheDirectory = join10(runner.context.toolCache, "promo");
  return createScanners(
    { ...options, cacheDirectory },
    {
      run: runProgram,
      http: connectHttp(runner),
      clock: systemClock,
      temp,
      environment: process.env,
      log: (line2) => runner.log.info(line2),
      signal: runner.signal
    }
  );
}

export {
  summarizeSbom,
  connectScanners
};
