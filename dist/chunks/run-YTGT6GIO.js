import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  copyImage
} from "./chunk-GYWVJXIP.js";
import "./chunk-LDBUZE3E.js";
import "./chunk-CFFXIK6A.js";
import {
  copySummary
} from "./chunk-O5LA4YGI.js";
import {
  connectTrust
} from "./chunk-WWYF74O6.js";
import {
  collectEvidence
} from "./chunk-UALYIEFP.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import {
  connectRegistries
} from "./chunk-EWQ4B7TP.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import "./chunk-VFXV65RD.js";
import "./chunk-MKDYCYM4.js";
import "./chunk-IAZ7FMCA.js";
import "./chunk-KIFX5IVR.js";
import "./chunk-PVD3OVMN.js";
import "./chunk-RLWFN6IL.js";
import "./chunk-CKUSWQA4.js";
import "./chunk-HEW256BD.js";
import "./chunk-Q3K6MQOV.js";
import "./chunk-FCPR33IE.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-UGTB2KDY.js";
import "./chunk-I5IMM5EW.js";
import "./chunk-6KQTMOMT.js";
import {
  assertLayout
} from "./chunk-IBTNE476.js";
import {
  openLayout
} from "./chunk-DAH6PN3W.js";
import "./chunk-HAFQYVMO.js";
import "./chunk-VKODZR62.js";
import "./chunk-UNQFLU53.js";
import "./chunk-4BJTVHOZ.js";
import "./chunk-3EB54RJX.js";
import "./chunk-UHXN7FVG.js";
import "./chunk-5ZDHEBGY.js";
import {
  workspacePath
} from "./chunk-OHK6FXM6.js";
import "./chunk-N5XMRB3H.js";
import "./chunk-LMKEVEGF.js";
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

// actions/copy-image/report.ts
function copyReport({ from, to }, result) {
  return {
    from: from.kind === "image" ? formatImage(from.image) : `oci-layout:${from.path}`,
    to,
    digest: result.digest,
    equal: result.equal,
    platforms: result.platforms.map(({ platform }) => platform),
    tags: result.tags.map(({ tag }) => tag),
    tally: result.tally
  };
}
function copyTotals(results) {
  const sum = (key) => results.reduce((total, { tally }) => total + tally[key], 0);
  return {
    manifests: sum("manifests"),
    blobs: sum("blobs"),
    mounted: sum("mounted"),
    referrers: sum("referrers"),
    bytes: sum("bytes")
  };
}
function platformDigests(results) {
  const entries = results.flatMap(
    ({ platforms }) => platforms.map(({ platform, digest }) => [platform, digest])
  );
  return Object.fromEntries(entries);
}

// actions/copy-image/run.ts
async function run(request, runner) {
  const registry = connectRegistries(runner, request.registry);
  const directory = request.from === void 0 ? runner.context.workspace : await fetchArtifact(runner, request.from);
  const copies = [];
  for (const pair of request.pairs) {
    const result = await copyOne(pair, request, { registry, directory, runner });
    await verifyCopy(pair, request, registry, runner);
    copies.push({ pair, result });
  }
  const results = copies.map(({ result }) => result);
  runner.outputs({
    digest: results.map(({ digest }) => digest).join("\n"),
    equal: true,
    platforms: platformDigests(results),
    copied: copyTotals(results)
  });
  await runner.summary(copySummary(copies.map(({ pair, result }) => copyReport(pair, result))));
}
async function copyOne({ from, to }, request, { registry, directory, runner }) {
  const { tags, evidence, onTagConflict } = request;
  const ports = { registry, log: (line) => runner.log.info(line) };
  if (from.kind === "image") return copyImage({ from, to, tags, evidence, onTagConflict }, ports);
  const layout = await openLayout(workspacePath(from.path, directory));
  try {
    assertLayout(layout, from);
    return await copyImage({ from: { kind: "layout", layout }, to, tags, evidence, onTagConflict }, ports);
  } finally {
    await layout.close();
  }
}
async function verifyCopy({ from, to }, request, registry, runner) {
  if (request.trustedRoot === void 0 || from.kind !== "image" || !request.evidence) return;
  const trust = await connectTrust(runner, request);
  const at = (image) => collectEvidence(image, { registry, trust });
  const copy = pinImage(to, from.image.digest);
  assertEvidenceCopied(await at(from.image), await at(copy), formatImage(copy));
}
export {
  run
};
