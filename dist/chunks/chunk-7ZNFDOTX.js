import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  configuredPlatform,
  layoutContent,
  registryContent
} from "./chunk-DJNNUIWM.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  descriptorJson
} from "./chunk-37R5YAIF.js";
import {
  blobPath
} from "./chunk-QBJQ2CKM.js";
import {
  OCI_INDEX,
  isImageConfig,
  manifestKind,
  registryError
} from "./chunk-3ACOM72A.js";

// packages/registry/export-layout.ts
import { createWriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
var PARALLEL_BLOBS = 4;
async function exportLayout(client, image, directory) {
  const manifest = await client.manifest(image.name, image.digest);
  return exportPlatform(registryContent(image, client), manifest, directory);
}
async function splitLayout(layout, platform, directory) {
  return exportPlatform(layoutContent(layout), await layout.manifest(platform), directory);
}
function saveLayout(layout, directory) {
  return saveContent(layoutContent(layout), directory);
}
function saveImage(client, image, directory) {
  return saveContent(registryContent(image, client), directory);
}
async function saveContent(content, directory) {
  const path = resolve(directory);
  await prepare(path);
  const root = await content.root();
  const blobs = /* @__PURE__ */ new Map();
  await saveTree(content, root, { path, blobs, depth: 0 });
  await writeBlobs(content, [...blobs.values()], path);
  await writeIndex(root, path);
  return { digest: root.digest, path };
}
var DEPTH_LIMIT = 4;
async function saveTree(source, descriptor, saving) {
  if (manifestKind(descriptor.mediaType) === void 0) {
    saving.blobs.set(descriptor.digest, descriptor);
    return;
  }
  if (saving.depth > DEPTH_LIMIT)
    throw registryError("manifest-invalid", { digest: descriptor.digest }, `${descriptor.digest} lies too deep`);
  const manifest = await source.manifest(descriptor);
  const { content } = manifest;
  if (content.kind === "image") for (const blob of imageBlobs(content)) saving.blobs.set(blob.digest, blob);
  else for (const child of content.manifests) await saveTree(source, child, { ...saving, depth: saving.depth + 1 });
  await writeManifest(manifest, saving.path);
}
async function exportPlatform(content, manifest, directory) {
  const path = resolve(directory);
  if (manifest.content.kind !== "image" || !isImageConfig(manifest.content.config.mediaType))
    throw notOneImage(manifest);
  await prepare(path);
  await writeBlobs(content, imageBlobs(manifest.content), path);
  await writeManifest(manifest, path);
  const platform = await configuredPlatform(content, manifest);
  await writeIndex(describe(manifest, platform), path);
  return { digest: manifest.digest, path };
}
function notOneImage({ digest, content }) {
  const found = content.kind === "index" ? "an index of platforms" : "not an image";
  return registryError("manifest-unexpected", { digest }, `${digest} is ${found}`);
}
function imageBlobs({ config, layers }) {
  return [...new Map([config, ...layers].map((descriptor) => [descriptor.digest, descriptor])).values()];
}
async function prepare(path) {
  await mkdir(path, { recursive: true });
  const found = await readdir(path);
  if (found.length > 0) throw registryError("layout-not-empty", { path }, `${path} is not empty`);
  await mkdir(join(path, "blobs", "sha256"), { recursive: true });
}
async function writeBlobs(content, blobs, path) {
  const limit = pLimit(PARALLEL_BLOBS);
  await Promise.all(
    blobs.map(
      (blob) => limit(async () => {
        const target = createWriteStream(join(path, ...blobPath(blob.digest)), { flags: "wx" });
        await pipeline(Readable.from(content.blob(blob)), target);
      })
    )
  );
}
async function writeManifest({ digest, bytes }, path) {
  await writeFile(join(path, ...blobPath(digest)), bytes);
}
function describe({ mediaType, digest, bytes }, platform) {
  return { mediaType, digest, size: bytes.byteLength, ...platform === void 0 ? {} : { platform } };
}
async function writeIndex(descriptor, path) {
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptorJson(descriptor)] };
  await writeFile(join(path, "index.json"), JSON.stringify(index), { flag: "wx" });
  await writeFile(join(path, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }), { flag: "wx" });
}

export {
  exportLayout,
  splitLayout,
  saveLayout,
  saveImage
};
