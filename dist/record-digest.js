import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseWorkflowRef
} from "./chunks/chunk-TAFSLCTZ.js";
import {
  parseTag
} from "./chunks/chunk-CY76JL3M.js";
import {
  isJsonObject,
  memberOf
} from "./chunks/chunk-HIKYTEVY.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  fromArtifactInput,
  imagesInput,
  registryInput,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import {
  parseArtifactName
} from "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseCommit,
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  isDigest,
  parseJson
} from "./chunks/chunk-OXU5TALQ.js";
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
  if (!steps.every(isJsonObject) || !Array.isArray(value) && !LISTS.some((list) => memberOf(value, list) !== void 0)) {
    throw actionError("evidence-invalid", {}, "`evidence` is neither an object of outputs nor a list of such objects");
  }
  return steps.flatMap((step) => LISTS.flatMap((list) => entriesOf(memberOf(step, list)))).map(readEntry);
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
  const predicateType = memberOf(entry, "predicateType");
  const digest = memberOf(entry, "digest");
  if (typeof predicateType === "string" && isDigest(digest)) return { predicateType, digest };
  throw actionError("evidence-invalid", {}, "an entry has no predicate type and digest");
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
await runAction(readRequest, () => import("./chunks/run-SZ6AGV3G.js"), { outputs: outputNames, acting: true });
