import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  promotedInput
} from "./chunks/chunk-X2WWX3DK.js";
import "./chunks/chunk-LDRIFAFW.js";
import "./chunks/chunk-MQBOJIW4.js";
import "./chunks/chunk-CMTFYGHV.js";
import {
  forgeInput
} from "./chunks/chunk-POKNSK6F.js";
import {
  notBuilt
} from "./chunks/chunk-P6X2LOLR.js";
import "./chunks/chunk-L6DDHFDX.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseBranch,
  parseLine,
  parseRepositoryPath,
  refused
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

// actions/open-promotion-pr/people.ts
var LABEL_LIMIT = 50;
function parseLabel(text) {
  if (text.length <= LABEL_LIMIT) return parseLine(text);
  throw refused(text, `a label of at most ${String(LABEL_LIMIT)} characters`);
}
function parseReviewer(text) {
  if (/^@?[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})(?:\/[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}))?$/.test(text)) return text;
  throw refused(text, "a user, or a team as `org/team`");
}

// actions/open-promotion-pr/inputs.ts
var outputNames = ["number", "url", "branch", "head-sha", "action", "pull-requests"];
function readRequest(input) {
  return input.request({
    target: targetInput(input),
    promoted: promotedInput(input),
    from: input.optional("from", parseEnvironmentName),
    config: input.withDefault("config", "promo.yaml", parseRepositoryPath),
    repository: input.optional("repository", parseRepositoryName),
    base: input.optional("base", parseBranch),
    draft: input.flag("draft", false),
    labels: input.list("labels", parseLabel),
    reviewers: input.list("reviewers", parseReviewer),
    dryRun: input.flag("dry-run", false),
    forge: forgeInput(input),
    strategy: notBuilt(input, "strategy", "per-environment"),
    supersede: notBuilt(input, "supersede", "true"),
    autoMerge: notBuilt(input, "auto-merge", "false")
  });
}
function targetInput(input) {
  const fields = {
    environment: input.optional("environment", parseEnvironmentName),
    from: input.optional("from", parseEnvironmentName)
  };
  return input.all("environment", fields, ({ environment, from }) => {
    if (environment !== void 0) return { kind: "environment", environment };
    if (from !== void 0) return { kind: "after", from };
    throw actionError("environment-missing", {}, "neither `environment` nor `from` is given");
  });
}

// actions/open-promotion-pr/main.ts
await runAction(readRequest, () => import("./chunks/run-3MHKTEJF.js"), { outputs: outputNames, acting: true });
