import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  readTestsFile
} from "./chunk-5F62X5P3.js";
import {
  testsDocument,
  testsPredicate
} from "./chunk-UKSC2WUM.js";
import {
  invocationUri
} from "./chunk-E7PJ5T3I.js";
import "./chunk-KJJBT5NK.js";
import "./chunk-3WJNHUCF.js";
import "./chunk-K3IZWFDI.js";
import {
  runOf,
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import "./chunk-JP5D7BLO.js";
import "./chunk-VFUMXG24.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import {
  TESTS_FILE
} from "./chunk-JZA7TCL7.js";
import {
  plural
} from "./chunk-ELEXUCDR.js";
import {
  XMLParser,
  XMLValidator
} from "./chunk-3WJNBVXF.js";
import "./chunk-3PGUMVOA.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-5DFI25AZ.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  newestAttempts
} from "./chunk-RM445475.js";
import "./chunk-535AGLRV.js";
import {
  blocks,
  code,
  details,
  heading,
  md,
  table
} from "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  digestOf
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  defineErrors
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/test-gate/run.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// packages/connections/tests-artifacts.ts
async function downloadTests(prefix, runner) {
  const newest = newestAttempts(await runner.artifacts.list(`${prefix}-`), prefix, runner.context.runAttempt);
  const legs = [];
  for (const { leg, artifact } of newest) {
    const { name, digest } = artifact;
    const directory = await runner.artifacts.download(name, digest === void 0 ? {} : { digest });
    legs.push({ leg, tests: await readTestsFile(directory) });
  }
  return legs;
}

// packages/quality/tests.ts
var PASSED_LIMIT = 5e3;
var CASES_LIMIT = 1e3;
function countTests(reports, minTests, { source, run: run2, testedAt }) {
  const cases = reports.flatMap((each) => each.cases);
  const totals = totalsOf(cases);
  const passed = cases.filter(({ outcome }) => outcome === "passed" || outcome === "retried");
  return testsDocument.create({
    source,
    run: run2,
    totals,
    cases: cases.flatMap(describedCase).slice(0, CASES_LIMIT),
    passed: passed.length > PASSED_LIMIT ? [] : passed.map(({ suite, name }) => `${suite} › ${name}`),
    reports: reports.map(({ report }) => report),
    coverage: null,
    qualityGate: "NONE",
    decision: decideTests(totals, minTests),
    testedAt: formatTime(testedAt)
  });
}
function decideTests({ passed, failed }, minTests) {
  const least = Math.max(1, minTests);
  const ran = passed + failed;
  const reasons = [
    ...failed > 0 ? [`${String(failed)} failed`] : [],
    ...ran < least ? [`${String(ran)} ran, at least ${String(least)} must`] : []
  ];
  return { minTests: least, outcome: reasons.length === 0 ? "pass" : "findings", reasons };
}
function totalsOf(cases) {
  const count = (wanted) => cases.filter(({ outcome }) => outcome === wanted).length;
  const retried = count("retried");
  return {
    tests: cases.length,
    passed: count("passed") + retried,
    failed: count("failed"),
    skipped: count("skipped"),
    retried
  };
}
function describedCase({ outcome, ...described }) {
  return outcome === "failed" || outcome === "retried" ? [{ ...described, outcome }] : [];
}

// packages/quality/errors.ts
var qualityError = defineErrors("quality", {
  "junit-missing": {
    ending: "configuration",
    remedy: "Correct `junit`, or let the tests write their reports before test-gate: every pattern must name a file."
  },
  "junit-unreadable": {
    ending: "infrastructure",
    remedy: "Run the tests again: the report is empty, cut off or not XML, so nothing is known about them."
  },
  "junit-refused": {
    ending: "configuration",
    remedy: "Write the report as plain JUnit XML, without a document type, within the limits that the message names."
  },
  "junit-foreign": {
    ending: "configuration",
    remedy: "Give JUnit XML: for .NET add JunitXml.TestLogger or convert the .trx, for Go use gotestsum or go-junit-report."
  },
  "tests-foreign": {
    ending: "configuration",
    remedy: "Join documents that test-gate made for this commit in this run."
  },
  "tests-failed-reported": {
    ending: "findings",
    remedy: "Repair the tests that the table names, or what they test."
  },
  "tests-too-few-reported": {
    ending: "findings",
    remedy: "Check that the tests ran and that `junit` names their reports; `min-tests` says how many must have run."
  }
});

// packages/quality/merge.ts
function mergeTests(documents, minTests, here) {
  for (const document of documents) assertOfRun(document, here);
  const totals = documents.map((each) => each.totals).reduce(sum, NOTHING);
  const decided = decideTests(totals, minTests);
  const inherited = documents.flatMap(({ decision }) => decision.outcome === "pass" ? [] : decision.reasons);
  const reasons = [.../* @__PURE__ */ new Set([...decided.reasons, ...inherited])];
  const complete = documents.every((each) => each.passed.length === each.totals.passed);
  return testsDocument.create({
    source: here.source,
    run: here.run,
    totals,
    cases: documents.flatMap(({ cases }) => cases),
    passed: complete ? documents.flatMap(({ passed }) => passed) : [],
    reports: documents.flatMap(({ reports }) => reports),
    coverage: null,
    qualityGate: "NONE",
    decision: { ...decided, reasons, outcome: documents.every(isPass) ? decided.outcome : "findings" },
    testedAt: formatTime(here.testedAt)
  });
}
function isPass({ decision }) {
  return decision.outcome === "pass";
}
function assertOfRun(document, here) {
  const [found, wanted] = [originOf(document), originOf(here)];
  if (found === wanted) return;
  throw qualityError("tests-foreign", { found, wanted }, `the tests are of ${found}, not of ${wanted}`);
}
function originOf({ source, run: run2 }) {
  return source === null || run2 === null ? "no workflow run" : `${source.repository}@${source.sha}, run ${run2.id}`;
}
var NOTHING = { tests: 0, passed: 0, failed: 0, skipped: 0, retried: 0 };
function sum(a, b) {
  return {
    tests: a.tests + b.tests,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    retried: a.retried + b.retried
  };
}

// packages/quality/reports.ts
import { glob, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";

// packages/quality/junit-text.ts
var REPORT_LIMIT = 32 * 1024 * 1024;
var BYTE_ORDER_MARK = "\uFEFF";
function decodeReport(bytes, path) {
  if (bytes.byteLength > REPORT_LIMIT) {
    throw qualityError(
      "junit-refused",
      { path, size: bytes.byteLength, limit: REPORT_LIMIT },
      `${path} is larger than ${String(REPORT_LIMIT)} bytes`
    );
  }
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch (cause) {
    throw qualityError("junit-unreadable", { path }, `${path} is not text in the encoding it declares`, { cause });
  }
}
function encodingOf(bytes) {
  if (bytes[0] === 255 && bytes[1] === 254) return "utf-16le";
  if (bytes[0] === 254 && bytes[1] === 255) return "utf-16be";
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const [, declared] = /^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head) ?? [];
  return declared === void 0 || /^utf-?16/i.test(declared) ? "utf-8" : declared;
}
var ELEMENT_LIMIT = 1e6;
function assertPlainXml(text, path) {
  let tags = 0;
  let at = text.indexOf("<");
  while (at !== -1) {
    if (text[at + 1] === "!") at = endOfSection(text, at, path);
    else if (++tags > 2 * ELEMENT_LIMIT) {
      const message = `${path} has more than ${String(ELEMENT_LIMIT)} elements`;
      throw qualityError("junit-refused", { path, limit: ELEMENT_LIMIT }, message);
    }
    at = text.indexOf("<", at + 1);
  }
}
function endOfSection(text, at, path) {
  const isComment = text.startsWith("<!--", at);
  if (!isComment && !text.startsWith("<![CDATA[", at)) {
    throw qualityError("junit-refused", { path }, `${path} declares a document type or an entity`);
  }
  const end = isComment ? text.indexOf("-->", at + 4) : text.indexOf("]]>", at + 9);
  if (end !== -1) return end;
  throw qualityError("junit-unreadable", { path }, `${path} ends inside a comment or CDATA section`);
}
var NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
function decodeEntities(text) {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (typeof name === "string") return NAMED[name] ?? whole;
      const code2 = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(decimal);
      return code2 > 0 && code2 <= 1114111 ? String.fromCodePoint(code2) : whole;
    }
  );
}

// packages/quality/xml-tree.ts
var DEPTH_LIMIT = 64;
var parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  maxNestedTags: DEPTH_LIMIT
});
function parseXml(text, path) {
  assertPlainXml(text, path);
  const roots = parse(text, path).filter((node) => nameOf(node) !== void 0);
  const [root] = roots;
  if (root === void 0 || roots.length > 1) {
    throw qualityError(
      "junit-unreadable",
      { path },
      `${path} has ${roots.length === 0 ? "no" : "more than one"} root element`
    );
  }
  return elementOf(root);
}
function parse(text, path) {
  try {
    const valid = XMLValidator.validate(text);
    if (valid !== true) {
      const { msg, line } = valid.err;
      throw qualityError("junit-unreadable", { path, line }, `${path}, line ${String(line)}: ${msg.slice(0, 200)}`);
    }
    return parser.parse(text);
  } catch (cause) {
    const error = asPromoError(cause);
    if (error.code.startsWith("junit-")) throw error;
    throw qualityError(
      "junit-unreadable",
      { path },
      `${path} is not XML that can be read: ${error.message.slice(0, 200)}`,
      {
        cause
      }
    );
  }
}
function nameOf(node) {
  return Object.keys(node).find((key) => key !== ":@" && key !== "#text");
}
function elementOf(node) {
  const name = nameOf(node) ?? "";
  const nodes = node[name];
  const attributes = node[":@"] ?? {};
  return {
    name,
    attribute: (wanted) => {
      const value = Object.hasOwn(attributes, wanted) ? attributes[wanted] : void 0;
      return typeof value === "string" ? decodeEntities(value) : void 0;
    },
    get children() {
      return nodes.filter((child) => nameOf(child) !== void 0).map(elementOf);
    },
    get text() {
      return decodeEntities(nodes.map((child) => typeof child["#text"] === "string" ? child["#text"] : "").join(""));
    }
  };
}

// packages/quality/junit.ts
var NAME_LIMIT = 300;
var MESSAGE_LIMIT = 500;
function readJUnit(bytes, path) {
  const root = parseXml(decodeReport(bytes, path), path);
  if (root.name !== "testsuites" && root.name !== "testsuite") {
    throw qualityError(
      "junit-foreign",
      { path, found: root.name },
      `${path} is no JUnit report: its root is <${root.name.slice(0, 100)}>`
    );
  }
  const cases = casesOf(root, { suite: "", file: void 0 });
  return { report: { path, digest: digestOf(bytes), tests: cases.length }, cases };
}
function casesOf(element, place2) {
  if (element.name === "testcase") return [caseOf(element, place2), ...nested(element, place2)];
  const isSuite = element.name === "testsuite" || element.name === "testsuites";
  if (!isSuite) return nested(element, place2);
  const inside = {
    suite: clip(element.attribute("name") ?? place2.suite, NAME_LIMIT),
    file: element.attribute("file") ?? place2.file
  };
  const cases = nested(element, inside);
  return [...cases, ...suiteFailures(element, inside, cases)];
}
function nested(element, place2) {
  const found = [];
  for (const child of element.children) for (const each of casesOf(child, place2)) found.push(each);
  return found;
}
var FAILURES = ["failure", "error"];
var RETRIES = ["flakyFailure", "flakyError", "rerunFailure", "rerunError"];
var FAILED_WORDS = /^(?:failed|failure|error|errored|broken)$/i;
var SKIPPED_WORDS = /^(?:skipped|notrun|disabled|ignored|pending|suppressed)$/i;
function caseOf(element, place2) {
  const { children } = element;
  const failure = children.find(({ name }) => FAILURES.includes(name));
  const retry = children.find(({ name }) => RETRIES.includes(name));
  const words = [element.attribute("status") ?? "", element.attribute("result") ?? ""];
  const isSkipped = children.some(({ name }) => name === "skipped") || words.some((word) => SKIPPED_WORDS.test(word));
  const outcome = () => {
    if (failure !== void 0 || words.some((word) => FAILED_WORDS.test(word))) return "failed";
    if (isSkipped) return "skipped";
    return retry === void 0 ? "passed" : "retried";
  };
  return {
    suite: clip(element.attribute("classname") ?? place2.suite, NAME_LIMIT),
    name: clip(element.attribute("name") ?? "", NAME_LIMIT),
    outcome: outcome(),
    message: messageOf(failure ?? retry),
    ...locationOf(element, place2)
  };
}
function suiteFailures(element, place2, cases) {
  const named = element.children.filter(({ name }) => FAILURES.includes(name));
  const failed = named.map((each) => suiteFailure(place2, messageOf(each)));
  if (failed.length > 0 || cases.some(({ outcome }) => outcome === "failed" || outcome === "retried")) return failed;
  const claimed = ["failures", "errors"].some((name) => Number(element.attribute(name) ?? 0) > 0);
  return claimed ? [suiteFailure(place2, "the suite reports failures and names none")] : [];
}
function suiteFailure({ suite, file }, message) {
  return {
    suite,
    name: "(suite)",
    outcome: "failed",
    message,
    ...file === void 0 ? {} : { file: clip(file, NAME_LIMIT) }
  };
}
function messageOf(element) {
  if (element === void 0) return "";
  return clip((element.attribute("message") ?? element.text).trim() || element.text.trim(), MESSAGE_LIMIT);
}
function locationOf(element, { file: ofSuite }) {
  const file = element.attribute("file") ?? ofSuite;
  const line = element.attribute("line") ?? "";
  return {
    ...file === void 0 || file === "" ? {} : { file: clip(file, NAME_LIMIT) },
    .../^[1-9][0-9]{0,6}$/.test(line) ? { line: Number(line) } : {}
  };
}
function clip(text, limit) {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

// packages/quality/reports.ts
var REPORTS_LIMIT = 5e3;
async function readReports(patterns, directory) {
  const paths = /* @__PURE__ */ new Set();
  for (const pattern of patterns) {
    const matched = await filesOf(pattern, directory);
    if (matched.length === 0) throw qualityError("junit-missing", { pattern }, `no file is named by ${pattern}`);
    for (const path of matched) paths.add(path);
  }
  const reports = [];
  for (const path of [...paths].sort()) reports.push(readJUnit(await readReport(path), shown(path, directory)));
  return reports;
}
async function filesOf(pattern, directory) {
  const files = [];
  for await (const match of glob(pattern, { cwd: directory })) {
    const path = isAbsolute(match) ? match : join(directory, match);
    if ((await stat(path)).isFile()) files.push(path);
    if (files.length > REPORTS_LIMIT) {
      throw qualityError(
        "junit-refused",
        { pattern, limit: REPORTS_LIMIT },
        `${pattern} names more than ${String(REPORTS_LIMIT)} files`
      );
    }
  }
  return files;
}
async function readReport(path) {
  const { size } = await stat(path);
  if (size <= REPORT_LIMIT) return readFile(path);
  throw qualityError(
    "junit-refused",
    { path, size, limit: REPORT_LIMIT },
    `${path} is larger than ${String(REPORT_LIMIT)} bytes`
  );
}
function shown(path, directory) {
  const inside = relative(directory, path);
  return (inside.startsWith("..") ? path : inside).split(sep).join("/");
}

// packages/quality/ending.ts
function testsEnding({ decision, totals, cases }) {
  if (decision.outcome === "pass") return void 0;
  const message = decision.reasons.join("; ");
  if (totals.failed === 0) return { error: qualityError("tests-too-few-reported", { totals }, message) };
  const failed = cases.filter(({ outcome }) => outcome === "failed").map(({ suite, name }) => `${suite} › ${name}`);
  const named = `${message}: ${failed.slice(0, 3).join(", ")}`;
  return { error: qualityError("tests-failed-reported", { totals, failed: failed.slice(0, 20) }, named) };
}

// packages/report/tests-summary.ts
function testsSummary(tests) {
  const { totals, cases, reports } = tests;
  const failed = cases.filter(({ outcome }) => outcome === "failed");
  const retried = cases.filter(({ outcome }) => outcome === "retried");
  return String(
    blocks(
      heading(3, headline(tests)),
      table(
        ["passed", "failed", "skipped", "retried", "Quality Gate"],
        [[totals.passed, totals.failed, totals.skipped, totals.retried, tests.qualityGate]]
      ),
      caseTable(failed, "Why"),
      nextStep(tests),
      retried.length === 0 ? md`` : details(`${plural(retried.length, "case")} passed only when run again`, caseTable(retried, "First")),
      details(
        plural(reports.length, "report"),
        table(
          ["Report", "Cases"],
          reports.map(({ path, tests: count }) => [code(path), count])
        )
      )
    )
  );
}
function headline({ decision, totals }) {
  if (decision.outcome === "pass") return `Tests passed: ${plural(totals.passed, "case")}`;
  return `Tests refused: ${decision.reasons.join("; ")}`;
}
function caseTable(cases, reason) {
  return table(
    ["Case", "Where", reason],
    cases.map((each) => [code(`${each.suite} › ${each.name}`), place(each), each.message])
  );
}
function place({ file, line }) {
  if (file === void 0) return md``;
  return code(line === void 0 ? file : `${file}:${line}`);
}
function nextStep({ decision, totals }) {
  if (decision.outcome === "pass") return md``;
  return totals.failed > 0 ? md`**What to do:** repair the cases above; nothing is built or promoted from a commit whose tests fail.` : md`**What to do:** check that the tests ran and that \`junit\` names their reports. Skipped cases do not count as run.`;
}

// actions/test-gate/annotate.ts
function annotateFailures({ cases }, runner) {
  for (const { suite, name, outcome, message, file, line } of cases) {
    if (outcome !== "failed") continue;
    const place2 = file === void 0 ? void 0 : { file, ...line === void 0 ? {} : { startLine: line } };
    runner.annotate("error", `${suite} › ${name}: ${message === "" ? "failed" : message}`, place2);
  }
}

// actions/test-gate/legs.ts
function assertExpected({ prefix, expected }, legs) {
  const found = legs.map(({ leg }) => leg);
  const missing = expected.filter((leg) => !found.includes(leg));
  const extra = expected.length === 0 ? [] : found.filter((leg) => !expected.includes(leg));
  if (found.length > 0 && missing.length === 0 && extra.length === 0) return;
  const facts = { prefix, expected, found };
  if (found.length === 0)
    throw actionError("tests-leg-missing", facts, `no artifact of this run is named ${prefix}-<leg>-<attempt>`);
  const wrong = [...missing.map((leg) => `${leg} is missing`), ...extra.map((leg) => `${leg} is not expected`)];
  throw actionError("tests-leg-missing", facts, wrong.join(", "));
}

// actions/test-gate/run.ts
var PREDICATE_FILE = "predicate.json";
async function run(request, runner) {
  const tests = await readTests(request, runner);
  const directory = await mkdtemp(join2(runner.context.temp, "promo-tests-"));
  const report = join2(directory, TESTS_FILE);
  const predicate = join2(directory, PREDICATE_FILE);
  await writeFile(report, testsDocument.write(tests));
  await writeFile(predicate, JSON.stringify(testsPredicate(tests, addressOf(tests, runner))));
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  const { passed, failed, skipped } = tests.totals;
  runner.outputs({
    passed,
    failed,
    skipped,
    coverage: tests.coverage?.lines ?? "",
    "quality-gate": tests.qualityGate,
    report,
    predicate,
    "artifact-digest": uploaded?.digest ?? ""
  });
  annotateFailures(tests, runner);
  await runner.summary(testsSummary(tests));
  return testsEnding(tests);
}
async function readTests({ from, minTests }, runner) {
  const here = whereTestsRan(runner);
  if (from.kind === "reports") {
    return countTests(await readReports(from.patterns, runner.context.workspace), minTests, here);
  }
  const legs = await downloadTests(from.prefix, runner);
  assertExpected(from, legs);
  return mergeTests(
    legs.map(({ tests }) => tests),
    minTests,
    here
  );
}
function whereTestsRan(runner) {
  const testedAt = systemClock.now();
  const isWorkflow = runner.context.eventName !== "";
  return isWorkflow ? { source: sourceOf(runner), run: runOf(runner), testedAt } : { source: null, run: null, testedAt };
}
function addressOf({ source, run: ran }, { context }) {
  return source === null || ran === null ? "" : invocationUri(context.serverUrl, source.repository, ran);
}
export {
  run
};
