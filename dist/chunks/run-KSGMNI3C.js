import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  copySummary
} from "./chunk-U7IU6SDP.js";
import {
  copyImage
} from "./chunk-LUHW35E7.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import "./chunk-DJNNUIWM.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-YZ3BQTF4.js";
import {
  assertLayout
} from "./chunk-GAZV65B4.js";
import {
  openLayout
} from "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-L6DDHFDX.js";
import "./chunk-NW5PXJHT.js";
import "./chunk-EHEY55MU.js";
import {
  workspacePath
} from "./chunk-ICYJJHEH.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  formatImage
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/line/copies.ts
var COPIES_AT_ONCE = 4;
async function copyAll(requests, copy) {
  const limit = pLimit(COPIES_AT_ONCE);
  const copies = requests.map((request) => limit(async () => ({ request, result: await copy(request) })));
  await Promise.allSettled(copies);
  return Promise.all(copies);
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
  const byPlatform = ({ platforms }) => Object.fromEntries(platforms.map(({ platform, digest }) => [platform, digest]));
  return results.map((result) => JSON.stringify(byPlatform(result))).join("\n");
}

// actions/copy-image/run.ts
async function run(request, runner) {
  const registry = connectRegistries(runner, request.registry);
  const directory = request.from === void 0 ? runner.context.workspace : await fetchArtifact(runner, request.from);
  const copies = await copyAll(request.pairs, async (pair) => {
    const result = await copyOne(pair, request, { registry, directory, runner });
    if (request.trustedRoot !== void 0) {
      const { verifyCopy } = await import("./verify-copy-HDCHH765.js");
      await verifyCopy(pair, request, registry, runner);
    }
    return result;
  });
  const results = copies.map(({ result }) => result);
  runner.outputs({
    digest: results.map(({ digest }) => digest).join("\n"),
    equal: true,
    platforms: platformDigests(results),
    copied: copyTotals(results)
  });
  await runner.summary(copySummary(copies.map(({ request: pair, result }) => copyReport(pair, result))));
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
export {
  run
};
