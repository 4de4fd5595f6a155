import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseWorkflowRef
} from "./chunks/chunk-QOTU4OFW.js";
import {
  parseTag
} from "./chunks/chunk-PGBXTIBE.js";
import {
  actionError
} from "./chunks/chunk-LSCOCW4K.js";
import {
  fromArtifactInput,
  imagesInput,
  registryInput,
  runAction
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import {
  parseArtifactName
} from "./chunks/chunk-XKXTO5WA.js";
import "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import {
  parseCommit,
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import {
  isDigest,
  parseJson
} from "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
import {
  asPromoError
} from "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/record-digest/evidence.ts
var TEXT_LIMIT = 4 * 1024 * 1024;
var LISTS = ["attestations", "signatures"];
function parseEvidence(text) {
  const value = parseJson(text, { maxBytes: TEXT_LIMIT });
  const steps = Array.isArray(value) ? value : [value];
  if (!steps.every(isObject) || !Array.isArray(value) && !LISTS.some((list) => member(value, list) !== void 0)) {
    throw actionError("evidence-invalid", {}, "`evidence` is neither an object of outputs nor a list of such objects");
  }
  return steps.flatMap((step) => LISTS.flatMap((list) => entriesOf(member(step, list)))).map(readEntry);
}
function entriesOf(value) {
  const parsed = typeof value === "string" && value !== "" ? readText(value) : value;
  return Array.isArray(parsed) ? parsed : [];
}
function readText(text) {
  try {
    return parseJson(text, { maxBytes: TEXT_LIMIT });
  } catch (cause) {
    throw actionError("evidence-invalid", {}, `an output is not JSON: ${asPromoError(cause).message}`, { cause });
  }
}
function readEntry(entry) {
  const predicateType = member(entry, "predicateType");
  const digest = member(entry, "digest");
  if (typeof predicateType === "string" && isDigest(digest)) return { predicateType, digest };
  throw actionError("evidence-invalid", {}, "an entry has no predicate type and digest");
}
function member(value, key) {
  return isObject(value) ? value[key] : void 0;
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// actions/record-digest/inputs.ts
var outputNames = ["leg-document", "artifact-name"];
function readRequest(input) {
  return input.request({
    leg: input.required("leg", parseLegName),
    images: imagesInput(input),
    tags: input.list("tags", parseTag),
    evidence: input.withDefault("evidence", [], parseEvidence),
    artifactPrefix: input.withDefault("artifact-prefix", "promo-digest", parseArtifactName),
    workflowRef: input.optional("workflow-ref", parseWorkflowRef),
    workflowSha: input.optional("workflow-sha", parseCommit),
    registry: registryInput(input),
    from: fromArtifactInput(input)
  });
}

// actions/record-digest/main.ts
await runAction(readRequest, () => import("./chunks/run-34TDKEJX.js"), { outputs: outputNames, acting: true });
