import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
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
import {
  _4_parseDuration as parseDuration
} from "./chunks/start-290B8815.js";
import "./chunks/chunk-7RZFKCBP.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _9_parseJson as parseJson
} from "./chunks/start-290B8815.js";
import "./chunks/chunk-VMBXYBBD.js";
import "./chunks/start-290B8815.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/keyless-sign/annotation.ts
function parseAnnotation(text) {
  const at = text.indexOf("=");
  if (new RegExp("^[^\\s=,-][^\\s=]{0,255}=\\P{C}*$", "u").test(text)) return [text.slice(0, at), text.slice(at + 1)];
  throw actionError(
    "annotation-invalid",
    { found: text.slice(0, 100) },
    `not key=value: ${JSON.stringify(text.slice(0, 100))}`
  );
}

// actions/keyless-sign/parameters.ts
function parseParameters(text) {
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value;
  throw actionError("parameters-invalid", {}, "`provenance-parameters` is not a JSON object");
}

// actions/keyless-sign/inputs.ts
var outputNames = ["signatures", "attestations", "identity", "issuer", "verify-command"];
function readRequest(input) {
  return input.request({
    images: imagesInput(input),
    recursive: input.flag("recursive", true),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    annotations: input.list("annotations", parseAnnotation),
    provenance: input.flag("provenance", true),
    parameters: input.withDefault("provenance-parameters", {}, parseParameters),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: notBuilt(input, "key"),
    skipIfSigned: notBuilt(input, "skip-if-signed", "true"),
    retryFor: input.withDefault("retry-for", parseDuration("10m"), parseDuration)
  });
}

// actions/keyless-sign/main.ts
await runAction(readRequest, () => import("./chunks/run-QWGD3KAO.js"), { outputs: outputNames, acting: true });
