import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectScanners,
  summarizeSbom
} from "./chunk-SR5G6MCX.js";
import "./chunk-7TEDVJBB.js";
import {
  exportLayout
} from "./chunk-SO6QA5IV.js";
import {
  attestSboms
} from "./chunk-IXEVUT33.js";
import {
  platformsOf
} from "./chunk-XKGVJUXZ.js";
import "./chunk-2GPX4WOH.js";
import {
  attestationOutputs,
  connectEvidence
} from "./chunk-AQIPLHLF.js";
import "./chunk-ZOFRRFTS.js";
import {
  readSbomFile
} from "./chunk-Y3PRVWH3.js";
import "./chunk-4XDQ36QB.js";
import "./chunk-DR7KKRUV.js";
import "./chunk-GPEPVZA7.js";
import "./chunk-JZA7TCL7.js";
import "./chunk-7CT5TMES.js";
import "./chunk-HBD3IOFE.js";
import "./chunk-XXLMK6K6.js";
import {
  attestationSummary
} from "./chunk-3A6LAFK3.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import "./chunk-H5KNOTAR.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-VFUMXG24.js";
import "./chunk-DGDRGQZL.js";
import "./chunk-EDXPA3IU.js";
import "./chunk-TDKOCVXK.js";
import "./chunk-IDNWYDXQ.js";
import "./chunk-7BO4NGTS.js";
import "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-IA5OQQX7.js";
import "./chunk-KQDODOTH.js";
import {
  formatPlatform
} from "./chunk-6KQTMOMT.js";
import "./chunk-CNTYEA3I.js";
import "./chunk-C74C5SFX.js";
import "./chunk-VKODZR62.js";
import "./chunk-UNQFLU53.js";
import "./chunk-FPVADS5E.js";
import "./chunk-UG7ONX7C.js";
import "./chunk-3EB54RJX.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  hexOf,
  pinImage
} from "./chunk-3UPTQJXH.js";
import "./chunk-POLS6557.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/attest-sbom/sboms.ts
import { mkdtemp as mkdtemp2, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// packages/line/generate-sbom.ts
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
async function generateSbom(request, ports) {
  const { image, platform: digest, format } = request;
  const found = (await platformsOf(ports.registry, image)).find((each) => each.digest === digest);
  const layout = await mkdtemp(join(ports.directory, "promo-layout-"));
  await exportLayout(ports.registry, pinImage(image.name, digest), layout);
  const platform = found?.platform ?? formatPlatform({ os: "linux", architecture: "amd64" });
  const { sboms } = await ports.scanners.sbom({ kind: "image", layout, platform, digest, image: image.name }, [format]);
  return sboms.find((sbom) => sbom.format === format)?.bytes;
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
  if (request.generator === "syft") {
    const { toolDirectory } = request;
    const scanners = await connectScanners(runner, {
      toolDirectory,
      databases: [],
      grypeDatabase: void 0,
      maxDatabaseAgeMs: NO_DATABASE,
      offline: true,
      timeoutMs: SCAN_TIMEOUT_MS
    });
    return (platform, format, image) => generateSbom({ image, platform, format }, { registry, scanners, directory: runner.context.temp });
  }
  const { from, sbom } = request;
  if (from === void 0) return () => Promise.resolve(sbom === void 0 ? void 0 : new TextEncoder().encode(sbom));
  const artifact = await fetchArtifact(runner, from);
  return (platform, format) => readSbomFile(artifact, platform, format);
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
