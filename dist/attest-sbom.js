import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SBOM_FORMATS
} from "./chunks/chunk-RG64NKJ3.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import {
  _11_evidenceFormatsInput as evidenceFormatsInput,
  _11_evidenceRepositoryInput as evidenceRepositoryInput,
  _11_fromArtifactInput as fromArtifactInput,
  _11_imagesInput as imagesInput,
  _11_parseCount as parseCount,
  _11_registryInput as registryInput,
  _11_runAction as runAction,
  _11_sigstoreInput as sigstoreInput
} from "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import "./chunks/start-290B8815.js";
import {
  _2_parsePath as parsePath
} from "./chunks/start-290B8815.js";
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

// actions/attest-sbom/inputs.ts
var outputNames = ["attestations", "sboms", "packages", "licenses"];
function readRequest(input) {
  return input.request({
    images: imagesInput(input),
    generator: input.choice("generator", ["file", "syft"], "syft"),
    sbom: input.document("sbom"),
    formats: input.choices("formats", SBOM_FORMATS, ["spdx"]),
    maxBytes: input.withDefault("max-bytes", 7e6, parseCount),
    toolDirectory: input.optional("tool-directory", parsePath),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    perPlatform: notBuilt(input, "per-platform", "true"),
    onTooLarge: notBuilt(input, "on-too-large", "fail")
  });
}

// actions/attest-sbom/main.ts
await runAction(readRequest, () => import("./chunks/run-MXNAST3Q.js"), { outputs: outputNames, acting: true });
