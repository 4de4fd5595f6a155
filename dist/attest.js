import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  actionError
} from "./chunks/chunk-UHXN7FVG.js";
import {
  _11_evidenceFormatsInput as evidenceFormatsInput,
  _11_evidenceRepositoryInput as evidenceRepositoryInput,
  _11_fromArtifactInput as fromArtifactInput,
  _11_imagesInput as imagesInput,
  _11_registryInput as registryInput,
  _11_runAction as runAction,
  _11_sigstoreInput as sigstoreInput
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
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
    from: fromArtifactInput(input)
  });
}

// actions/attest/main.ts
await runAction(readRequest, () => import("./chunks/run-RHYVI6MY.js"), { outputs: outputNames, acting: true });
