import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  promotedInput
} from "./chunks/chunk-C5HLHSV3.js";
import "./chunks/chunk-I4P53UVM.js";
import "./chunks/chunk-FPVADS5E.js";
import "./chunks/chunk-UG7ONX7C.js";
import {
  optionalForgeInput
} from "./chunks/chunk-MM5CKKV2.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import "./chunks/chunk-LSCOCW4K.js";
import {
  runAction
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import {
  parseBranch,
  parsePath,
  parseRepositoryPath,
  parseText
} from "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import {
  parseEnvironmentName,
  parseRepositoryName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
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
await runAction(readRequest, () => import("./chunks/run-4VTJXDD2.js"), { outputs: outputNames, acting: true });
