import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SEQUENCES
} from "./chunks/chunk-VJHGUTDA.js";
import "./chunks/chunk-FPVADS5E.js";
import "./chunks/chunk-UG7ONX7C.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import {
  connectionError
} from "./chunks/chunk-3EB54RJX.js";
import {
  parseCount,
  runAction
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
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
await runAction(readRequest, () => import("./chunks/run-O2TKL6FU.js"), { outputs: outputNames });
