import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  attestSboms
} from "./chunk-PFN4HCSE.js";
import "./chunk-HZTWHQCX.js";
import {
  connectScanners,
  summarizeSbom
} from "./chunk-TQ5RLWKI.js";
import {
  attestationOutputs,
  connectEvidence
} from "./chunk-3CTMY3RP.js";
import "./chunk-JNHU7PUP.js";
import {
  attestationSummary
} from "./chunk-U7IU6SDP.js";
import "./chunk-KJJBT5NK.js";
import {
  readSbomFile
} from "./chunk-3WJNHUCF.js";
import "./chunk-K3IZWFDI.js";
import "./chunk-7TEDVJBB.js";
import {
  exportLayout
} from "./chunk-7ZNFDOTX.js";
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import "./chunk-4GRPIX2G.js";
import "./chunk-JP5D7BLO.js";
import "./chunk-VFUMXG24.js";
import "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import "./chunk-KQDODOTH.js";
import "./chunk-ML4JDDSM.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import {
  formatPlatform
} from "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import "./chunk-5DFI25AZ.js";
import "./chunk-MQBOJIW4.js";
import "./chunk-CMTFYGHV.js";
import "./chunk-L6DDHFDX.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  hexOf,
  pinImage
} from "./chunk-OXU5TALQ.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/attest-sbom/sboms.ts
import { mkdtemp as mkdtemp2, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// packages/line/generate-sbom.ts
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
async function generateSboms(request, ports) {
  const { image, platform: digest, formats, generator } = request;
  const found = (await platformsOf(ports.registry, image)).find((each) => each.digest === digest);
  const layout = await mkdtemp(join(ports.directory, "promo-layout-"));
  await exportLayout(ports.registry, pinImage(image.name, digest), layout);
  const platform = found?.platform ?? formatPlatform({ os: "linux", architecture: "amd64" });
  const subject = { kind: "image", layout, platform, digest, image: image.name };
  const { sboms } = await ports.scanners.sbom(subject, formats, generator);
  return sboms;
}

// actions/attest-sbom/sboms.ts
var SCAN_TIMEOUT_MS = 15 * 6e4;
var NO_DATABASE = 0;
async function openSboms(request, runner, registry) {
  const directory = await mkdtemp2(join2(runner.context.temp, "promo-sboms-"));
  const read = await reader(request, runner, registry);
  const paths = {};
  const licenses = {};
  let packages = 0;
  const source = async (platform, format, image) => {
    const bytes = await read(platform, format, image);
    if (bytes === void 0) return void 0;
    const path = join2(directory, `${hexOf(platform)}.${format}.json`);
    await writeFile(path, bytes);
    paths[`${platform} ${format}`] = path;
    const summary = summarizeSbom(format, bytes);
    packages = Math.max(packages, summary.packages);
    for (const [license, count] of Object.entries(summary.licenses))
      licenses[license] = Math.max(licenses[license] ?? 0, count);
    return bytes;
  };
  return { source, outputs: () => ({ sboms: paths, packages, licenses }) };
}
async function reader(request, runner, registry) {
  const { generator, from, sbom } = request;
  if (generator !== "file") return generated({ ...request, generator }, runner, registry);
  if (from === void 0) return () => Promise.resolve(sbom === void 0 ? void 0 : new TextEncoder().encode(sbom));
  const artifact = await fetchArtifact(runner, from);
  return (platform, format) => readSbomFile(artifact, platform, format);
}
async function generated({ generator, toolDirectory, formats }, runner, registry) {
  const scanners = await connectScanners(runner, {
    toolDirectory,
    databases: [],
    grypeDatabase: void 0,
    maxDatabaseAgeMs: NO_DATABASE,
    // Trivy tells some Java archives by a database, and asks for it when there are any.
    offline: generator === "syft",
    timeoutMs: SCAN_TIMEOUT_MS
  });
  const made = /* @__PURE__ */ new Map();
  return async (platform, format, image) => {
    const ports = { registry, scanners, directory: runner.context.temp };
    const making = made.get(platform) ?? generateSboms({ image, platform, formats, generator }, ports);
    made.set(platform, making);
    return (await making).find((sbom) => sbom.format === format)?.bytes;
  };
}

// actions/attest-sbom/run.ts
async function run(request, runner) {
  const ports = await connectEvidence(runner, request);
  const sboms = await openSboms(request, runner, ports.registry);
  const attestations = attestationOutputs(await attestSboms(request, sboms.source, ports));
  runner.outputs({ attestations, ...sboms.outputs() });
  await runner.summary(attestationSummary(attestations));
}
export {
  run
};
