import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  notBuilt,
  notBuiltSecret
} from "./chunks/chunk-P6X2LOLR.js";
import "./chunks/chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  artifactInput,
  parseCount,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseGlob
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import {
  parseArtifactName
} from "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
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
await runAction(readRequest, () => import("./chunks/run-O63QGAU6.js"), { outputs: outputNames });
