import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  promotedInput
} from "./chunks/chunk-X2WWX3DK.js";
import "./chunks/chunk-LDRIFAFW.js";
import "./chunks/chunk-MQBOJIW4.js";
import "./chunks/chunk-CMTFYGHV.js";
import {
  optionalForgeInput
} from "./chunks/chunk-POKNSK6F.js";
import {
  notBuilt
} from "./chunks/chunk-P6X2LOLR.js";
import "./chunks/chunk-L6DDHFDX.js";
import "./chunks/chunk-NW5PXJHT.js";
import {
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseBranch,
  parsePath,
  parseRepositoryPath,
  parseText
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseEnvironmentName,
  parseRepositoryName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/bump-overlay/inputs.ts
var outputNames = ["changed", "updates", "diff", "commit-sha", "attempts"];
function readRequest(input) {
  return input.request({
    overlay: input.optional("overlay", parsePath),
    environment: input.optional("environment", parseEnvironmentName),
    config: input.withDefault("config", "promo.yaml", parseRepositoryPath),
    promoted: promotedInput(input),
    createMissing: input.flag("create-missing", false),
    tagComment: input.flag("tag-comment", true),
    commit: input.choice("commit", ["none", "push"], "none"),
    branch: input.optional("branch", parseBranch),
    message: input.optional("message", parseText),
    skipCi: input.flag("skip-ci", false),
    repository: input.optional("repository", parseRepositoryName),
    forge: optionalForgeInput(input),
    format: input.choice("format", ["auto", "kustomize"], "auto"),
    helmMap: notBuilt(input, "helm-map"),
    changelog: notBuilt(input, "changelog"),
    renderCheck: notBuilt(input, "render-check", "true"),
    allowDowngrade: notBuilt(input, "allow-downgrade", "false")
  });
}

// actions/bump-overlay/main.ts
await runAction(readRequest, () => import("./chunks/run-G4NN4C42.js"), { outputs: outputNames, acting: true });
