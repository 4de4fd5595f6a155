import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  promotedInput
} from "./chunks/chunk-WGHLWVRV.js";
import "./chunks/chunk-ZODY6R5S.js";
import "./chunks/chunk-HQKFMMSW.js";
import "./chunks/chunk-4BJTVHOZ.js";
import {
  optionalForgeInput
} from "./chunks/chunk-EQ7IXOD6.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import "./chunks/chunk-UHXN7FVG.js";
import {
  _11_runAction as runAction
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _2_parseBranch as parseBranch,
  _2_parsePath as parsePath,
  _2_parseRepositoryPath as parseRepositoryPath,
  _2_parseText as parseText
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _1_parseEnvironmentName as parseEnvironmentName,
  _1_parseRepositoryName as parseRepositoryName
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
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
await runAction(readRequest, () => import("./chunks/run-FVEANRTK.js"), { outputs: outputNames, acting: true });
