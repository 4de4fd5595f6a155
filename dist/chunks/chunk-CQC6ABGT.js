import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  pLimit
} from "./chunk-LDBUZE3E.js";
import {
  contentOf,
  registryContent,
  runnablePlatforms
} from "./chunk-NLL65XQR.js";
import {
  LEGACY_TAG
} from "./chunk-PVD3OVMN.js";
import {
  MANIFEST_LIMIT,
  describeManifest,
  isList,
  isObject,
  memberOf,
  registryError
} from "./chunk-K6BTLXDG.js";
import {
  isNonDistributable,
  manifestKind
} from "./chunk-VKODZR62.js";
import {
  digestOf,
  isTag,
  parseImageReference,
  parseJson,
  pinImage,
  sameRepository
} from "./chunk-VNZST3SK.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/registry/legacy-tag.ts
var CONFIG_LIMIT = 4 * 1024 * 1024;
async function copyLegacyTag(copy, source, tag) {
  const { client, to, copier } = copy;
  const [incoming] = await copier.copy(source);
  const present = await client.resolve(parseImageReference(`${to}:${tag}`));
  if (incoming === void 0 || present?.digest === incoming.digest) return;
  const joined = present === void 0 ? incoming.bytes : await joinLayers(copy, await client.manifest(to, present.digest), incoming);
  await client.putManifest(to, joined, incoming.mediaType, tag);
  copier.countReferrer();
}
async function joinLayers({ client, to }, present, incoming) {
  if (present.content.kind !== "image") return present.bytes;
  const before = objectOf(present.bytes);
  const layers = listOf(before, "layers");
  const known = new Set(layers.map((layer) => JSON.stringify(layer)));
  const added = listOf(objectOf(incoming.bytes), "layers").filter((layer) => !known.has(JSON.stringify(layer)));
  if (added.length === 0) return present.bytes;
  const config = objectOf(await client.readBlob(to, present.content.config.digest, CONFIG_LIMIT));
  const bytes = encode(withLayers(config, added));
  const digest = digestOf(bytes);
  await client.putBlob(to, { digest, size: bytes.byteLength, open: () => once(bytes) });
  const { mediaType } = present.content.config;
  return encode({ ...before, config: { mediaType, digest, size: bytes.byteLength }, layers: [...layers, ...added] });
}
function withLayers(config, added) {
  const rootfs = memberOf(config, "rootfs");
  const own = isObject(rootfs) ? rootfs : { type: "layers" };
  const digests = added.flatMap((layer) => isObject(layer) ? [memberOf(layer, "digest") ?? null] : []);
  return { ...config, rootfs: { ...own, diff_ids: [...listOf(own, "diff_ids"), ...digests] } };
}
function objectOf(bytes) {
  const value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT });
  return isObject(value) ? value : {};
}
function listOf(object, key) {
  const value = memberOf(object, key);
  return isList(value) ? value : [];
}
function encode(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}
async function* once(bytes) {
  yield await Promise.resolve(bytes);
}

// packages/registry/copy-evidence.ts
var DEPTH_LIMIT = 3;
var PARALLEL_REFERRERS = 4;
async function copyEvidence(copy, tree) {
  const seen = new Set(tree.map(({ digest }) => digest));
  await Promise.all(tree.map(({ digest }) => copyReferrers(copy, digest, seen, 0)));
  const from = copy.source.repository;
  if (from === void 0) return;
  const tags = tree.flatMap(({ digest }) => Object.values(LEGACY_TAG).map((tag) => tag(digest)));
  const found = await Promise.all(tags.map((tag) => copy.client.resolve(parseImageReference(`${from}:${tag}`))));
  for (const [place, tag] of tags.entries()) {
    const manifest = found[place];
    if (manifest !== void 0) await copyLegacyTag(copy, manifest, tag);
  }
}
async function copyReferrers(copy, subject, seen, depth) {
  const limit = pLimit(PARALLEL_REFERRERS);
  const fresh = (await copy.source.referrers(subject)).filter(
    ({ digest, mediaType }) => !seen.has(digest) && manifestKind(mediaType) !== void 0
  );
  for (const { digest } of fresh) seen.add(digest);
  await Promise.all(
    fresh.map(
      (descriptor) => limit(async () => {
        if (!await refersTo(copy, descriptor, subject)) return;
        await copy.copier.copy(descriptor);
        copy.copier.countReferrer();
        if (depth < DEPTH_LIMIT) await copyReferrers(copy, descriptor.digest, seen, depth + 1);
      })
    )
  );
}
async function refersTo({ source, log }, descriptor, subject) {
  try {
    const { content } = await source.manifest(descriptor);
    if (content.subject?.digest === subject) return true;
    log(`${descriptor.digest} is listed for ${subject} but does not refer to it: not copied`);
  } catch (error) {
    if (!isPromoError(error) || error.code !== "manifest-missing") throw error;
    log(`${descriptor.digest} is listed for ${subject} but is not there: not copied`);
  }
  return false;
}

// packages/registry/copy-blobs.ts
var PARALLEL_BLOBS = 4;
function createBlobCopier(client, source, to, counts) {
  const limit = pLimit(PARALLEL_BLOBS);
  const placed = /* @__PURE__ */ new Map();
  const mount = source.repository === void 0 ? {} : { mountFrom: source.repository };
  async function copyBlob(blob, isExpected) {
    const { digest, size } = blob;
    const placed2 = await client.putBlob(to, { digest, size, open: () => source.blob(blob), ...mount, isExpected });
    if (placed2 === "mounted") counts.mounted += 1;
    if (placed2 !== "uploaded") return;
    counts.blobs += 1;
    counts.bytes += size;
  }
  function place(blob, isExpected) {
    const key = `${blob.digest} ${blob.mediaType}`;
    const placing = placed.get(key) ?? limit(() => copyBlob(blob, isExpected).catch(unlessForeign(blob)));
    placed.set(key, placing);
    return placing;
  }
  return {
    copy: async (blobs, isExpected) => {
      await Promise.all(blobs.map((blob) => place(blob, isExpected)));
    }
  };
}
function unlessForeign(blob) {
  return (error) => {
    if (!isNonDistributable(blob.mediaType) || !isPromoError(error) || error.code !== "blob-missing") throw error;
  };
}

// packages/registry/copy-tree.ts
var DEPTH_LIMIT2 = 4;
var MANIFEST_COUNT_LIMIT = 5e3;
var PARALLEL_CHILDREN = 4;
function createTreeCopier(client, source, to) {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 };
  const trees = /* @__PURE__ */ new Map();
  const blobs = createBlobCopier(client, source, to, counts);
  function copy(descriptor, depth) {
    const begun = trees.get(descriptor.digest);
    if (begun !== void 0) return begun;
    if (depth > DEPTH_LIMIT2 || trees.size >= MANIFEST_COUNT_LIMIT) return Promise.reject(tooDeep(descriptor.digest));
    const tree = copyTree(descriptor, depth);
    trees.set(descriptor.digest, tree);
    return tree;
  }
  async function copyTree(descriptor, depth) {
    const [manifest, there] = await Promise.all([
      source.manifest(descriptor),
      client.resolve(pinImage(to, descriptor.digest))
    ]);
    assertSize(manifest, descriptor);
    const present = there !== void 0;
    const below = await copyContents(manifest, depth, present);
    await putManifest(manifest, present);
    return [...below, manifest];
  }
  async function copyContents({ content }, depth, present) {
    if (content.kind === "image") await blobs.copy([content.config, ...content.layers], present);
    if (content.kind === "image") return [];
    const limit = pLimit(PARALLEL_CHILDREN);
    const below = await Promise.all(
      content.manifests.map(
        (child) => limit(async () => {
          if (manifestKind(child.mediaType) !== void 0) return copy(child, depth + 1);
          await blobs.copy([child], present);
          return [];
        })
      )
    );
    return below.flat();
  }
  async function putManifest({ bytes, mediaType, content }, present) {
    if (!present || content.subject !== void 0) await client.putManifest(to, bytes, mediaType);
    if (present) return;
    counts.manifests += 1;
    counts.bytes += bytes.byteLength;
  }
  return {
    copy: (descriptor) => copy(descriptor, 0),
    countReferrer: () => {
      counts.referrers += 1;
    },
    tally: () => ({ ...counts })
  };
}
function assertSize(manifest, { digest, size }) {
  const found = describeManifest(manifest).size;
  if (found === size) return;
  throw registryError(
    "manifest-invalid",
    { digest, expected: size, found },
    `${digest} has ${found} bytes, its descriptor says ${size}`
  );
}
function tooDeep(digest) {
  return registryError("manifest-invalid", { digest }, `${digest} is part of a tree that is too deep or too large`);
}

// packages/registry/tag-writes.ts
async function tagOutcome(client, name, tag, digest, onConflict) {
  if (!isTag(tag))
    throw registryError("registry-refused", { tag: tag.slice(0, 200) }, "this is not a tag", { remedy: TAG_REMEDY });
  const present = await client.resolve(parseImageReference(`${name}:${tag}`));
  if (present === void 0) return { tag, digest, outcome: "created" };
  if (present.digest === digest) return { tag, digest, outcome: "unchanged" };
  if (onConflict === "keep") return { tag, digest: present.digest, outcome: "kept" };
  const facts = { name, tag, found: present.digest, wanted: digest };
  throw registryError("tag-taken", facts, `${name}:${tag} is ${present.digest} already, not ${digest}`);
}
var TAG_REMEDY = "A tag has at most 128 of the characters A-Z a-z 0-9 _ . - and starts with neither . nor -.";
async function putTag(client, name, tag, manifest, onConflict) {
  const before = await tagOutcome(client, name, tag, manifest.digest, onConflict);
  if (before.outcome !== "created") return before;
  await client.putManifest(name, manifest.bytes, manifest.mediaType, tag);
  const after = await client.manifest(name, { tag });
  if (after.digest === manifest.digest) return before;
  const facts = { name, tag, found: after.digest, wanted: manifest.digest };
  throw registryError("tag-taken", facts, `${name}:${tag} became ${after.digest} while ${manifest.digest} was tagged`);
}

// packages/registry/copy.ts
var PARALLEL_READS = 8;
async function copyImage(request, ports) {
  const { registry, log = () => void 0 } = ports;
  const { to } = request;
  const source = contentOf(request.from, registry);
  const root = await source.root();
  for (const tag of request.tags) await tagOutcome(registry, to, tag, root.digest, request.onTagConflict);
  const copier = createTreeCopier(registry, source, to);
  const isRetag = source.repository !== void 0 && sameRepository(source.repository, to);
  const tree = await copier.copy(root);
  if (request.evidence && !isRetag) await copyEvidence({ client: registry, source, to, copier, log }, tree);
  const stored = await assertEqual(registry, to, root, tree);
  const tags = [];
  for (const tag of request.tags) tags.push(await putTag(registry, to, tag, stored, request.onTagConflict));
  const { digest, mediaType, bytes } = stored;
  const copied = registryContent(pinImage(to, digest), registry);
  const platforms = await runnablePlatforms(copied, stored);
  return { digest, mediaType, size: bytes.byteLength, equal: true, platforms, tally: copier.tally(), tags };
}
async function pushLayout(client, layout, to) {
  const source = contentOf({ kind: "layout", layout }, client);
  const root = await source.root();
  const tree = await createTreeCopier(client, source, to).copy(root);
  const { digest, mediaType, bytes } = await assertEqual(client, to, root, tree);
  return { mediaType, digest, size: bytes.byteLength };
}
async function assertEqual(client, to, root, tree) {
  const limit = pLimit(PARALLEL_READS);
  const stored = await Promise.all(tree.map(({ digest }) => limit(() => readWritten(client, to, digest))));
  const different = tree.find(({ bytes }, place) => Buffer.compare(stored[place]?.bytes ?? Buffer.of(), bytes) !== 0);
  if (different !== void 0) throw unequal(to, different.digest);
  const found = stored.find(({ digest }) => digest === root.digest);
  if (found === void 0) throw unequal(to, root.digest);
  return found;
}
async function readWritten(client, to, digest) {
  try {
    return await client.manifest(to, digest);
  } catch (error) {
    if (!isPromoError(error) || error.code !== "manifest-missing") throw error;
  }
  await client.waitFor(to, digest);
  return client.manifest(to, digest);
}
function unequal(to, digest) {
  return registryError("copy-unequal", { to, digest }, `${to} does not hold the bytes of ${digest}`);
}

export {
  copyImage,
  pushLayout
};
