import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseTime
} from "./chunks/chunk-FMUOLR5H.js";
import {
  forgeInput
} from "./chunks/chunk-POKNSK6F.js";
import "./chunks/chunk-L6DDHFDX.js";
import "./chunks/chunk-NW5PXJHT.js";
import {
  artifactInput,
  evidenceRepositoryInput,
  registryInput,
  runAction,
  sigstoreInput
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseLine,
  parseRepositoryPath
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseEnvironmentName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  parsePinnedImage
} from "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/verify-evidence/inputs.ts
var outputNames = [
  "verdict",
  "enforcement",
  "failed-rules",
  "exceptions-used",
  "expires-at",
  "vsa-digest",
  "artifact-digest"
];
function readRequest(input) {
  return input.request({
    images: input.list("images", parsePinnedImage),
    overlay: input.optional("overlay", parseRepositoryPath),
    environment: input.optional("environment", parseEnvironmentName),
    config: input.withDefault("config", "promo.yaml", parseRepositoryPath),
    atTime: input.optional("at-time", parseTime),
    checkName: input.withDefault("check-name", "promo gate", parseLine),
    evidenceRepository: evidenceRepositoryInput(input),
    offline: input.flag("offline", false),
    sigstore: sigstoreInput(input),
    forge: forgeInput(input),
    registry: registryInput(input),
    artifact: artifactInput(input),
    mode: input.choice("mode", ["enforce", "warn"], "enforce"),
    attestVerdict: input.flag("attest-verdict", false)
  });
}

// actions/verify-evidence/main.ts
await runAction(readRequest, () => import("./chunks/run-JMNVDP6G.js"), { outputs: outputNames });
