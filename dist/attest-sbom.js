import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  SBOM_FORMATS
} from "./chunks/chunk-RG64NKJ3.js";
import {
  keyInput
} from "./chunks/chunk-ARWNWXBH.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import {
  evidenceFormatsInput,
  evidenceRepositoryInput,
  fromArtifactInput,
  imagesInput,
  parseCount,
  registryInput,
  runAction,
  sigstoreInput
} from "./chunks/chunk-YXT5IA4H.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-BZBSH4HU.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-XKXTO5WA.js";
import {
  parsePath
} from "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-KHH3BKKG.js";
import "./chunks/chunk-N5XMRB3H.js";
import "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-3UPTQJXH.js";
import "./chunks/chunk-POLS6557.js";
import "./chunks/chunk-P6ISFHGS.js";
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
    key: keyInput(input),
    perPlatform: notBuilt(input, "per-platform", "true"),
    onTooLarge: notBuilt(input, "on-too-large", "fail")
  });
}

// actions/attest-sbom/main.ts
await runAction(readRequest, () => import("./chunks/run-X2JQFJOO.js"), { outputs: outputNames, acting: true });
