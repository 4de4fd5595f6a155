import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  keyInput
} from "./chunks/chunk-OAB3SWCZ.js";
import {
  parseParameters
} from "./chunks/chunk-GYHNPHON.js";
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
import {
  parseDuration
} from "./chunks/chunk-MHAMTB5W.js";
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
    key: keyInput(input),
    sbom: input.document("sbom"),
    skipIfSigned: input.flag("skip-if-signed", true),
    retryFor: input.withDefault("retry-for", parseDuration("10m"), parseDuration)
  });
}

// actions/keyless-sign/main.ts
await runAction(readRequest, () => import("./chunks/run-YAZZHAYJ.js"), { outputs: outputNames, acting: true });
