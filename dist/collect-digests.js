import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseWorkflow
} from "./chunks/chunk-FEAZDVWY.js";
import {
  formatPlatform,
  parsePlatform
} from "./chunks/chunk-6KQTMOMT.js";
import {
  actionError
} from "./chunks/chunk-UHXN7FVG.js";
import {
  _11_artifactInput as artifactInput,
  _11_registryInput as registryInput,
  _11_runAction as runAction
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _12_parseArtifactName as parseArtifactName
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _1_parseCommit as parseCommit,
  _1_parseLegName as parseLegName
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/collect-digests/inputs.ts
var outputNames = ["release", "images", "count", "release-digest", "artifact-digest"];
function readRequest(input) {
  return input.request({
    expected: expectedInput(input),
    artifactPrefix: input.withDefault("artifact-prefix", "promo-digest", parseArtifactName),
    requirePlatforms: input.list("require-platforms", (text) => formatPlatform(parsePlatform(text))),
    verify: input.choice("verify", ["certificate", "registry", "none"], "certificate"),
    signer: input.withDefault("signer", "org/promo/.github/workflows/leg.yml", parseWorkflow),
    signerCommit: input.required("signer-commit", parseCommit),
    trustedRoot: input.document("trusted-root"),
    registry: registryInput(input),
    artifact: artifactInput(input)
  });
}
function expectedInput(input) {
  return input.all("expected", { legs: input.list("expected", parseLegName) }, ({ legs }) => {
    if (legs.length === 0) throw actionError("expected-empty", {}, "no leg is expected");
    const twice = legs.find((leg, index) => legs.indexOf(leg) !== index);
    if (twice === void 0) return legs;
    throw actionError("expected-twice", { leg: twice }, `leg ${twice} is expected twice`);
  });
}

// actions/collect-digests/main.ts
await runAction(readRequest, () => import("./chunks/run-6FL2MG5J.js"), { outputs: outputNames });
