import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseTime
} from "./chunks/chunk-QUYDUSHP.js";
import {
  forgeInput
} from "./chunks/chunk-MM5CKKV2.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import "./chunks/chunk-LSCOCW4K.js";
import {
  artifactInput,
  evidenceRepositoryInput,
  registryInput,
  runAction
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import {
  parseLine,
  parseRepositoryPath
} from "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import {
  parseEnvironmentName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import {
  parsePinnedImage
} from "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
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
    trustedRoot: input.document("trusted-root"),
    forge: forgeInput(input),
    registry: registryInput(input),
    artifact: artifactInput(input),
    mode: input.choice("mode", ["enforce", "warn"], "enforce"),
    attestVerdict: notBuilt(input, "attest-verdict", "false")
  });
}

// actions/verify-evidence/main.ts
await runAction(readRequest, () => import("./chunks/run-T4KR2T5I.js"), { outputs: outputNames });
