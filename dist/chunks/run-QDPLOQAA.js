import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectScanners,
  summarizeSbom
} from "./chunk-5FO7IVQ2.js";
import {
  exportLayout
} from "./chunk-GUOJYPPE.js";
import "./chunk-LDBUZE3E.js";
import {
  platformsOf
} from "./chunk-EUCQ6E3T.js";
import "./chunk-SVBIQJYD.js";
import "./chunk-4PM4HA5V.js";
import {
  attestationOutputs
} from "./chunk-7IGWNCXJ.js";
import {
  readSbomFile
} from "./chunk-75CKH7IJ.js";
import "./chunk-JYRT3JDU.js";
import {
  attestationSummary
} from "./chunk-3A6LAFK3.js";
import {
  attestImages
} from "./chunk-S3K3E4NO.js";
import "./chunk-LTZ2N3I6.js";
import {
  connectSigner,
  connectTrust
} from "./chunk-24SYZAJ4.js";
import "./chunk-UALYIEFP.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import {
  fetchArtifact
} from "./chunk-CAG52SSZ.js";
import {
  connectRegistries
} from "./chunk-7TMHU4DY.js";
import "./chunk-PGEZG4ZO.js";
import "./chunk-IINPSLZS.js";
import "./chunk-OGBC3QXO.js";
import "./chunk-CKUSWQA4.js";
import "./chunk-PVD3OVMN.js";
import "./chunk-DO3XTPCD.js";
import "./chunk-HEW256BD.js";
import "./chunk-OK4PU4RV.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-I5IMM5EW.js";
import "./chunk-7TEDVJBB.js";
import "./chunk-KQDODOTH.js";
import {
  formatPlatform
} from "./chunk-6KQTMOMT.js";
import "./chunk-I64QWTYC.js";
import "./chunk-K6BTLXDG.js";
import "./chunk-VKODZR62.js";
import {
  PREDICATE_TYPES
} from "./chunk-UNQFLU53.js";
import "./chunk-UGVYJCQN.js";
import "./chunk-4BJTVHOZ.js";
import "./chunk-3EB54RJX.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import {
  hexOf,
  parseJson,
  pinImage
} from "./chunk-VNZST3SK.js";
import "./chunk-POLS6557.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/line/attest-sbom.ts
var SBOM_DEPTH = 100;
async function attestSboms(request, source, ports) {
  const found = await Promise.all(request.images.map((image) => sbomsOf(image, request, source, ports)));
  const written = [];
  for (const { image, format, bytes } of found.flat()) {
    const predicate = parseJson(bytes, { maxBytes: request.maxBytes, maxDepth: SBOM_DEPTH });
    const attested = await attestImages(
      { images: [image], predicateType: PREDICATE_TYPES[format], predicate, formats: request.evidenceFormats },
      ports
    );
    written.push(...attested);
  }
  return written;
}
async function sbomsOf(image, request, source, ports) {
  const platforms = await platformsOf(ports.registry, image);
  const wanted = platforms.flatMap(
    ({ platform, digest }) => request.formats.map((format) => ({ platform, digest, format }))
  );
  return Promise.all(
    wanted.map(async ({ platform, digest, format }) => {
      const bytes = await source(digest, format, image);
      if (bytes === void 0)
        throw lineError(
          "sbom-lacking",
          { platform, digest, format },
          `there is no ${format} SBOM of ${platform} (${digest})`
        );
      if (bytes.byteLength > request.maxBytes) {
        throw lineError(
          "sbom-too-large",
          { platform, size: bytes.byteLength, limit: request.maxBytes },
          `the SBOM of ${platform} has ${String(bytes.byteLength)} bytes, the limit is ${String(request.maxBytes)}`
        );
      }
      return { image: pinImage(image.name, digest), format, bytes };
    })
  );
}

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
  const registry = connectRegistries(runner, request.registry);
  const ports = {
    signer: connectSigner(runner, request.sigstore),
    registry,
    trust: await connectTrust(runner, request.sigstore),
    ...request.evidenceRepository === void 0 ? {} : { evidenceRepository: request.evidenceRepository }
  };
  const sboms = await openSboms(request, runner, registry);
  const attestations = attestationOutputs(await attestSboms(request, sboms.source, ports));
  runner.outputs({ attestations, ...sboms.outputs() });
  await runner.summary(attestationSummary(attestations));
}
export {
  run
};
