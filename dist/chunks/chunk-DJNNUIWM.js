import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  formatPlatform,
  isRunnable
} from "./chunk-YZ3BQTF4.js";
import {
  layoutImage
} from "./chunk-QBJQ2CKM.js";
import {
  describeManifest,
  isImageConfig,
  manifestKind,
  readPlatform,
  registryError
} from "./chunk-3ACOM72A.js";
import {
  parseJson
} from "./chunk-OXU5TALQ.js";

// packages/registry/read-once.ts
function readOnce(client) {
  const read = /* @__PURE__ */ new Map();
  return {
    ...client,
    manifest: (name, reference) => {
      const key = JSON.stringify([name, reference]);
      const reading = read.get(key) ?? client.manifest(name, reference);
      read.set(key, reading);
      return reading;
    }
  };
}

// packages/registry/copy-source.ts
function digestOfSource(source) {
  return source.kind === "image" ? source.image.digest : layoutImage(source.layout).digest;
}
function contentOf(source, client) {
  return source.kind === "image" ? registryContent(source.image, client) : layoutContent(source.layout);
}
function registryContent({ name, digest }, client) {
  const once = readOnce(client);
  return {
    repository: name,
    root: async () => describeManifest(await once.manifest(name, digest)),
    manifest: (descriptor) => once.manifest(name, descriptor.digest),
    blob: (descriptor) => client.blob(name, descriptor),
    referrers: (subject) => client.referrers(name, subject)
  };
}
function layoutContent(layout) {
  return {
    repository: void 0,
    root: () => Promise.resolve(layoutImage(layout)),
    manifest: (descriptor) => layout.manifest(descriptor),
    blob: (descriptor) => layout.blob(descriptor),
    referrers: () => Promise.resolve([])
  };
}

// packages/registry/platforms.ts
var CONFIG_LIMIT = 4 * 1024 * 1024;
var REFERENCE_TYPE = "vnd.docker.reference.type";
async function platformsOf(client, image) {
  const manifest = await client.manifest(image.name, image.digest);
  return expectPlatforms(registryContent(image, client), manifest, `${image.name}@${image.digest}`);
}
async function layoutPlatforms(layout) {
  const manifest = await layout.manifest(layoutImage(layout));
  return expectPlatforms(layoutContent(layout), manifest, `${manifest.digest} of the layout`);
}
async function expectPlatforms(content, manifest, where) {
  const found = await runnablePlatforms(content, manifest);
  if (found.length > 0) return found;
  throw registryError("manifest-unexpected", { digest: manifest.digest }, `${where} holds no runnable image`);
}
function isRunnableImage(descriptor) {
  return manifestKind(descriptor.mediaType) !== void 0 && isRunnable(descriptor.platform) && descriptor.artifactType === void 0 && descriptor.annotations?.[REFERENCE_TYPE] === void 0;
}
var DEPTH_LIMIT = 4;
async function runnablePlatforms(content, manifest, depth = 0) {
  if (depth > DEPTH_LIMIT)
    throw registryError("manifest-invalid", { digest: manifest.digest }, `${manifest.digest} lies too deep`);
  if (manifest.content.kind === "image") {
    const { digest, mediaType, bytes } = manifest;
    const platform = await configuredPlatform(content, manifest);
    return platform === void 0 ? [] : [{ platform: formatPlatform(platform), digest, size: bytes.byteLength, mediaType }];
  }
  const children = await Promise.all(
    manifest.content.manifests.filter(isRunnableImage).map(async (child) => {
      if (manifestKind(child.mediaType) === "index")
        return runnablePlatforms(content, await content.manifest(child), depth + 1);
      const { digest, size, mediaType, platform } = child;
      const known = platform ?? await configuredPlatform(content, await content.manifest(child));
      return known === void 0 ? [] : [{ platform: formatPlatform(known), digest, size, mediaType }];
    })
  );
  return children.flat();
}
async function configuredPlatform(content, manifest) {
  if (manifest.content.kind !== "image" || manifest.content.artifactType !== void 0) return void 0;
  const { config } = manifest.content;
  if (!isImageConfig(config.mediaType)) return void 0;
  return platformOfConfig(await readWhole(content, config));
}
async function readWhole(content, blob) {
  if (blob.size > CONFIG_LIMIT)
    throw registryError("manifest-invalid", { digest: blob.digest }, `the config ${blob.digest} is too large`);
  const chunks = [];
  for await (const chunk of content.blob(blob)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
function platformOfConfig(config) {
  let value;
  try {
    value = parseJson(config, { maxBytes: CONFIG_LIMIT });
  } catch {
    return void 0;
  }
  return readPlatform(value);
}

export {
  readOnce,
  digestOfSource,
  contentOf,
  registryContent,
  layoutContent,
  platformsOf,
  layoutPlatforms,
  runnablePlatforms,
  configuredPlatform
};
