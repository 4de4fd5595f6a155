import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  scanDocument
} from "./chunk-K3IZWFDI.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import {
  SCAN_FILE
} from "./chunk-JZA7TCL7.js";
import {
  digestOf,
  hexOf
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError
} from "./chunk-P6ISFHGS.js";

// packages/line/scan-files.ts
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
var SBOM_LIMIT = 64 * 1024 * 1024;
async function writeInspection(directory, inspection) {
  await mkdir(join(directory, "sboms"), { recursive: true });
  const text = scanDocument.write(inspection.scan);
  const report = join(directory, SCAN_FILE);
  await writeFile(report, text);
  const sboms = [];
  for (const { digest, format, bytes } of inspection.sboms) {
    const path = join(directory, sbomFile(digest, format));
    await writeFile(path, bytes);
    sboms.push(path);
  }
  return { report, digest: digestOf(text), sboms };
}
async function readScanFile(directory, image) {
  const bytes = await readEvidenceFile(directory, SCAN_FILE);
  const scan = scanDocument.read(bytes);
  const others = scan.targets.filter((target) => target.imageDigest !== image.digest);
  if (scan.targets.length > 0 && others.length === 0) return { scan, digest: digestOf(bytes) };
  const found = others.map(({ imageDigest, path }) => imageDigest ?? path ?? "nothing");
  throw lineError(
    "scan-of-other-image",
    { wanted: image.digest, found },
    `the scan is of ${found.join(", ") || "nothing"}, not of ${image.digest}`
  );
}
async function readSbomFile(directory, digest, format) {
  try {
    return await readEvidenceFile(directory, sbomFile(digest, format));
  } catch (error) {
    if (asPromoError(error).code === "evidence-file-missing") return void 0;
    throw error;
  }
}
async function readEvidenceFile(directory, file) {
  const path = join(directory, file);
  const { size } = await stat(path).catch((cause) => {
    throw lineError("evidence-file-missing", { file }, `the artifact holds no ${file}`, { cause });
  });
  if (size <= SBOM_LIMIT) return readFile(path);
  throw lineError(
    "evidence-file-too-large",
    { file, size, limit: SBOM_LIMIT },
    `${file} has ${size} bytes, the limit is ${SBOM_LIMIT}`
  );
}
function sbomFile(digest, format) {
  return `sboms/${hexOf(digest)}.${format}.json`;
}

export {
  writeInspection,
  readScanFile,
  readSbomFile,
  readEvidenceFile
};
