import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  keyInput
} from "./chunks/chunk-OAB3SWCZ.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  evidenceFormatsInput,
  evidenceRepositoryInput,
  fromArtifactInput,
  imagesInput,
  registryInput,
  runAction,
  sigstoreInput
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

// actions/attest/predicate-type.ts
var URI = /^[a-z][a-z0-9+.-]*:\/\/[^\s]{1,500}$/i;
function parsePredicateType(text) {
  if (URI.test(text)) return text;
  throw actionError(
    "predicate-type-invalid",
    { found: text.slice(0, 100) },
    `not a URI: ${JSON.stringify(text.slice(0, 100))}`
  );
}

// actions/attest/inputs.ts
var outputNames = ["attestations"];
function readRequest(input) {
  return input.request({
    images: imagesInput(input),
    predicateType: input.required("predicate-type", parsePredicateType),
    ifAbsent: input.choice("if-absent", ["fail", "skip"], "fail"),
    predicate: input.document("predicate"),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: keyInput(input)
  });
}

// actions/attest/main.ts
await runAction(readRequest, () => import("./chunks/run-TLYL44KK.js"), { outputs: outputNames, acting: true });
