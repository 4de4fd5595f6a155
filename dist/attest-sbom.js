import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SBOM_FORMATS,
  SBOM_GENERATORS
} from "./chunks/chunk-T5L55JCF.js";
import {
  keyInput
} from "./chunks/chunk-OAB3SWCZ.js";
import {
  notBuilt
} from "./chunks/chunk-P6X2LOLR.js";
import "./chunks/chunk-L6DDHFDX.js";
import {
  evidenceFormatsInput,
  evidenceRepositoryInput,
  fromArtifactInput,
  imagesInput,
  parseCount,
  registryInput,
  runAction,
  sigstoreInput
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parsePath
} from "./chunks/chunk-EHEY55MU.js";
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

// actions/attest-sbom/inputs.ts
var outputNames = ["attestations", "sboms", "packages", "licenses"];
function readRequest(input) {
  return input.request({
    images: imagesInput(input),
    generator: input.choice("generator", ["file", ...SBOM_GENERATORS], "syft"),
    sbom: input.document("sbom"),
    formats: input.choices("formats", SBOM_FORMATS, ["spdx"]),
    maxBytes: input.withDefault("max-bytes", 7e6, parseCount),
    onTooLarge: input.choice("on-too-large", ["reference", "fail"], "reference"),
    toolDirectory: input.optional("tool-directory", parsePath),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: keyInput(input),
    perPlatform: notBuilt(input, "per-platform", "true")
  });
}

// actions/attest-sbom/main.ts
await runAction(readRequest, () => import("./chunks/run-REPDSXZA.js"), { outputs: outputNames, acting: true });
