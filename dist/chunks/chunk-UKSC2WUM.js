import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  TESTS_EXTENSION
} from "./chunk-5DFI25AZ.js";
import {
  count,
  defineDocument,
  digest,
  outcome,
  run,
  source,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _default,
  _enum,
  _maxLength,
  array,
  nullable,
  number,
  object,
  optional
} from "./chunk-CMTFYGHV.js";

// packages/core/documents/tests.ts
var testTotals = object({ tests: count, passed: count, failed: count, skipped: count, retried: count });
var testCase = object({
  suite: text,
  name: text,
  outcome: _enum(["failed", "retried"]),
  message: text,
  file: optional(text),
  line: optional(count)
});
var testReport = object({ path: text, digest, tests: count });
var testDecision = object({
  /** Fewest cases that must have run, skipped ones not among them. */
  minTests: count,
  outcome,
  /** Why it is not a pass. */
  reasons: array(text)
});
var testsDocument = defineDocument("tests", {
  /** Null when the tests ran outside a workflow: such a document is never attested. */
  source: nullable(source),
  run: nullable(run),
  totals: testTotals,
  cases: array(testCase),
  /** Names of the cases that passed, `suite › name`; empty when they are too many to list. */
  passed: array(text),
  reports: array(testReport),
  /** Percentages; null when no coverage was given. */
  coverage: nullable(object({ lines: number() })),
  /** Status of the SonarQube Quality Gate; `NONE` when none was asked. */
  qualityGate: _enum(["OK", "WARN", "ERROR", "NONE"]),
  decision: testDecision,
  testedAt: time
});

// packages/core/tests-predicate.ts
var NAMES_LIMIT = 2e5;
var names = _default(array(text).check(_maxLength(NAMES_LIMIT)), []);
var predicate = object({
  result: _enum(["PASSED", "WARNED", "FAILED"]),
  passedTests: names,
  failedTests: names,
  [TESTS_EXTENSION]: optional(object({ totals: testTotals, minTests: count }))
});
function testsPredicate(tests, url) {
  const { source: source2, totals, decision, reports } = tests;
  const namesOf = (outcome2) => tests.cases.filter((each) => each.outcome === outcome2).map(({ suite, name }) => `${suite} › ${name}`);
  return {
    result: resultOf(tests),
    configuration: source2 === null ? [] : [{ uri: `git+https://github.com/${source2.repository}@${source2.ref}`, digest: { gitCommit: source2.sha } }],
    ...url === "" ? {} : { url },
    passedTests: [...tests.passed],
    warnedTests: [...namesOf("retried")],
    failedTests: [...namesOf("failed")],
    [TESTS_EXTENSION]: {
      totals: { ...totals },
      minTests: decision.minTests,
      reports: reports.map(({ path, digest: digest2 }) => ({ path, digest: digest2 }))
    }
  };
}
function readTestsPredicate(value) {
  const parsed = predicate.safeParse(value);
  if (!parsed.success) return void 0;
  const { result, passedTests, failedTests } = parsed.data;
  const totals = parsed.data[TESTS_EXTENSION]?.totals;
  const failed = [...failedTests, ...unnamed((totals?.failed ?? 0) - failedTests.length)];
  return { result, passed: totals?.passed ?? passedTests.length, failed };
}
function resultOf({ decision, totals }) {
  if (decision.outcome !== "pass") return "FAILED";
  return totals.retried > 0 ? "WARNED" : "PASSED";
}
function unnamed(number2) {
  return number2 > 0 ? [`${String(number2)} more`] : [];
}

export {
  testsDocument,
  testsPredicate,
  readTestsPredicate
};
