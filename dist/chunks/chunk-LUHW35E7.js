import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  contentOf,
  digestOfSource,
  runnablePlatforms
} from "./chunk-DJNNUIWM.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  unknownContent
} from "./chunk-37R5YAIF.js";
import {
  LEGACY_TAG
} from "./chunk-3PGUMVOA.js";
import {
  describeManifest,
  isNonDistributable,
  manifestKind,
  registryError
} from "./chunk-3ACOM72A.js";
import {
  isTag,
  parseImageReference,
  pinImage,
  sameRepository
} from "./chunk-OXU5TALQ.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/registry/copy-evidence.ts
async function copyEvidence(copy, { referrers, legacy }) {
  const copyReferrers = async () => {
    for (const level of referrers) await copy.copier.copyReferrers(level);
  };
  const copyLegacy = async () => {
    for (const each of legacy) await copyTag(copy, each);
  };
  await Promise.all([copyReferrers(), copyLegacy()]);
}
async function copyTag({ client, to, copier }, { tag, manifest }) {
  const [incoming] = await copier.copy(manifest);
  if (incoming === void 0) return;
  const { outcome } = await client.appendLayers(to, tag, incoming);
  if (outcome === "appended") copier.addReferrers(1);
}

// packages/registry/copy-blobs.ts
var PARALLEL_BLOBS = 4;
function createBlobCopier(client, source, to, tally) {
  const limit = pLimit(PARALLEL_BLOBS);
  const placed = /* @__PURE__ */ new Map();
  const again = /* @__PURE__ */ new Map();
  const mount = source.repository === void 0 ? {} : { mountFrom: source.repository };
  async function copyBlob(blob, how) {
    const { digest, size } = blob;
    const placed2 = await client.putBlob(to, { digest, size, open: () => source.blob(blob), ...mount, ...how });
    if (placed2 === "mounted") tally.addMounted();
    if (placed2 === "uploaded") tally.addUploaded(size);
  }
  function place(blob, isExpected) {
    const key = `${blob.digest} ${blob.mediaType}`;
    const placing = placed.get(key) ?? limit(() => copyBlob(blob, { isExpected }).catch(unlessForeign(blob)));
    placed.set(key, placing);
    return placing;
  }
  function placeAgain(blob) {
    const placing = again.get(blob.digest) ?? limit(() => copyBlob(blob, { isDoubted: true }).catch(unlessForeign(blob)));
    again.set(blob.digest, placing);
    return placing;
  }
  return {
    copyAgain: async (blobs) => {
      await Promise.all(blobs.map(placeAgain));
    },
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

// packages/registry/copy-manifests.ts
function createManifestCopier(client, source, to, blobs) {
  const known = /* @__PURE__ */ new Map();
  const again = /* @__PURE__ */ new Map();
  async function put(manifest) {
    const { bytes, mediaType } = manifest;
    await withAllItNames([manifest], async () => {
      await client.putManifest(to, bytes, mediaType);
    });
  }
  async function withAllItNames(manifests, write) {
    const refusal = await write().then(() => void 0, unknownContent);
    if (refusal === void 0) return;
    for (const manifest of manifests) await restoreOnce(manifest);
    await write();
  }
  function restoreOnce(manifest) {
    const restoring = again.get(manifest.digest) ?? restore(manifest);
    again.set(manifest.digest, restoring);
    return restoring;
  }
  async function restore({ content }) {
    const named = content.kind === "index" ? content.manifests : [];
    for (const child of named.filter(isManifest)) await put(await source.manifest(child));
    const others = named.filter((child) => !isManifest(child));
    await blobs.copyAgain(content.kind === "image" ? [content.config, ...content.layers] : others);
    const subject = content.subject === void 0 ? void 0 : known.get(content.subject.digest);
    if (subject !== void 0) await put(subject);
  }
  return {
    put: async (manifest, isPresent) => {
      known.set(manifest.digest, manifest);
      if (!isPresent || manifest.content.subject !== void 0) await put(manifest);
    },
    putReferrers: async (manifests) => {
      for (const manifest of manifests) known.set(manifest.digest, manifest);
      await withAllItNames(manifests, () => client.putReferrers(to, manifests));
    }
  };
}
function isManifest({ mediaType }) {
  return manifestKind(mediaType) !== void 0;
}

// packages/registry/copy-presence.ts
function createPresence(client, to) {
  let isFresh;
  return async (digest) => {
    if (isFresh === true) return false;
    const isThere = await client.resolve(pinImage(to, digest)) !== void 0;
    isFresh ??= !isThere;
    return isThere;
  };
}

// packages/registry/copy-tally.ts
function createTally() {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 };
  return {
    addManifest: (bytes) => {
      counts.manifests += 1;
      counts.bytes += bytes;
    },
    addReferrers: (count) => {
      counts.referrers += count;
    },
    addMounted: () => {
      counts.mounted += 1;
    },
    addUploaded: (bytes) => {
      counts.blobs += 1;
      counts.bytes += bytes;
    },
    read: () => ({ ...counts })
  };
}

// packages/registry/tree-limits.ts
var DEPTH_LIMIT = 4;
var MANIFEST_COUNT_LIMIT = 5e3;
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

// packages/registry/copy-tree.ts
var PARALLEL_CHILDREN = 4;
var PARALLEL_REFERRERS = 4;
function createTreeCopier(client, source, to) {
  const tally = createTally();
  const trees = /* @__PURE__ */ new Map();
  const blobs = createBlobCopier(client, source, to, tally);
  const manifests = createManifestCopier(client, source, to, blobs);
  const isThere = createPresence(client, to);
  function copy(descriptor, depth) {
    const begun = trees.get(descriptor.digest);
    if (begun !== void 0) return begun;
    if (depth > DEPTH_LIMIT || trees.size >= MANIFEST_COUNT_LIMIT) return Promise.reject(tooDeep(descriptor.digest));
    const tree = copyTree(descriptor, depth);
    trees.set(descriptor.digest, tree);
    return tree;
  }
  async function copyTree(descriptor, depth) {
    const { manifest, isPresent, below } = await copyBelow(descriptor, depth);
    await manifests.put(manifest, isPresent);
    if (!isPresent) tally.addManifest(manifest.bytes.byteLength);
    return [...below, manifest];
  }
  async function copyBelow(descriptor, depth) {
    const [manifest, isPresent] = await Promise.all([source.manifest(descriptor), isThere(descriptor.digest)]);
    assertSize(manifest, descriptor);
    const { content } = manifest;
    if (content.kind === "index")
      return { manifest, isPresent, below: await copyChildren(content.manifests, depth, isPresent) };
    await blobs.copy([content.config, ...content.layers], isPresent);
    return { manifest, isPresent, below: [] };
  }
  async function copyChildren(children, depth, isPresent) {
    const copyChild = async (child) => {
      if (manifestKind(child.mediaType) !== void 0) return copy(child, depth + 1);
      await blobs.copy([child], isPresent);
      return [];
    };
    return (await pLimit(PARALLEL_CHILDREN).map(children, copyChild)).flat();
  }
  async function copyReferrers(descriptors) {
    const prepared = await pLimit(PARALLEL_REFERRERS).map(descriptors, (each) => copyBelow(each, 0));
    await manifests.putReferrers(prepared.map(({ manifest }) => manifest));
    for (const { manifest, isPresent } of prepared) if (!isPresent) tally.addManifest(manifest.bytes.byteLength);
    tally.addReferrers(prepared.length);
  }
  return {
    copy: (descriptor) => copy(descriptor, 0),
    copyReferrers,
    addReferrers: tally.addReferrers,
    tally: tally.read
  };
}

// packages/registry/find-evidence.ts
var DEPTH_LIMIT2 = 4;
var PARALLEL_READS = 8;
async function findEvidence(from, tree) {
  const [referrers, legacy] = await Promise.all([findReferrers(from, tree), findLegacy(from, tree)]);
  return { referrers, legacy };
}
async function findReferrers(from, tree) {
  const limit = pLimit(PARALLEL_READS);
  const seen = new Set(tree);
  const levels = [];
  for (let subjects = tree; subjects.length > 0 && levels.length < DEPTH_LIMIT2; ) {
    const found = await Promise.all(subjects.map((subject) => limit(() => referrersOf(from, subject, seen))));
    levels.push(found.flat());
    subjects = found.flat().map(({ digest }) => digest);
  }
  return levels.filter((level) => level.length > 0);
}
async function referrersOf(from, subject, seen) {
  const listed = (await from.source.referrers(subject)).filter(
    ({ digest, mediaType }) => !seen.has(digest) && manifestKind(mediaType) !== void 0
  );
  for (const { digest } of listed) seen.add(digest);
  const refers = await Promise.all(listed.map((descriptor) => refersTo(from, descriptor, subject)));
  return listed.filter((_, place) => refers[place]);
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
async function findLegacy({ client, source }, tree) {
  const { repository } = source;
  if (repository === void 0) return [];
  const limit = pLimit(PARALLEL_READS);
  const tags = tree.flatMap((digest) => Object.values(LEGACY_TAG).map((tag) => tag(digest)));
  const found = await Promise.all(
    tags.map((tag) => limit(() => client.resolve(parseImageReference(`${repository}:${tag}`))))
  );
  return tags.flatMap((tag, place) => {
    const manifest = found[place];
    return manifest === void 0 ? [] : [{ tag, manifest }];
  });
}

// packages/registry/read-tree.ts
var PARALLEL_READS2 = 8;
async function readTree(source, root) {
  const seen = /* @__PURE__ */ new Set([root.digest]);
  const limit = pLimit(PARALLEL_READS2);
  async function read(descriptor, depth) {
    if (depth > DEPTH_LIMIT || seen.size > MANIFEST_COUNT_LIMIT) throw tooDeep(descriptor.digest);
    const manifest = await limit(() => source.manifest(descriptor));
    assertSize(manifest, descriptor);
    const children = manifest.content.kind === "index" ? manifest.content.manifests : [];
    const fresh = children.filter(({ digest, mediaType }) => manifestKind(mediaType) !== void 0 && !seen.has(digest));
    for (const { digest } of fresh) seen.add(digest);
    await Promise.all(fresh.map((child) => read(child, depth + 1)));
  }
  await read(root, 0);
  return [...seen];
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
async function putTag(client, name, manifest, found) {
  const { tag, outcome } = found;
  if (outcome !== "created") return found;
  await client.putManifest(name, manifest.bytes, manifest.mediaType, tag);
  const after = await client.manifest(name, { tag });
  if (after.digest === manifest.digest) return found;
  const facts = { name, tag, found: after.digest, wanted: manifest.digest };
  throw registryError("tag-taken", facts, `${name}:${tag} became ${after.digest} while ${manifest.digest} was tagged`);
}

// packages/registry/copy.ts
var PARALLEL_READS3 = 8;
async function copyImage(request, ports) {
  const { registry, log = () => void 0 } = ports;
  const { to } = request;
  const source = contentOf(request.from, registry);
  const outcomes = (digest2) => Promise.all(request.tags.map((tag) => tagOutcome(registry, to, tag, digest2, request.onTagConflict)));
  const [root, free] = await Promise.all([source.root(), outcomes(digestOfSource(request.from))]);
  const copier = createTreeCopier(registry, source, to);
  const isRetag = source.repository !== void 0 && sameRepository(source.repository, to);
  const stored = await source.manifest(root);
  const [platforms] = await Promise.all([
    runnablePlatforms(source, stored),
    isRetag ? readTree(source, root) : copyAndProve(request, { registry, log }, { source, root, copier })
  ]);
  const tags = [];
  for (const outcome of isRetag ? free : await outcomes(root.digest))
    tags.push(await putTag(registry, to, stored, outcome));
  const { digest, mediaType, bytes } = stored;
  return { digest, mediaType, size: bytes.byteLength, equal: true, platforms, tally: copier.tally(), tags };
}
async function copyAndProve({ to, evidence }, { registry, log }, { source, root, copier }) {
  const client = registry;
  const find = async () => evidence ? findEvidence({ client, source, log }, await readTree(source, root)) : void 0;
  const [tree, found] = await Promise.all([copier.copy(root), find()]);
  await Promise.all([
    assertEqual(client, to, tree),
    found === void 0 ? void 0 : copyEvidence({ client, to, copier }, found)
  ]);
}
async function pushLayout(client, layout, to) {
  const source = contentOf({ kind: "layout", layout }, client);
  const root = await source.root();
  await assertEqual(client, to, await createTreeCopier(client, source, to).copy(root));
  return root;
}
async function assertEqual(client, to, tree) {
  const limit = pLimit(PARALLEL_READS3);
  const stored = await Promise.all(tree.map(({ digest }) => limit(() => readWritten(client, to, digest))));
  const different = tree.find(({ bytes }, place) => Buffer.compare(stored[place]?.bytes ?? Buffer.of(), bytes) !== 0);
  if (different !== void 0) throw unequal(to, different.digest);
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
