import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  formatPlatform,
  parsePlatform
} from "./chunks/chunk-YZ3BQTF4.js";
import {
  parseWorkflow
} from "./chunks/chunk-TAFSLCTZ.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  artifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import {
  parseArtifactName
} from "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseCommit,
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
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
await runAction(readRequest, () => import("./chunks/run-Q37YY5TE.js"), { outputs: outputNames });
