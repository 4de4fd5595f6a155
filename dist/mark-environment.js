import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseObserved
} from "./chunks/chunk-52KDTVTK.js";
import "./chunks/chunk-EFIE3JIW.js";
import {
  PROPERTY_PATTERN
} from "./chunks/chunk-I6HP7IL3.js";
import "./chunks/chunk-UNQFLU53.js";
import {
  parseTime
} from "./chunks/chunk-QUYDUSHP.js";
import {
  promotedInput
} from "./chunks/chunk-C5HLHSV3.js";
import "./chunks/chunk-I4P53UVM.js";
import "./chunks/chunk-FPVADS5E.js";
import "./chunks/chunk-UG7ONX7C.js";
import {
  forgeInput
} from "./chunks/chunk-MM5CKKV2.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import "./chunks/chunk-LSCOCW4K.js";
import {
  durationInput,
  evidenceFormatsInput,
  evidenceRepositoryInput,
  registryInput,
  runAction,
  sigstoreInput
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import {
  parseLine,
  parseRepositoryPath,
  refused
} from "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import {
  parseEnvironmentName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
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
await runAction(readRequest, () => import("./chunks/run-ZUJV4MWY.js"), { outputs: outputNames, acting: true });
