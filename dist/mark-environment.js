import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseObserved
} from "./chunks/chunk-QSARDUBN.js";
import "./chunks/chunk-DL4OCOAT.js";
import {
  PROPERTY_PATTERN
} from "./chunks/chunk-ZQQCMQLO.js";
import "./chunks/chunk-5DFI25AZ.js";
import {
  parseTime
} from "./chunks/chunk-FMUOLR5H.js";
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
import "./chunks/chunk-NW5PXJHT.js";
import {
  durationInput,
  evidenceFormatsInput,
  evidenceRepositoryInput,
  registryInput,
  runAction,
  sigstoreInput
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
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
  parseEnvironmentName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/mark-environment/https-url.ts
function parseHttpsUrl(text) {
  const url = URL.parse(parseLine(text));
  if (url?.protocol === "https:" && url.username === "" && url.password === "") return url.href;
  throw refused(text, "an https address without credentials");
}

// actions/mark-environment/property.ts
var RESERVED = "PROMO_ENV_";
function parseProperty(text) {
  if (PROPERTY_PATTERN.test(text) && !text.startsWith(RESERVED)) return text;
  throw refused(text, `a property of capitals, digits and \`_\` such as SMOKE_PASSED, not beginning with ${RESERVED}`);
}

// actions/mark-environment/inputs.ts
var outputNames = ["marks", "environment-oid"];
function readRequest(input) {
  return input.request({
    environment: input.required("environment", parseEnvironmentName),
    marked: promotedInput(input),
    overlay: input.optional("overlay", parseRepositoryPath),
    config: input.withDefault("config", "promo.yaml", parseRepositoryPath),
    properties: input.list("properties", parseProperty),
    observed: input.list("observed", parseObserved),
    observedSince: input.optional("observed-since", parseTime),
    evidenceUrl: input.optional("evidence-url", parseHttpsUrl),
    validFor: durationInput(input, "valid-for", "30d"),
    revoke: input.flag("revoke", false),
    reason: input.optional("reason", parseLine),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    forge: forgeInput(input),
    deploymentRecord: notBuilt(input, "deployment-record", "false")
  });
}

// actions/mark-environment/main.ts
await runAction(readRequest, () => import("./chunks/run-57ZPNQ3X.js"), { outputs: outputNames, acting: true });
