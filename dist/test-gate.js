import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  notBuilt,
  notBuiltSecret
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import {
  actionError
} from "./chunks/chunk-UHXN7FVG.js";
import {
  _11_artifactInput as artifactInput,
  _11_parseCount as parseCount,
  _11_runAction as runAction
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _12_parseArtifactName as parseArtifactName
} from "./chunks/start-290B8815.js";
import {
  _2_parseGlob as parseGlob
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _1_parseLegName as parseLegName
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/test-gate/inputs.ts
var outputNames = [
  "passed",
  "failed",
  "skipped",
  "coverage",
  "quality-gate",
  "report",
  "predicate",
  "artifact-digest"
];
function readRequest(input) {
  return input.request({
    from: sourceInput(input),
    minTests: input.withDefault("min-tests", 1, parseMinimum),
    artifact: artifactInput(input),
    coverage: notBuilt(input, "coverage"),
    minCoverage: notBuilt(input, "min-coverage"),
    sonarUrl: notBuilt(input, "sonar-url"),
    sonarToken: notBuiltSecret(input, "sonar-token"),
    sonarProject: notBuilt(input, "sonar-project"),
    sonarReportTask: notBuilt(input, "sonar-report-task"),
    timeout: notBuilt(input, "timeout", "10m")
  });
}
function sourceInput(input) {
  const fields = {
    patterns: input.list("junit", parseGlob),
    prefix: input.optional("from-artifacts", parseArtifactName),
    expected: input.list("expected", parseLegName)
  };
  return input.all("junit", fields, ({ patterns, prefix, expected }) => {
    if (patterns.length > 0 && prefix === void 0) return { kind: "reports", patterns };
    if (patterns.length === 0 && prefix !== void 0) return { kind: "artifacts", prefix, expected };
    throw actionError("tests-source-missing", {}, "give `junit` or `from-artifacts`, one of the two");
  });
}
function parseMinimum(text) {
  const count = parseCount(text);
  if (count > 0) return count;
  throw actionError("min-tests-invalid", { found: text }, "`min-tests` is at least 1");
}

// actions/test-gate/main.ts
await runAction(readRequest, () => import("./chunks/run-4FDIVA2A.js"), { outputs: outputNames });
