import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectTrust
} from "./chunk-5BCRFP4L.js";
import {
  collectEvidence
} from "./chunk-UALYIEFP.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import "./chunk-T6HSSDXX.js";
import "./chunk-IAZ7FMCA.js";
import "./chunk-PVD3OVMN.js";
import "./chunk-TBE7IIHC.js";
import "./chunk-HEW256BD.js";
import "./chunk-Q3K6MQOV.js";
import "./chunk-FCPR33IE.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-UGTB2KDY.js";
import "./chunk-I5IMM5EW.js";
import "./chunk-VKODZR62.js";
import "./chunk-UNQFLU53.js";
import "./chunk-4BJTVHOZ.js";
import "./chunk-55UXXREH.js";
import {
  formatImage,
  pinImage
} from "./chunk-VNZST3SK.js";
import "./chunk-VZKWL2WI.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/line/copied-evidence.ts
function assertEvidenceCopied(source, copy, where) {
  const arrived = copy.valid.map(({ manifest }) => manifest);
  const lost = source.valid.filter(({ manifest, storage }) => storage === "bundle" && !arrived.includes(manifest));
  if (lost.length === 0) return;
  const types = lost.map(({ predicateType }) => predicateType);
  throw lineError("evidence-lost", { where, types }, `${where} lacks evidence of the source: ${types.join(", ")}`);
}

// actions/copy-image/verify-copy.ts
async function verifyCopy({ from, to }, request, registry, runner) {
  if (from.kind !== "image" || !request.evidence) return;
  const trust = await connectTrust(runner, request);
  const at = (image) => collectEvidence(image, { registry, trust });
  const copy = pinImage(to, from.image.digest);
  assertEvidenceCopied(await at(from.image), await at(copy), formatImage(copy));
}
export {
  verifyCopy
};
