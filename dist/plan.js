import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SEQUENCES
} from "./chunks/chunk-3W43SOVY.js";
import "./chunks/chunk-MQBOJIW4.js";
import "./chunks/chunk-CMTFYGHV.js";
import {
  notBuilt
} from "./chunks/chunk-P6X2LOLR.js";
import {
  connectionError
} from "./chunks/chunk-L6DDHFDX.js";
import {
  parseCount,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import "./chunks/chunk-EHEY55MU.js";
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
import "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// packages/connections/config-input.ts
function configInput(input) {
  return input.all("config", { text: input.document("config") }, ({ text }) => {
    if (text !== void 0) return text;
    throw connectionError("config-missing", {}, "there is no promo.yaml");
  });
}

// actions/plan/inputs.ts
var outputNames = [
  "plan",
  "matrix",
  "expected",
  "environments",
  "push-environment",
  "pull-request-environment"
];
function readRequest(input) {
  return input.request({
    config: configInput(input),
    sequence: input.choice("sequence", SEQUENCES, "push-then-scan"),
    changedSince: notBuilt(input, "changed-since"),
    maxLegs: input.withDefault("max-legs", 256, parseCount),
    shard: input.optional("shard", parseCount),
    shards: input.optional("shards", parseCount)
  });
}

// actions/plan/main.ts
await runAction(readRequest, () => import("./chunks/run-3PKMOLKV.js"), { outputs: outputNames });
