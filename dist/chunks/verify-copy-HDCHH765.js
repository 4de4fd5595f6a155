import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  collectEvidence
} from "./chunk-JP5D7BLO.js";
import "./chunk-VFUMXG24.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-5DFI25AZ.js";
import "./chunk-CMTFYGHV.js";
import {
  formatImage,
  pinImage
} from "./chunk-OXU5TALQ.js";
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
