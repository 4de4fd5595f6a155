import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseTime
} from "./chunks/chunk-TME4U2ZK.js";
import {
  forgeInput
} from "./chunks/chunk-EQ7IXOD6.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import "./chunks/chunk-UHXN7FVG.js";
import {
  _11_artifactInput as artifactInput,
  _11_evidenceRepositoryInput as evidenceRepositoryInput,
  _11_registryInput as registryInput,
  _11_runAction as runAction
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _2_parseLine as parseLine,
  _2_parseRepositoryPath as parseRepositoryPath
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _1_parseEnvironmentName as parseEnvironmentName
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _9_parsePinnedImage as parsePinnedImage
} from "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
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
await runAction(readRequest, () => import("./chunks/run-I5PA66YY.js"), { outputs: outputNames });
