import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SBOM_FORMATS,
  SCANNER_NAMES
} from "./chunks/chunk-T5L55JCF.js";
import {
  notBuilt
} from "./chunks/chunk-P6X2LOLR.js";
import "./chunks/chunk-L6DDHFDX.js";
import {
  artifactInput,
  durationInput,
  fromArtifactInput,
  parseSeverity,
  registryInput,
  runAction,
  tokenInput
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseLine,
  parsePath,
  refused
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  parseImageName,
  parseImageReference,
  parsePinnedImage
} from "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/scan-gate/databases.ts
function parseDatabase(text) {
  parseImageReference(text);
  return text;
}
function parseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : void 0;
  const isPlain = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url !== void 0 && (url.protocol === "https:" || isPlain) && url.username === "" && url.password === "")
    return parseLine(text);
  throw refused(text, "an https URL without credentials");
}

// actions/scan-gate/inputs.ts
var outputNames = [
  "counts",
  "report",
  "sarif",
  "predicates",
  "sboms",
  "suppressed",
  "database-updated-at",
  "artifact-digest"
];
function readRequest(input) {
  return input.request({
    images: input.list("images", parsePinnedImage),
    path: input.withDefault("path", ".", parsePath),
    scanners: input.choices("scanners", SCANNER_NAMES, []),
    failOn: input.withDefault("fail-on", "high", parseSeverity),
    reportOn: input.withDefault("report-on", "negligible", parseSeverity),
    ignoreUnfixed: input.flag("ignore-unfixed", false),
    sboms: input.choices("sbom", SBOM_FORMATS, []),
    maxDatabaseAgeMs: durationInput(input, "max-database-age", "72h"),
    databases: input.list("database", parseDatabase),
    grypeDatabase: input.optional("grype-database", parseUrl),
    offline: input.flag("offline", false),
    timeoutMs: durationInput(input, "timeout", "15m"),
    toolDirectory: input.optional("tool-directory", parsePath),
    registry: registryInput(input),
    artifact: artifactInput(input),
    token: tokenInput(input),
    from: fromArtifactInput(input),
    layout: input.optional("layout", parsePath),
    quarantine: input.optional("quarantine", parseImageName),
    exceptions: notBuilt(input, "exceptions"),
    vex: notBuilt(input, "vex"),
    baseline: notBuilt(input, "baseline"),
    platforms: notBuilt(input, "platforms", "all"),
    uploadSarif: notBuilt(input, "upload-sarif", "false")
  });
}

// actions/scan-gate/main.ts
await runAction(readRequest, () => import("./chunks/run-JD64QZYK.js"), { outputs: outputNames });
