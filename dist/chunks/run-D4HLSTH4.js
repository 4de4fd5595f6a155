import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  copyImage,
  pushLayout
} from "./chunk-LUHW35E7.js";
import {
  buildDocument,
  material
} from "./chunk-A2O3JWNX.js";
import {
  saveImage,
  saveLayout
} from "./chunk-7ZNFDOTX.js";
import {
  otherwise,
  sealedOtherwise
} from "./chunk-MAB5WDF5.js";
import {
  buildSummary,
  reproductionWarning
} from "./chunk-UEEWKCQD.js";
import {
  sourceOf
} from "./chunk-PJQO5S3Q.js";
import {
  contentOf,
  layoutPlatforms,
  platformsOf,
  runnablePlatforms
} from "./chunk-DJNNUIWM.js";
import {
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  collectEvidence
} from "./chunk-JP5D7BLO.js";
import "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import {
  BUILD_FILE,
  LAYOUT_DIRECTORY,
  REPRODUCTION_FILE
} from "./chunk-JZA7TCL7.js";
import "./chunk-CGG7XM5G.js";
import "./chunk-ELEXUCDR.js";
import {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  printable,
  runProgram
} from "./chunk-ML4JDDSM.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import {
  normalPlatform
} from "./chunk-YZ3BQTF4.js";
import {
  layoutImage,
  openLayout,
  readTarEntries,
  writeEntry
} from "./chunk-QBJQ2CKM.js";
import {
  OCI_CONFIG,
  OCI_INDEX,
  OCI_MANIFEST,
  isNonDistributable
} from "./chunk-3ACOM72A.js";
import {
  isJsonList,
  isJsonObject,
  memberAt,
  memberOf,
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  LEG_BUILD_TYPE,
  PREDICATE_TYPES,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  count,
  defineDocument,
  digest,
  leg,
  platform,
  text
} from "./chunk-MQBOJIW4.js";
import {
  $ZodISODate,
  $ZodISODateTime,
  $ZodISODuration,
  $ZodISOTime,
  $constructor,
  ZodMiniStringFormat,
  _enum,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime,
  _maxLength,
  _minLength,
  array,
  boolean,
  literal,
  nullable,
  object,
  optional,
  record,
  string,
  unknown
} from "./chunk-CMTFYGHV.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  workspacePath
} from "./chunk-ICYJJHEH.js";
import "./chunk-36ANPUK7.js";
import "./chunk-535AGLRV.js";
import "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  digestOf,
  hexOf,
  isDigest,
  parseDigest,
  parseImageReference,
  parseJson,
  pinImage,
  sameRepository
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  defineErrors,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __export
} from "./chunk-DCH3LH7I.js";

// actions/build-by-digest/run.ts
import { mkdtemp as mkdtemp5, writeFile as writeFile3 } from "node:fs/promises";
import { join as join12 } from "node:path";
var iso_exports={};__export(iso_exports,{ZodMiniISODate:()=>ZodMiniISODate,ZodMiniISODateTime:()=>ZodMiniISODateTime,ZodMiniISODuration:()=>ZodMiniISODuration,ZodMiniISOTime:()=>ZodMiniISOTime,date:()=>date,datetime:()=>datetime,duration:()=>duration,time:()=>time});var ZodMiniISODateTime=$constructor("ZodMiniISODateTime",(inst,def)=>{$ZodISODateTime.init(inst,def);ZodMiniStringFormat.init(inst,def)});function datetime(params){return _isoDateTime(ZodMiniISODateTime,params)}var ZodMiniISODate=$constructor("ZodMiniISODate",(inst,def)=>{$ZodISODate.init(inst,def);ZodMiniStringFormat.init(inst,def)});function date(params){return _isoDate(ZodMiniISODate,params)}var ZodMiniISOTime=$constructor("ZodMiniISOTime",(inst,def)=>{$ZodISOTime.init(inst,def);ZodMiniStringFormat.init(inst,def)});function time(params){return _isoTime(ZodMiniISOTime,params)}var ZodMiniISODuration=$constructor("ZodMiniISODuration",(inst,def)=>{$ZodISODuration.init(inst,def);ZodMiniStringFormat.init(inst,def)});function duration(params){return _isoDuration(ZodMiniISODuration,params)}
// packages/core/documents/reproduction.ts
var ENTRY_ATTRIBUTES = [
  "type",
  "mode",
  "uid",
  "gid",
  "owner",
  "mtime",
  "size",
  "content",
  "link",
  "device",
  "xattrs"
];
var REPRODUCTION_CAUSES = [
  "platform-set",
  "layer-count",
  "file-set",
  "file-content",
  "file-attributes",
  "file-time",
  "config",
  "config-time",
  "packing",
  "unread"
];
var entryDifference = object({
  path: text,
  change: _enum(["added", "removed", "changed"]),
  attributes: array(_enum(ENTRY_ATTRIBUTES))
});
var layerDifference = object({
  /** Place in the manifest, from 0. */
  index: count,
  /** Null where only the other build has this layer. */
  first: nullable(digest),
  second: nullable(digest),
  /** The first of those that differ; `differing` counts all. */
  entries: array(entryDifference),
  differing: count,
  /** Why the entries could not be compared. */
  unread: optional(text)
});
var platformComparison = object({
  platform,
  reproduced: boolean(),
  /** The build that has this platform, when the other has not. */
  only: optional(_enum(["first", "second"])),
  /** JSON pointers (RFC 6901) of what differs in the config; empty text is the whole of it: the same values, spelled otherwise. */
  config: array(text),
  layers: array(layerDifference)
});
var reproductionDocument = defineDocument("reproduction", {
  leg,
  first: digest,
  second: digest,
  reproduced: boolean(),
  causes: array(_enum(REPRODUCTION_CAUSES)),
  platforms: array(platformComparison)
});

// packages/line/build.ts
async function recordBuild(request, build) {
  const startedAt = formatTime(request.clock.now());
  const built = await build();
  return buildDocument.create({
    leg: request.leg,
    image: { name: request.image, digest: built.digest, mediaType: built.mediaType, size: built.size },
    platforms: [...built.platforms],
    builder: built.builder,
    cache: built.cache,
    materials: [...built.materials],
    materialsComplete: built.materialsComplete,
    reproduced: null,
    startedAt,
    finishedAt: formatTime(request.clock.now())
  });
}

// actions/build-by-digest/build-with.ts
import { mkdtemp as mkdtemp3 } from "node:fs/promises";
import { join as join8, resolve as resolve3 } from "node:path";

// packages/builders/json-members.ts
function listOf(value) {
  return isJsonList(value) ? value : [];
}
function textOf(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}
function textsOf(value) {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry2) => typeof entry2[1] === "string")
  );
}

// packages/builders/attested.ts
var REFERENCE_TYPE = "vnd.docker.reference.type";
var ATTESTATION_MANIFEST = "attestation-manifest";
var ATTESTATION_ARTIFACT = "application/vnd.docker.attestation.manifest.v1+json";
var IN_TOTO = "application/vnd.in-toto+json";
var PREDICATE_TYPE = "in-toto.io/predicate-type";
var PROVENANCE = /^https:\/\/slsa\.dev\/provenance\//;
var STATEMENT_LIMIT = 16 * 1024 * 1024;
function isAttestationManifest({ annotations, artifactType }) {
  return annotations?.[REFERENCE_TYPE] === ATTESTATION_MANIFEST || artifactType === ATTESTATION_ARTIFACT;
}
async function attestedProvenance(root, source) {
  if (root.content.kind !== "index") return [];
  const predicates = [];
  for (const child of root.content.manifests.filter(isAttestationManifest)) {
    const { content } = await source.manifest(child);
    const layers = content.kind === "image" ? content.layers.filter(isProvenance) : [];
    for (const layer of layers) predicates.push(...predicateOf(await source.blob(layer, STATEMENT_LIMIT)));
  }
  return predicates;
}
function isProvenance({ mediaType, annotations }) {
  return mediaType === IN_TOTO && PROVENANCE.test(annotations?.[PREDICATE_TYPE] ?? "");
}
function predicateOf(statement) {
  const value = parseJson(statement, { maxBytes: STATEMENT_LIMIT, maxDepth: 200 });
  const predicate = memberOf(value, "predicate");
  return predicate !== void 0 && PROVENANCE.test(textOf(memberOf(value, "predicateType")) ?? "") ? [predicate] : [];
}

// packages/builders/base-images.ts
var BASE_NAME = "org.opencontainers.image.base.name";
var BASE_DIGEST = "org.opencontainers.image.base.digest";
async function baseImages(layout) {
  const root = await layout.manifest(layoutImage(layout));
  const { content } = root;
  const children = content.kind === "index" ? content.manifests.filter((child) => child.mediaType.includes("manifest.v") && !isAttestationManifest(child)) : [];
  const manifests = [root, ...await Promise.all(children.map((child) => layout.manifest(child)))];
  const bases = manifests.flatMap(baseOf);
  return {
    materials: [...new Map(bases.map((base) => [`${base.uri} ${base.digest["sha256"] ?? ""}`, base])).values()],
    materialsComplete: false
  };
}
function baseOf({ content: { annotations } }) {
  const [name, digest2] = [annotations[BASE_NAME], annotations[BASE_DIGEST]];
  if (name === void 0 || name === "" || !isDigest(digest2)) return [];
  return [{ uri: `docker://${name}`, digest: { sha256: digest2.slice("sha256:".length) } }];
}

// packages/builders/builder-output.ts
var REASON = /^(?:error|fatal)\b/i;
var REASON_CHARACTERS = 600;
function heardBy(log) {
  const heard = (line) => {
    log(printable(line));
  };
  return { onErrorLine: heard, onOutputLine: heard };
}
function reasonOf(output) {
  const lines = printable(output).trim().split("\n");
  const reason = (lines.findLast((line) => REASON.test(line)) ?? lines.at(-1) ?? "").trim();
  return reason === "" ? "" : `: ${reason.slice(0, REASON_CHARACTERS)}`;
}

// packages/builders/built-layout.ts
import { mkdtemp as mkdtemp2, rm as rm2, stat as stat4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join5 } from "node:path";

// packages/builders/archive-members.ts
import { join, posix } from "node:path";

// packages/builders/errors.ts
var builderError = defineErrors("builders", {
  "build-failed": {
    ending: "configuration",
    remedy: "Read the output of the build in the log above; the same command fails outside promo too."
  },
  "build-platforms-differ": {
    ending: "configuration",
    remedy: "Make `build.platforms` of promo.yaml and what the build produces the same."
  },
  "build-digest-differs": {
    ending: "infrastructure",
    remedy: "What is stored is not what the builder says it made. Build again; if it stays, the registry rewrites manifests."
  },
  "builder-metadata-invalid": {
    ending: "infrastructure",
    remedy: "Use a release of the builder that writes `containerimage.digest` into its metadata file."
  },
  "layer-unreadable": {
    ending: "infrastructure",
    remedy: "The comparison says which layer and why; whether the builds are equal is known without its entries."
  },
  "rebuild-outside-workspace": {
    ending: "configuration",
    remedy: "Keep `context` and `layout` below the workspace, or leave `reproducible` out: the second build runs in a copy of the workspace."
  },
  "builder-unavailable": {
    ending: "configuration",
    remedy: "Set a builder up before this step (docker/setup-buildx-action, or `docker buildx create`), or install buildah."
  },
  "builder-single-platform": {
    ending: "configuration",
    remedy: "The driver `docker` builds one platform at a time. Use the driver docker-container (docker/setup-buildx-action), or one leg for each platform."
  },
  "builder-option-unsupported": {
    ending: "configuration",
    remedy: "Leave this input out, or use a builder that has it: buildx with the driver docker-container has all of them."
  },
  "archive-invalid": {
    ending: "configuration",
    remedy: "Give an OCI layout, or a docker archive with one image, as `docker save` and jib write it."
  }
});

// packages/builders/archive-members.ts
var ENTRY_LIMIT = 2e4;
var TOTAL_LIMIT = 32 * 1024 ** 3;
var LINK_DEPTH = 4;
async function listArchive(file) {
  const files = /* @__PURE__ */ new Map();
  const links = /* @__PURE__ */ new Map();
  let total = 0;
  await readArchive(file, (entry2) => {
    const name = normal(entry2.path);
    total += entry2.size;
    if (files.size + links.size >= ENTRY_LIMIT || total > TOTAL_LIMIT)
      throw archiveInvalid("it holds more than promo reads");
    if (entry2.type === "SymbolicLink" || entry2.type === "Link") links.set(name, target(entry2, name));
    if (!isFile(entry2)) return void 0;
    if (files.has(name)) throw archiveInvalid(`${name} comes twice`);
    files.set(name, entry2.size);
    return void 0;
  });
  return { files, links };
}
function archiveFile({ files, links }, name) {
  let found = normal(name);
  for (let depth = 0; depth < LINK_DEPTH && !files.has(found); depth += 1) found = links.get(found) ?? found;
  if (files.has(found)) return found;
  throw archiveInvalid(`it has no file ${name}`);
}
async function extractFiles(file, wanted) {
  await readArchive(file, (entry2) => {
    const path = isFile(entry2) ? wanted.get(normal(entry2.path)) : void 0;
    return path === void 0 ? void 0 : writeEntry(entry2, path);
  });
}
function archiveInvalid(why, cause) {
  return builderError("archive-invalid", {}, `not a docker archive that promo reads: ${why}`, { cause });
}
async function readArchive(file, visit) {
  try {
    await readTarEntries(file, visit);
  } catch (cause) {
    if (isPromoError(cause)) throw cause;
    throw archiveInvalid("it is not a tar that can be read", cause);
  }
}
function isFile({ type }) {
  return type === "File" || type === "OldFile" || type === "ContiguousFile";
}
function normal(path) {
  return posix.normalize(path).replace(/^(?:\.?\/)+/, "");
}
function target({ type, linkpath = "" }, name) {
  return normal(type === "Link" ? linkpath : posix.join(posix.dirname(name), linkpath));
}
function extractedPath(directory, place2) {
  return join(directory, `member-${place2}`);
}

// packages/builders/linked-layout.ts
import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
var BLOB = /^[0-9a-f]{64}$/;
async function openLinkedLayout(path) {
  const blobs = join2(path, "blobs", "sha256");
  const entries = await readdir(blobs, { withFileTypes: true }).catch(() => []);
  if (!entries.some((entry2) => entry2.isSymbolicLink())) return openLayout(path);
  const copy = await mkdtemp(join2(tmpdir(), "promo-linked-"));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await mkdir(join2(copy, "blobs", "sha256"), { recursive: true });
    const names = entries.map(({ name }) => name).filter((name) => BLOB.test(name));
    const files = ["oci-layout", "index.json", ...names.map((name) => join2("blobs", "sha256", name))];
    for (const file of files) await copyRegular(join2(path, file), join2(copy, file));
    const layout = await openLayout(copy);
    return { ...layout, close: () => layout.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
async function copyRegular(from, to) {
  const found = await stat(from).catch(() => void 0);
  if (found?.isFile() === true) await copyFile(from, to);
}

// packages/builders/docker-archive.ts
import { mkdir as mkdir2, readFile, stat as stat3, writeFile } from "node:fs/promises";
import { join as join4 } from "node:path";

// packages/builders/layer-blob.ts
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, stat as stat2, unlink } from "node:fs/promises";
import { join as join3 } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
var GZIP = Buffer.from([31, 139]);
async function storeLayer(file, diffId, blobs) {
  const isCompressed = (await firstBytes(file)).equals(GZIP);
  const [plain, stored] = [createHash("sha256"), createHash("sha256")];
  const packed = `${file}.gz`;
  if (isCompressed)
    await pipeline(createReadStream(file), hashing(stored), createGunzip(), hashing(plain), drain()).catch(
      (cause) => {
        throw archiveInvalid("a layer cannot be decompressed", cause);
      }
    );
  else await pipeline(createReadStream(file), hashing(plain), createGzip(), hashing(stored), createWriteStream(packed));
  const found = digestOf2(plain);
  if (found !== diffId) throw archiveInvalid(`a layer has the digest ${found}, the config says ${diffId}`);
  const digest2 = digestOf2(stored);
  const path = join3(blobs, hexOf(digest2));
  await rename(isCompressed ? file : packed, path);
  if (!isCompressed) await unlink(file);
  return { digest: digest2, size: (await stat2(path)).size };
}
function digestOf2(hash) {
  return parseDigest(`sha256:${hash.digest("hex")}`);
}
function hashing(hash) {
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    }
  });
}
function drain() {
  return new Transform({ transform: (_chunk, _encoding, done) => done() }).resume();
}
async function firstBytes(file) {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

// packages/builders/docker-archive.ts
var LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
var INDEX_LIMIT = 4 * 1024 * 1024;
var LAYER_LIMIT = 1e3;
function isDockerArchive({ files }) {
  return files.has("manifest.json") && !files.has("oci-layout");
}
async function convertDockerArchive(file, directory, annotations = {}) {
  const blobs = join4(directory, "blobs", "sha256");
  await mkdir2(blobs, { recursive: true });
  const listing = await listArchive(file);
  const { config, layers } = await readIndex(file, listing, directory);
  const diffIds = readDiffIds(config);
  if (diffIds.length !== layers.length)
    throw archiveInvalid(`it has ${layers.length} layers, its config ${diffIds.length}`);
  const stored = await storeLayers({ file, listing, directory, blobs }, layers, diffIds);
  const manifest = manifestOf(config, stored, annotations);
  for (const bytes of [config, manifest]) await writeFile(join4(blobs, hexOf(digestOf(bytes))), bytes);
  await writeIndex(directory, manifest);
  return { digest: digestOf(manifest), config: digestOf(config) };
}
async function readIndex(file, listing, directory) {
  const images = listOf(parse(await readMember(file, listing, { name: "manifest.json", to: join4(directory, "index") })));
  const [image, other] = images;
  if (image === void 0 || other !== void 0) throw archiveInvalid(`it holds ${images.length} images, not one`);
  const name = textOf(memberOf(image, "Config"));
  const layers = listOf(memberOf(image, "Layers")).map((layer) => textOf(layer) ?? "");
  if (name === void 0 || layers.length > LAYER_LIMIT) throw archiveInvalid("manifest.json names no config");
  return { config: await readMember(file, listing, { name, to: join4(directory, "config") }), layers };
}
async function readMember(file, listing, { name, to }) {
  const found = archiveFile(listing, name);
  await extractFiles(file, /* @__PURE__ */ new Map([[found, to]]));
  if ((await stat3(to)).size > INDEX_LIMIT) throw archiveInvalid(`${name} is too large`);
  return readFile(to);
}
async function storeLayers({ file, listing, directory, blobs }, layers, diffIds) {
  const names = layers.map((layer) => archiveFile(listing, layer));
  const paths = new Map([...new Set(names)].map((name, place2) => [name, extractedPath(directory, place2)]));
  await extractFiles(file, paths);
  const stored = /* @__PURE__ */ new Map();
  for (const [place2, diffId] of diffIds.entries()) {
    const name = names[place2] ?? "";
    const known = stored.get(name);
    if (known !== void 0 && known.diffId !== diffId) throw archiveInvalid(`two layers of one file differ: ${name}`);
    if (known === void 0) stored.set(name, { ...await storeLayer(paths.get(name) ?? "", diffId, blobs), diffId });
  }
  return names.flatMap((name) => stored.get(name) ?? []);
}
function readDiffIds(config) {
  const listed = listOf(memberAt(parse(config), "rootfs", "diff_ids"));
  const digests = listed.filter(isDigest);
  if (digests.length === listed.length) return digests;
  throw archiveInvalid("its config names a layer without a digest");
}
function manifestOf(config, layers, annotations) {
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: digestOf(config), size: config.byteLength },
    layers: layers.map(({ digest: digest2, size }) => ({ mediaType: LAYER, digest: digest2, size })),
    ...Object.keys(annotations).length === 0 ? {} : { annotations }
  };
  return Buffer.from(JSON.stringify(manifest));
}
async function writeIndex(directory, manifest) {
  const descriptor = { mediaType: OCI_MANIFEST, digest: digestOf(manifest), size: manifest.byteLength };
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] };
  await writeFile(join4(directory, "index.json"), JSON.stringify(index));
  await writeFile(join4(directory, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
}
function parse(bytes) {
  try {
    return parseJson(bytes, { maxBytes: INDEX_LIMIT });
  } catch (cause) {
    throw archiveInvalid("a document in it is not JSON", cause);
  }
}

// packages/builders/built-layout.ts
async function openBuiltLayout(path) {
  const found = await stat4(path).catch(() => void 0);
  const listing = found?.isFile() === true ? await listArchive(path).catch(() => void 0) : void 0;
  if (listing === void 0) return openLinkedLayout(path);
  if (!isDockerArchive(listing)) return openLayout(path);
  return (await openDockerArchive(path)).layout;
}
async function openDockerArchive(path, annotations = {}) {
  const directory = await mkdtemp2(join5(tmpdir2(), "promo-archive-"));
  const remove = () => rm2(directory, { recursive: true, force: true });
  try {
    const converted = await convertDockerArchive(path, directory, annotations);
    const layout = await openLayout(directory);
    return { ...converted, layout: { ...layout, close: () => layout.close().then(remove) } };
  } catch (error) {
    await remove();
    throw error;
  }
}

// packages/builders/command-environment.ts
var RUN_FACTS = [
  "GITHUB_ACTIONS",
  "GITHUB_REF",
  "GITHUB_REF_NAME",
  "GITHUB_REPOSITORY",
  "GITHUB_SHA",
  "GITHUB_WORKSPACE"
];
var WITHHELD = /^(?:INPUT_|ACTIONS_|GITHUB_|STATE_)|^(?:NODE_OPTIONS|NODE_AUTH_TOKEN)$/i;
function commandEnvironment(from) {
  const kept = {};
  for (const [name, value] of Object.entries(from)) {
    if (value !== void 0 && (RUN_FACTS.includes(name) || !WITHHELD.test(name))) kept[name] = value;
  }
  return kept;
}

// packages/builders/platforms.ts
function assertPlatforms(found, wanted) {
  const names = found.map(({ platform: platform2 }) => platform2);
  const differ = sorted(wanted) !== sorted(names);
  if (wanted.length === 0 || !differ) return found;
  throw builderError(
    "build-platforms-differ",
    { wanted, found: names },
    `wanted ${wanted.join(", ")}, the build gave ${names.join(", ")}`
  );
}
function sorted(platforms) {
  return platforms.map(normalPlatform).sort().join();
}

// packages/builders/stored.ts
async function storedInRegistry(registry, image, digest2, wanted) {
  const stored = await registry.manifest(image, digest2);
  assertSame(digest2, stored.digest);
  const platforms = await platformsOf(registry, pinImage(image, digest2));
  return {
    digest: digest2,
    mediaType: stored.mediaType,
    size: stored.bytes.byteLength,
    platforms: assertPlatforms(platforms.map(entry), wanted)
  };
}
async function storedInLayout(layout, directory, wanted) {
  const { path } = await saveLayout(layout, directory);
  const saved = await openLayout(path);
  try {
    const { digest: digest2, mediaType, size } = layoutImage(saved);
    const platforms = await layoutPlatforms(saved);
    return { digest: digest2, mediaType, size, platforms: assertPlatforms(platforms.map(entry), wanted) };
  } finally {
    await saved.close();
  }
}
async function storeLayout(layout, { to, platforms }, registry) {
  if (to.kind === "layout") return storedInLayout(layout, to.directory, platforms);
  const { digest: digest2 } = await pushLayout(registry, layout, to.image);
  return storedInRegistry(registry, to.image, digest2, platforms);
}
function assertSame(builder, stored) {
  if (builder === stored) return;
  throw builderError(
    "build-digest-differs",
    { builder, stored },
    `the builder says it made ${builder}, what is stored is ${stored}`
  );
}
function entry({ platform: platform2, digest: digest2, size }) {
  return { platform: platform2, digest: digest2, size };
}

// packages/builders/layout-builder.ts
var COMMAND_TIMEOUT_MS = 60 * 6e4;
async function buildLayout(request, ports) {
  await runCommand(request, ports);
  const layout = await openBuiltLayout(request.layout);
  try {
    const stored = await storeLayout(layout, request, ports.registry);
    const builder = { name: request.command[0] === void 0 ? "layout" : "command", version: "" };
    return { ...stored, builder, cache: "none", ...await baseImages(layout) };
  } finally {
    await layout.close();
  }
}
async function runCommand(request, ports) {
  const [program, ...args] = request.command;
  if (program === void 0) return;
  const finished = await ports.run({
    program,
    args,
    cwd: request.context,
    env: commandEnvironment(ports.environment),
    timeoutMs: COMMAND_TIMEOUT_MS,
    ...heardBy(ports.log),
    ...request.signal === void 0 ? {} : { signal: request.signal }
  });
  try {
    expectSuccess(finished, `the build command ${program}`);
  } catch (cause) {
    throw builderError(
      "build-failed",
      { program, code: finished.code },
      `the build command ended with ${String(finished.code)}${reasonOf(finished.stderr)}`,
      { cause }
    );
  }
}

// packages/builders/buildah-builder.ts
import { randomUUID } from "node:crypto";
import { readFile as readFile2 } from "node:fs/promises";
import { join as join6 } from "node:path";

// packages/builders/builder-program.ts
var BUILD_TIMEOUT_MS = 2 * 60 * 6e4;
var METADATA = { BUILDX_METADATA_PROVENANCE: "max" };
function runBuilder(program, args, { workspace, sourceDate, signal, onErrorLine, onOutputLine }, ports) {
  const dated = sourceDate === void 0 ? {} : { SOURCE_DATE_EPOCH: String(sourceDate) };
  return ports.run({
    program,
    args,
    cwd: workspace,
    env: { ...METADATA, ...dated, ...commandEnvironment(ports.environment) },
    timeoutMs: BUILD_TIMEOUT_MS,
    ...signal === void 0 ? {} : { signal },
    ...onErrorLine === void 0 ? {} : { onErrorLine },
    ...onOutputLine === void 0 ? {} : { onOutputLine }
  });
}
async function expectBuilder(program, args, place2, ports) {
  const finished = await runBuilder(program, args, { ...heardBy(ports.log), ...place2 }, ports);
  const what = [program, ...args.slice(0, args[0] === "buildx" ? 2 : 1)].join(" ");
  try {
    return new TextDecoder().decode(expectSuccess(finished, what).stdout);
  } catch (cause) {
    const message = `${what} ended with ${String(finished.code)}${reasonOf(finished.stderr)}`;
    throw builderError("build-failed", { code: finished.code }, message, { cause });
  }
}

// packages/builders/build-arguments.ts
function commonArguments(request) {
  return [
    ...flag("platform", request.platforms.length === 0 ? [] : [request.platforms.join(",")]),
    ...flag("file", request.file),
    ...flag("target", request.target),
    ...flag("build-arg", request.buildArgs),
    ...flag("build-context", request.buildContexts),
    ...flag("secret", request.secrets),
    ...flag("ssh", request.ssh),
    ...flag("network", request.network),
    ...flag("allow", request.allow),
    ...flag("add-host", request.addHosts),
    ...flag("shm-size", request.shmSize),
    ...flag("ulimit", request.ulimits),
    ...flag("label", request.labels)
  ];
}
function flag(name, values) {
  if (values === void 0) return [];
  return (typeof values === "string" ? [values] : values).map((value) => `--${name}=${value}`);
}

// packages/builders/manifest-annotations.ts
var TYPED = /^(?<types>(?:index|manifest)(?:-descriptor)?(?:\[[^\]]*\])?(?:,[a-z-]+(?:\[[^\]]*\])?)*):/;
function manifestAnnotations(annotations, builder) {
  return annotations.map((annotation) => {
    const types = TYPED.exec(annotation)?.groups?.["types"];
    if (types === void 0) return annotation;
    if (types === "manifest") return annotation.slice("manifest:".length);
    throw unsupported("annotations", builder, `an annotation of ${types}`);
  });
}
function annotationMap(annotations) {
  return Object.fromEntries(
    annotations.map((annotation) => {
      const equals = annotation.indexOf("=");
      return [annotation.slice(0, equals), annotation.slice(equals + 1)];
    })
  );
}
function unsupported(input, builder, what = `\`${input}\``) {
  return builderError("builder-option-unsupported", { input, builder }, `${builder} does not have ${what}`);
}

// packages/builders/buildah-arguments.ts
function buildahArguments(request, result, isolation = "chroot") {
  assertSupported(request);
  const annotations = manifestAnnotations([...request.facts ?? [], ...request.annotations], "buildah");
  return [
    "build",
    `--isolation=${isolation}`,
    "--format=oci",
    result.kind === "image" ? `--iidfile=${result.idFile}` : `--manifest=${result.name}`,
    ...flag("timestamp", request.sourceDate === void 0 ? void 0 : String(request.sourceDate)),
    ...commonArguments(request),
    ...flag("annotation", annotations),
    ...request.noCache ? ["--no-cache"] : [],
    "--",
    request.context
  ];
}
function assertSupported(request) {
  if (request.provenance !== "false" && request.provenanceIsDefault !== true) throw unsupported("provenance", "buildah");
  if ((request.allow ?? []).length > 0) throw unsupported("allow", "buildah");
  if (request.noCache) return;
  if (request.cacheFrom.length > 0) throw unsupported("cache-from", "buildah");
  if (request.cacheTo.length > 0) throw unsupported("cache-to", "buildah");
}

// packages/builders/buildah-builder.ts
async function buildWithBuildah(request, ports) {
  const result = request.platforms.length > 1 ? { kind: "list", name: `promo-${randomUUID()}` } : { kind: "image", idFile: join6(request.scratch, "image-id") };
  const builds = oneByOne(request.platforms).map(
    (platforms) => buildahArguments({ ...request, platforms }, result, ports.environment["BUILDAH_ISOLATION"])
  );
  const version = await versionOf(request, ports);
  const run2 = (words) => expectBuilder("buildah", words, request, ports);
  const directory = join6(request.scratch, "exported");
  try {
    for (const args of builds) await run2(args);
    await run2(await exportArguments(result, directory));
  } finally {
    if (result.kind === "list") await runBuilder("buildah", ["manifest", "rm", result.name], request, ports);
  }
  const layout = await openLayout(directory);
  try {
    const stored = await storeLayout(layout, request, ports.registry);
    return { ...stored, builder: { name: "buildah", version }, cache: "none", ...await baseImages(layout) };
  } finally {
    await layout.close();
  }
}
function oneByOne(platforms) {
  return platforms.length === 0 ? [[]] : platforms.map((platform2) => [platform2]);
}
async function exportArguments(result, directory) {
  if (result.kind === "list") return ["manifest", "push", "--all", result.name, `oci:${directory}`];
  const id = (await readFile2(result.idFile, "utf8")).trim();
  return ["push", "--format=oci", id, `oci:${directory}`];
}
async function versionOf(request, ports) {
  const finished = await runBuilder("buildah", ["--version"], request, ports).catch((cause) => {
    if (!isPromoError(cause) || cause.code !== "program-missing") throw cause;
    throw builderError("builder-unavailable", { program: "buildah" }, "there is no buildah", { cause });
  });
  return /\b(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(finished.stdout))?.[1] ?? "unknown";
}

// packages/builders/buildx-arguments.ts
function buildxArguments(request, output = "by-target") {
  return [
    "buildx",
    "build",
    "--progress=plain",
    `--metadata-file=${request.metadataFile}`,
    ...output === "daemon" ? ["--output=type=image"] : [`--output=${exporter(request)}`],
    ...commonArguments(request),
    ...cacheArguments(request),
    ...output === "daemon" ? [] : [...annotationArguments(request), `--provenance=${provenance(request)}`],
    "--",
    request.context
  ];
}
function cacheArguments({ noCache, cacheFrom, cacheTo }) {
  return noCache ? ["--no-cache"] : [...flag("cache-from", cacheFrom), ...flag("cache-to", cacheTo)];
}
function annotationArguments({ annotations, facts = [], platforms }) {
  const level = platforms.length > 1 ? "index,manifest:" : "";
  const added = facts.map((fact) => `${level}${fact}`);
  return flag("annotation", [...added, ...annotations]);
}
function provenance({ provenance: mode }) {
  return mode === "false" ? "false" : `mode=${mode}`;
}
function exporter({ to, layoutFile, rewriteTimestamp }) {
  const output = to.kind === "registry" ? `type=image,name=${to.image},push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true` : `type=oci,dest=${layoutFile}`;
  return rewriteTimestamp === true ? `${output},rewrite-timestamp=true` : output;
}

// packages/builders/buildx-driver.ts
var CONTAINERD_LABEL = /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m;
function readBuildxDriver(text3) {
  const name = /^Driver:\s*([a-z][a-z0-9-]*)\s*$/m.exec(text3)?.[1];
  if (name === void 0) return void 0;
  const versions = new Set(
    [...text3.matchAll(/^\s*Build[Kk]it(?: version)?:\s*v?(\S+)\s*$/gm)].map(([, version]) => version)
  );
  return {
    name,
    buildkit: versions.size === 0 ? void 0 : [...versions].join(", "),
    exportsImages: name !== "docker" || CONTAINERD_LABEL.test(text3)
  };
}

// packages/builders/buildx-metadata.ts
import { readFile as readFile3 } from "node:fs/promises";
var METADATA_LIMIT = 64 * 1024 * 1024;
var PROVENANCE2 = "buildx.build.provenance";
async function readMetadataFile(path) {
  const bytes = await readFile3(path).catch((cause) => {
    throw builderError("builder-metadata-invalid", {}, "buildx left no metadata file", { cause });
  });
  return readBuildxMetadata(bytes);
}
function readBuildxMetadata(text3) {
  const value = parse2(text3);
  const named2 = [memberOf(value, "containerimage.digest"), memberAt(value, "containerimage.descriptor", "digest")];
  const digests = new Set(named2.filter((digest3) => digest3 !== void 0));
  const [digest2, other] = digests;
  if (!isDigest(digest2)) throw invalid("names no image digest");
  if (other !== void 0) throw invalid("names two different digests");
  const config = memberOf(value, "containerimage.config.digest");
  return { digest: digest2, config: isDigest(config) ? config : void 0, provenance: provenanceOf(value) };
}
function provenanceOf(value) {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).filter(([key]) => key === PROVENANCE2 || key.startsWith(`${PROVENANCE2}/`)).map(([, predicate]) => predicate);
}
function parse2(text3) {
  try {
    return parseJson(text3, { maxBytes: METADATA_LIMIT, maxDepth: 200 });
  } catch (cause) {
    throw builderError("builder-metadata-invalid", {}, "the metadata file of buildx is not JSON", { cause });
  }
}
function invalid(why) {
  return builderError("builder-metadata-invalid", {}, `the metadata file of buildx ${why}`);
}

// packages/builders/daemon-build.ts
import { rm as rm3 } from "node:fs/promises";

// packages/builders/materials.ts
var NO_MATERIALS = { materials: [], materialsComplete: false };
function readMaterials(predicates, images) {
  const read = predicates.map(ofPredicate);
  const found = read.flatMap(({ materials }) => materials);
  const unique = new Map(found.map((material2) => [JSON.stringify([material2.uri, sorted2(material2.digest)]), material2]));
  const isComplete = read.length >= images && read.length > 0 && read.every((each) => each.materialsComplete);
  return { materials: [...unique.values()], materialsComplete: isComplete };
}
function ofPredicate(predicate) {
  const isFirst = memberOf(predicate, "buildDefinition") !== void 0;
  const listed = isFirst ? memberAt(predicate, "buildDefinition", "resolvedDependencies") : memberOf(predicate, "materials");
  const complete = isFirst ? memberAt(predicate, "runDetails", "metadata", "buildkit_completeness", "resolvedDependencies") : memberAt(predicate, "metadata", "completeness", "materials");
  const entries = listOf(listed);
  const materials = entries.flatMap(asMaterial);
  return { materials, materialsComplete: complete === true && materials.length === entries.length };
}
function asMaterial(value) {
  const uri = textOf(memberOf(value, "uri"));
  const digest2 = textsOf(memberOf(value, "digest"));
  return uri === void 0 || Object.keys(digest2).length === 0 ? [] : [{ uri, digest: digest2 }];
}
function sorted2(digest2) {
  return Object.entries(digest2).sort(([one], [other]) => one < other ? -1 : 1);
}

// packages/builders/daemon-build.ts
async function buildInDaemon(request, { name }, ports) {
  assertFits(request, name);
  const annotations = manifestAnnotations([...request.facts ?? [], ...request.annotations], `the driver ${name}`);
  await expectBuilder("docker", buildxArguments(request, "daemon"), request, ports);
  const metadata = await readMetadataFile(request.metadataFile);
  const id = metadata.config ?? metadata.digest;
  const save = ["save", `--output=${request.layoutFile}`, id];
  await expectBuilder("docker", save, request, ports);
  const { layout, config } = await openDockerArchive(request.layoutFile, annotationMap(annotations));
  try {
    await rm3(request.layoutFile);
    assertSame(id, config);
    const stored = await storeLayout(layout, request, ports.registry);
    return { ...stored, ...metadata.provenance.length === 0 ? NO_MATERIALS : readMaterials(metadata.provenance, 1) };
  } finally {
    await layout.close();
  }
}
function assertFits({ platforms, provenance: provenance2, provenanceIsDefault, cacheTo, noCache }, driver) {
  if (platforms.length > 1)
    throw builderError(
      "builder-single-platform",
      { driver, platforms },
      `the driver ${driver} builds one platform at a time, not ${platforms.join(", ")}`
    );
  if (provenance2 !== "false" && provenanceIsDefault !== true) throw unsupported("provenance", `the driver ${driver}`);
  if (cacheTo.some((cache) => !cache.includes("type=inline")) && !noCache)
    throw unsupported("cache-to", `the driver ${driver}`);
}

// packages/builders/buildx-builder.ts
var SHARED_DRIVERS = /* @__PURE__ */ new Set(["remote", "kubernetes", "cloud"]);
async function buildWithBuildx(request, ports) {
  const driver = await findDriver(request, ports);
  const made = driver.exportsImages ? await buildExported(fitted(request, driver), ports) : await buildInDaemon(request, driver, ports);
  return { ...made, builder: await nameOf(driver, request, ports), cache: cacheOf(request, driver) };
}
function fitted(request, { name }) {
  return name === "docker" ? { ...request, rewriteTimestamp: false } : request;
}
async function findDriver(request, ports) {
  const args = ["buildx", "inspect", "--bootstrap"];
  const place2 = { ...request, onOutputLine: () => void 0 };
  try {
    const said = await expectBuilder("docker", args, place2, ports);
    const driver = readBuildxDriver(said);
    if (driver !== void 0) return driver;
  } catch (cause) {
    throw builderError("builder-unavailable", {}, "docker buildx has no builder that answers", { cause });
  }
  throw builderError("builder-unavailable", {}, "docker buildx inspect names no driver");
}
async function buildExported(request, ports) {
  await expectBuilder("docker", buildxArguments(request), request, ports);
  const metadata = await readMetadataFile(request.metadataFile);
  if (request.to.kind === "registry") return inRegistry(metadata, request, request.to.image, ports.registry);
  const layout = await openLayout(request.layoutFile);
  try {
    assertSame(metadata.digest, layoutImage(layout).digest);
    const stored = await storedInLayout(layout, request.to.directory, request.platforms);
    return { ...stored, ...await materialsOf(metadata, stored, layoutSource(layout)) };
  } finally {
    await layout.close();
  }
}
async function inRegistry(metadata, { platforms }, image, registry) {
  await registry.waitFor(image, metadata.digest);
  const stored = await storedInRegistry(registry, image, metadata.digest, platforms);
  return { ...stored, ...await materialsOf(metadata, stored, registrySource(registry, image)) };
}
async function materialsOf({ provenance: provenance2 }, stored, source) {
  const known = provenance2.length > 0 ? provenance2 : await attestedProvenance(await source.manifest(stored), source);
  return readMaterials(known, stored.platforms.length);
}
function registrySource(registry, image) {
  return {
    manifest: ({ digest: digest2 }) => registry.manifest(image, digest2),
    blob: ({ digest: digest2 }, maxBytes) => registry.readBlob(image, digest2, maxBytes)
  };
}
function layoutSource(layout) {
  return {
    manifest: (descriptor) => layout.manifest(descriptor),
    blob: async (descriptor, maxBytes) => {
      const chunks = [];
      const { digest: digest2, size } = descriptor;
      for await (const chunk of layout.blob({ digest: digest2, size: Math.min(size, maxBytes) })) chunks.push(chunk);
      return Buffer.concat(chunks);
    }
  };
}
function cacheOf({ noCache, cacheFrom }, { name }) {
  return !noCache && (cacheFrom.length > 0 || SHARED_DRIVERS.has(name)) ? "shared" : "none";
}
async function nameOf({ name: driver, buildkit }, request, ports) {
  const { stdout } = await runBuilder("docker", ["buildx", "version"], request, ports);
  const version = /\bv?(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(stdout))?.[1] ?? "unknown";
  return { name: "buildx", version, driver, ...buildkit === void 0 ? {} : { buildkit } };
}

// actions/build-by-digest/build-paths.ts
import { stat as stat5 } from "node:fs/promises";
import { resolve } from "node:path";
async function contextDirectory(given, workspace) {
  const directory = workspacePath(given, workspace);
  if ((await stat5(directory)).isDirectory()) return directory;
  throw actionError("context-invalid", { context: given }, `${JSON.stringify(given)} is no directory`);
}
async function dockerfilePath(given, context, workspace) {
  for (const directory of [context, workspace]) {
    const path = resolve(directory, given);
    if ((await stat5(path).catch(() => void 0))?.isFile() === true) return path;
  }
  throw actionError(
    "dockerfile-missing",
    { file: given },
    `there is no ${JSON.stringify(given)} in context or workspace`
  );
}

// actions/build-by-digest/commit-time.ts
var TIMEOUT_MS = 3e4;
async function commitTime(workspace, sha, run2) {
  const command = {
    program: "git",
    args: ["log", "-1", "--no-show-signature", "--format=%ct", sha, "--"],
    cwd: workspace,
    // The home directory has the safe.directory that the checkout wrote.
    env: allowEnvironment([...BASE_ENVIRONMENT, "HOME"]),
    timeoutMs: TIMEOUT_MS
  };
  const finished = await run2(command).catch(() => void 0);
  const text3 = finished?.code === 0 ? new TextDecoder().decode(finished.stdout).trim() : "";
  return /^\d{1,12}$/.test(text3) ? Number(text3) : void 0;
}

// actions/build-by-digest/image-facts.ts
function sourceFacts({ serverUrl, repository, sha, commitTime: commitTime2 }) {
  const prefix = "org.opencontainers.image";
  return [
    `${prefix}.source=${serverUrl}/${repository}`,
    `${prefix}.revision=${sha}`,
    ...commitTime2 === void 0 ? [] : [`${prefix}.created=${formatTime(new Date(commitTime2 * 1e3))}`]
  ];
}
function withoutGiven(facts, given) {
  const keys = new Set(given.map((each) => keyOf(each)));
  return facts.filter((fact) => !keys.has(keyOf(fact)));
}
function keyOf(text3) {
  const key = text3.slice(0, text3.indexOf("="));
  return key.slice(key.lastIndexOf(":") + 1);
}

// actions/build-by-digest/no-cache.ts
function withoutCache(noCache, ref) {
  if (noCache !== "auto") return noCache;
  return ref.startsWith("refs/heads/release/") || ref.startsWith("refs/tags/");
}

// actions/build-by-digest/secret-files.ts
import { readFile as readFile4, rm as rm4, stat as stat6, writeFile as writeFile2 } from "node:fs/promises";
import { join as join7, resolve as resolve2 } from "node:path";
var MASKED_BYTES = 64 * 1024;
async function withSecrets(secrets, place2, build) {
  const written = [];
  try {
    const options = [];
    for (const secret of secrets) {
      if (secret.kind === "file") options.push(`id=${secret.id},src=${await maskedFile(secret, place2)}`);
      else {
        const path = join7(place2.scratch, `secret-${written.length}`);
        written.push(path);
        await writeFile2(path, maskedValue(secret, place2), { flag: "wx", mode: 384 });
        options.push(`id=${secret.id},src=${path}`);
      }
    }
    return await build(options);
  } finally {
    for (const path of written) await rm4(path, { force: true });
  }
}
function maskedValue(secret, { environment, mask }) {
  const value = secret.kind === "value" ? secret.value : environment[secret.name] ?? "";
  if (value === "") throw missing(secret.id, "a variable that is not set, or empty");
  if (value.trim() !== "") mask(value);
  return value;
}
async function maskedFile({ id, path }, place2) {
  const file = resolve2(place2.workspace, path);
  const found = await stat6(file).catch(() => void 0);
  if (found?.isFile() !== true) throw missing(id, `${JSON.stringify(path)}, which is no file`);
  const value = found.size <= MASKED_BYTES ? await readFile4(file, "utf8") : "";
  if (value.trim() !== "") place2.mask(value);
  return file;
}
function missing(id, what) {
  return actionError("secret-missing", { id }, `the secret ${id} is in ${what}`);
}

// actions/build-by-digest/build-with.ts
async function buildWith(request, to, runner, ports) {
  const { workspace, temp } = runner.context;
  const context = await contextDirectory(request.context, workspace);
  const common = { to, context, platforms: request.platforms, signal: runner.signal };
  if (request.builder === "layout") {
    if (request.layout === void 0) throw actionError("layout-missing", {}, "`builder: layout` needs `layout`");
    return buildLayout({ ...common, command: request.command, layout: resolve3(workspace, request.layout) }, ports);
  }
  const scratch = await mkdtemp3(join8(temp, "promo-build-"));
  const place2 = { workspace, scratch, environment: ports.environment, mask: (value) => runner.mask(value) };
  const file = request.file === void 0 ? void 0 : await dockerfilePath(request.file, context, workspace);
  const commit = await commitTime(workspace, runner.context.sha, ports.run);
  return withSecrets(request.secrets, place2, (secrets) => {
    const found = file === void 0 ? {} : { file };
    const image = { ...common, ...imageRequest(request, runner, commit), ...found, workspace, secrets };
    if (request.builder === "buildah") return buildWithBuildah({ ...image, scratch }, ports);
    const files = { metadataFile: join8(scratch, "metadata.json"), layoutFile: join8(scratch, "image.tar") };
    return buildWithBuildx({ ...image, ...files }, ports);
  });
}
function imageRequest(request, runner, commit) {
  const { context } = runner;
  const { buildArgs, buildContexts, ssh, allow, addHosts, ulimits, cacheFrom, cacheTo, annotations } = request;
  const { serverUrl, repository, sha } = context;
  const facts = sourceFacts({ serverUrl, repository: repository.fullName, sha, commitTime: commit });
  return {
    ...optionalParts(request),
    ...{ buildArgs, buildContexts, ssh, allow, addHosts, ulimits, cacheFrom, cacheTo, annotations },
    labels: [...withoutGiven(facts, request.labels), ...request.labels],
    facts: withoutGiven(facts, annotations),
    noCache: withoutCache(request.noCache, context.ref),
    provenance: request.provenance ?? (repository.visibility === "public" ? "max" : "min"),
    provenanceIsDefault: request.provenance === void 0,
    rewriteTimestamp: request.reproducible,
    ...commit === void 0 ? {} : { sourceDate: commit }
  };
}
function optionalParts({
  target: target2,
  network,
  shmSize
}) {
  return {
    ...target2 === void 0 ? {} : { target: target2 },
    ...network === void 0 ? {} : { network },
    ...shmSize === void 0 ? {} : { shmSize }
  };
}

// actions/build-by-digest/builder-options.ts
var OF_LAYOUT = { layout: "layout", command: "command" };
var OF_DOCKERFILE = {
  ...{ file: "file", target: "target", "build-args": "buildArgs", "build-contexts": "buildContexts" },
  ...{ secrets: "secrets", ssh: "ssh", network: "network", allow: "allow", "add-hosts": "addHosts" },
  ...{ "shm-size": "shmSize", ulimit: "ulimits", labels: "labels", annotations: "annotations" },
  ...{ "cache-from": "cacheFrom", "cache-to": "cacheTo", provenance: "provenance" }
};
function assertOptionsUsed(request) {
  const foreign = request.builder === "layout" ? OF_DOCKERFILE : OF_LAYOUT;
  const unused = Object.entries(foreign).flatMap(([input, key]) => isGiven(request[key]) ? [input] : []);
  if (unused.length === 0) return;
  const names = unused.map((input) => `\`${input}\``).join(", ");
  throw actionError(
    "option-unused",
    { builder: request.builder, inputs: unused },
    `${request.builder} takes no ${names}`
  );
}
function isGiven(value) {
  return value !== void 0 && !(Array.isArray(value) && value.length === 0);
}

// actions/build-by-digest/rebuild.ts
import { mkdtemp as mkdtemp4 } from "node:fs/promises";
import { join as join10, resolve as resolve5 } from "node:path";

// packages/builders/json-differences.ts
var POINTER_LIMIT = 1e3;
function jsonDifferences(first, second, limit) {
  const found = [];
  const compare = (a, b, pointer) => {
    if (found.length >= limit || a === b) return;
    if (!isMembers(a) || !isMembers(b) || Array.isArray(a) !== Array.isArray(b)) {
      found.push(pointer.slice(0, POINTER_LIMIT));
      return;
    }
    const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
    for (const key of /* @__PURE__ */ new Set([...left.keys(), ...right.keys()]))
      compare(left.get(key), right.get(key), `${pointer}/${escapeKey(key)}`);
  };
  compare(first, second, "");
  return found;
}
function isMembers(value) {
  return typeof value === "object" && value !== null;
}
function escapeKey(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

// packages/builders/layer-entries.ts
import { createHash as createHash3 } from "node:crypto";
import { Writable } from "node:stream";
import { pipeline as pipeline2 } from "node:stream/promises";

// packages/builders/layer-bytes.ts
import { Readable } from "node:stream";
import { createGunzip as createGunzip2, createZstdDecompress } from "node:zlib";
var UNPACKED_LIMIT = 32 * 1024 ** 3;
var RATIO_LIMIT = 5e3;
var RATIO_FROM = 16 * 1024 ** 2;
var GZIP2 = [31, 139];
var ZSTD = [40, 181, 47, 253];
async function* layerBytes(chunks) {
  const packed = new PackedSize();
  const [head, all] = await peek(chunks);
  const source = Readable.from(packed.counting(all));
  const unpacker = unpackerFor(head);
  if (unpacker === void 0) {
    yield* source;
    return;
  }
  source.on("error", (error) => unpacker.destroy(error));
  let unpacked = 0;
  try {
    for await (const chunk of source.pipe(unpacker)) {
      unpacked += chunk.byteLength;
      if (unpacked > UNPACKED_LIMIT || unpacked > Math.max(RATIO_FROM, packed.bytes * RATIO_LIMIT))
        throw unreadable("it unpacks to more than is compared");
      yield chunk;
    }
  } finally {
    source.destroy();
  }
  if (unpacker.bytesWritten < packed.bytes) throw unreadable("something follows the end of its first frame");
}
function unreadable(why) {
  return builderError("layer-unreadable", {}, why);
}
function unpackerFor(head) {
  if (startsWith(head, GZIP2)) return createGunzip2();
  return startsWith(head, ZSTD) ? createZstdDecompress() : void 0;
}
function startsWith(head, magic) {
  return magic.every((byte, at) => head[at] === byte);
}
var PackedSize = class {
  bytes = 0;
  async *counting(chunks) {
    for await (const chunk of chunks) {
      this.bytes += chunk.byteLength;
      yield chunk;
    }
  }
};
async function peek(chunks) {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.byteLength < ZSTD.length) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return [head, joined(head, iterator)];
}
async function* joined(head, rest) {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

// packages/builders/layer-xattrs.ts
import { createHash as createHash2 } from "node:crypto";
var START = /(?<=^|\n)(?=[1-9][0-9]{0,7} [^=\n]{1,1000}=)/;
var XATTR = /^[0-9]+ SCHILY\.xattr\./;
function readXattrs(header, before) {
  const records = header.split(START).filter((record2) => XATTR.test(record2));
  if (records.length === 0) return before;
  return createHash2("sha256").update(before).update(records.toSorted().join("")).digest("base64");
}

// packages/builders/layer-entries.ts
var ENTRY_LIMIT2 = 3e5;
var PATH_LIMIT = 1024;
var REASON_LIMIT = 200;
async function readLayerEntries(chunks, visit) {
  const { Parser: TarParser } = await import("./index.min-DB7AVMM6.js");
  const parser = new TarParser({ strict: true, brotli: false, zstd: false });
  watch(parser, visit);
  try {
    await pipeline2(layerBytes(chunks), sinkOf(parser));
    return void 0;
  } catch (error) {
    if (isPromoError(error) && error.code !== "layer-unreadable") throw error;
    return (error instanceof Error ? error.message : "it is not a tar").slice(0, REASON_LIMIT);
  }
}
function watch(parser, visit) {
  const seen = /* @__PURE__ */ new Map();
  let entries = 0;
  let xattrs = "";
  parser.on("meta", (header) => {
    xattrs = readXattrs(header, xattrs);
  });
  parser.on("entry", (entry2) => {
    entries += 1;
    if (entries > ENTRY_LIMIT2) parser.abort(unreadable("it has more entries than are compared"));
    const occurrence = seen.get(entry2.path) ?? 0;
    seen.set(entry2.path, occurrence + 1);
    const ownXattrs = xattrs;
    xattrs = "";
    const hash = createHash3("sha256");
    entry2.on("data", (chunk) => hash.update(chunk));
    entry2.on("end", () => {
      const attributes = attributesOf(entry2, ownXattrs, hash.digest("base64"));
      visit({ path: entry2.path.slice(0, PATH_LIMIT), occurrence, attributes });
    });
  });
}
function attributesOf(entry2, xattrs, content) {
  const { devmaj, devmin } = entry2.header;
  return {
    type: entry2.type,
    mode: shown(entry2.mode),
    uid: shown(entry2.uid),
    gid: shown(entry2.gid),
    owner: `${shown(entry2.uname)}:${shown(entry2.gname)}`,
    mtime: shown(entry2.mtime?.getTime()),
    size: shown(entry2.size),
    content,
    link: shown(entry2.linkpath),
    device: `${shown(devmaj)},${shown(devmin)}`,
    xattrs
  };
}
function shown(value) {
  return value === void 0 ? "" : String(value);
}
function sinkOf(parser) {
  let ended = false;
  return new Writable({
    construct(done) {
      parser.on("error", (error) => this.destroy(error));
      parser.on("eof", () => {
        ended = true;
      });
      done();
    },
    write(chunk, _encoding, done) {
      if (ended || parser.write(chunk)) done();
      else parser.once("drain", () => done());
    },
    final(done) {
      parser.once("end", () => done());
      parser.end();
    }
  });
}

// packages/builders/layer-differences.ts
async function compareLayers(first, second, shown2) {
  const table = /* @__PURE__ */ new Map();
  const differences = collector(shown2);
  const unread = await readLayerEntries(first, (entry2) => table.set(keyOf2(entry2), entry2)) ?? await readLayerEntries(second, (entry2) => {
    differences.add(differenceOf(table.get(keyOf2(entry2)), entry2));
    table.delete(keyOf2(entry2));
  });
  if (unread !== void 0) return { entries: [], differing: 0, kinds: /* @__PURE__ */ new Set(), unread };
  for (const { path } of table.values()) differences.add({ path, change: "removed", attributes: [] });
  return differences.found();
}
function keyOf2({ path, occurrence }) {
  return `${path}\0${String(occurrence)}`;
}
function differenceOf(before, { path, attributes }) {
  if (before === void 0) return { path, change: "added", attributes: [] };
  const differ = ENTRY_ATTRIBUTES.filter((name) => before.attributes[name] !== attributes[name]);
  return differ.length === 0 ? void 0 : { path, change: "changed", attributes: differ };
}
function collector(shown2) {
  const entries = [];
  const kinds = /* @__PURE__ */ new Set();
  let differing = 0;
  return {
    add: (difference) => {
      if (difference === void 0) return;
      differing += 1;
      if (difference.change !== "changed") kinds.add(difference.change);
      for (const attribute of difference.attributes) kinds.add(attribute);
      if (entries.length < shown2) entries.push(difference);
    },
    found: () => ({ entries, differing, kinds })
  };
}

// packages/builders/platform-pairs.ts
function pairPlatforms(first, second) {
  const names = [...new Set([...first, ...second].map(({ platform: platform2 }) => platform2))];
  return names.flatMap((platform2) => {
    const [left, right] = [named(first, platform2), named(second, platform2)];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, place2) => ({
      platform: platform2,
      first: left[place2],
      second: right[place2]
    }));
  });
}
function named(images, name) {
  return images.filter(({ platform: platform2 }) => platform2 === name);
}

// packages/builders/reproduction.ts
var SHOWN_IN_LAYER = 100;
var SHOWN_IN_ALL = 1e3;
var SHOWN_POINTERS = 100;
var CONFIG_LIMIT = 4 * 1024 * 1024;
async function compareBuilds(first, second) {
  const roots = [await first.root(), await second.root()];
  const [left, right] = [await first.manifest(roots[0]), await second.manifest(roots[1])];
  const pairs = pairPlatforms(await runnablePlatforms(first, left), await runnablePlatforms(second, right));
  const comparison = { first, second, causes: /* @__PURE__ */ new Set(), shown: 0 };
  const platforms = [];
  for (const pair of pairs) platforms.push(await comparePlatform(pair, comparison));
  return {
    first: left.digest,
    second: right.digest,
    reproduced: platforms.length > 0 && platforms.every(({ reproduced }) => reproduced),
    causes: REPRODUCTION_CAUSES.filter((cause) => comparison.causes.has(cause)),
    platforms
  };
}
async function comparePlatform(pair, comparison) {
  const { platform: platform2 } = pair;
  if (pair.first === void 0 || pair.second === void 0) {
    comparison.causes.add("platform-set");
    const only = pair.first === void 0 ? "second" : "first";
    return { platform: platform2, reproduced: false, only, config: [], layers: [] };
  }
  const first = await imageOf(comparison.first, pair.first);
  const second = await imageOf(comparison.second, pair.second);
  const config = await compareConfigs(first.config, second.config, comparison);
  const layers = await compareLayerLists(first.layers, second.layers, comparison);
  return { platform: platform2, reproduced: config.length === 0 && layers.length === 0, config: [...config], layers: [...layers] };
}
async function imageOf(source, place2) {
  const { content } = await source.manifest(place2);
  if (content.kind === "image") return content;
  return { config: { ...place2, size: 0 }, layers: [] };
}
async function compareConfigs(first, second, comparison) {
  if (first.digest === second.digest) return [];
  const [left, right] = [await readConfig(comparison.first, first), await readConfig(comparison.second, second)];
  const pointers = left === void 0 || right === void 0 ? [] : jsonDifferences(left, right, SHOWN_POINTERS);
  for (const cause of pointers.flatMap(causeOfPointer)) comparison.causes.add(cause);
  if (pointers.length > 0) return pointers;
  comparison.causes.add("config");
  return [""];
}
function causeOfPointer(pointer) {
  if (pointer.startsWith("/rootfs/diff_ids")) return [];
  return /^\/(?:created|history\/[0-9]+\/created)$/.test(pointer) ? ["config-time"] : ["config"];
}
async function readConfig(source, { digest: digest2, size }) {
  if (size > CONFIG_LIMIT) return void 0;
  const chunks = [];
  for await (const chunk of source.blob({ digest: digest2, size })) chunks.push(chunk);
  try {
    return parseJson(Buffer.concat(chunks), { maxBytes: CONFIG_LIMIT });
  } catch {
    return void 0;
  }
}
async function compareLayerLists(first, second, comparison) {
  if (first.length !== second.length) comparison.causes.add("layer-count");
  const differences = [];
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    if (first[index]?.digest === second[index]?.digest) continue;
    differences.push({ index, ...await compareLayer(first[index], second[index], comparison) });
  }
  return differences;
}
async function compareLayer(first, second, comparison) {
  if (first === void 0 || second === void 0)
    return { first: first?.digest ?? null, second: second?.digest ?? null, entries: [], differing: 0 };
  return { first: first.digest, second: second.digest, ...await compareContents(first, second, comparison) };
}
async function compareContents(first, second, comparison) {
  if (isNonDistributable(first.mediaType) || isNonDistributable(second.mediaType)) {
    comparison.causes.add("unread");
    return { entries: [], differing: 0, unread: "a layer that is not distributed" };
  }
  const room = Math.min(SHOWN_IN_LAYER, SHOWN_IN_ALL - comparison.shown);
  const { entries, differing, kinds, unread } = await compareLayers(
    comparison.first.blob(first),
    comparison.second.blob(second),
    room
  );
  comparison.shown += entries.length;
  for (const cause of causesOfEntries(kinds, differing, unread)) comparison.causes.add(cause);
  return { entries: [...entries], differing, ...unread === void 0 ? {} : { unread } };
}
function causesOfEntries(kinds, differing, unread) {
  if (unread !== void 0) return ["unread"];
  return differing === 0 ? ["packing"] : [...kinds].map(causeOfKind);
}
function causeOfKind(kind) {
  if (kind === "added" || kind === "removed") return "file-set";
  if (kind === "content" || kind === "size" || kind === "link") return "file-content";
  return kind === "mtime" ? "file-time" : "file-attributes";
}

// packages/builders/workspace-copy.ts
import { constants } from "node:fs";
import { cp } from "node:fs/promises";
import { join as join9, relative, resolve as resolve4, sep } from "node:path";
async function copyWorkspace(paths, directory) {
  const { workspace } = paths;
  const inCopy = (path) => {
    const within = relative(workspace, path);
    if (within !== ".." && !within.startsWith(`..${sep}`) && resolve4(workspace, within) === path)
      return join9(directory, within);
    throw builderError("rebuild-outside-workspace", { path }, `${path} is not below the workspace`);
  };
  const copy = { workspace: directory, context: inCopy(paths.context), layout: inCopy(paths.layout) };
  await cp(workspace, directory, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    errorOnExist: true,
    force: false
  });
  return copy;
}

// actions/build-by-digest/rebuild.ts
async function prepareRebuild(request, runner, registry) {
  if (!request.reproducible) return void 0;
  const scratch = await mkdtemp4(join10(runner.context.temp, "promo-rebuild-"));
  const { cold, workspace } = await coldBuild(request, runner, scratch);
  const to = { kind: "layout", directory: join10(scratch, "second") };
  return async (build, first, buildAgain) => {
    await buildAgain(cold, to, workspace);
    const comparison = await withContent(
      first,
      build,
      registry,
      (left) => withContent(to, build, registry, (right) => compareBuilds(left, right))
    );
    return reproductionDocument.create({ leg: build.leg, ...comparison });
  };
}
async function coldBuild(request, runner, scratch) {
  const { workspace } = runner.context;
  const cold = { ...request, noCache: true, cacheFrom: [], cacheTo: [], provenance: "false" };
  if (request.builder !== "layout") return { cold, workspace };
  if (request.command.length === 0)
    throw actionError("rebuild-without-command", {}, "`reproducible` needs `command` for a layout");
  const context = workspacePath(request.context, workspace);
  const layout = resolve5(workspace, request.layout ?? "");
  const copy = await copyWorkspace({ workspace, context, layout }, join10(scratch, "workspace"));
  return { cold: { ...cold, context: copy.context, layout: copy.layout }, workspace: copy.workspace };
}
async function withContent(at, { image }, registry, use) {
  if (at.kind === "registry")
    return use(contentOf({ kind: "image", image: pinImage(at.image, image.digest) }, registry));
  const layout = await openLayout(at.directory);
  try {
    return await use(contentOf({ kind: "layout", layout }, registry));
  } finally {
    await layout.close();
  }
}

// packages/evidence/signed-build.ts
var text2 = string().check(_maxLength(8192));
var time2 = iso_exports.datetime();
var predicateShape = object({
  buildDefinition: object({
    buildType: literal(LEG_BUILD_TYPE),
    externalParameters: object({ leg: text2, image: text2, inputs: record(text2, unknown()) }),
    internalParameters: object({
      builder: object({ name: text2, version: text2, driver: optional(text2), buildkit: optional(text2) }),
      cache: _enum(["none", "shared"]),
      reproduced: nullable(boolean()),
      reused: optional(object({ invocation: text2 }))
    }),
    /** The source commit is the first one. */
    resolvedDependencies: array(material).check(_minLength(1))
  }),
  runDetails: object({
    metadata: object({
      startedOn: time2,
      finishedOn: time2,
      promo_completeness: object({ resolvedDependencies: boolean() })
    })
  })
});
function readSignedBuild(predicate) {
  const parsed = predicateShape.safeParse(predicate);
  if (!parsed.success) return void 0;
  const { externalParameters, internalParameters, resolvedDependencies } = parsed.data.buildDefinition;
  const { startedOn, finishedOn, promo_completeness: completeness } = parsed.data.runDetails.metadata;
  const { leg: leg2, image, inputs } = externalParameters;
  return {
    ...internalParameters,
    parameters: { leg: leg2, image, inputs },
    materials: resolvedDependencies.slice(1),
    materialsComplete: completeness.resolvedDependencies,
    startedAt: startedOn,
    finishedAt: finishedOn
  };
}

// packages/line/reuse.ts
async function findSealed(request, ports) {
  const { image, tag } = request;
  try {
    const tagged = await ports.registry.resolve(parseImageReference(`${image}:${tag}`));
    if (tagged === void 0) return { why: `there is no tag ${tag}` };
    const pinned = pinImage(image, tagged.digest);
    const { valid } = await ports.evidence(pinned);
    return judge(pinned, valid, request);
  } catch (error) {
    const { code, message } = asPromoError(error);
    return { why: `what ${tag} names cannot be verified: ${code}: ${message}` };
  }
}
function judge(image, valid, request) {
  const provenance2 = valid.filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.provenance));
  if (provenance2.length === 0) return { why: `${image.digest} carries no valid provenance` };
  const judged = provenance2.map((each) => judgeOne(image, each, request));
  const [original] = judged.flatMap(({ sealed }) => sealed === void 0 ? [] : [sealed]).toSorted((a, b) => byOrigin(a.build, b.build));
  if (original !== void 0) return { sealed: original };
  return { why: judged.map(({ why }) => why).join(" / ") };
}
function judgeOne(image, { claims, predicate }, request) {
  const build = readSignedBuild(predicate);
  const { runInvocationUri } = claims;
  if (build === void 0 || runInvocationUri === void 0) return { why: "the provenance is not of a leg" };
  const differ = [...sealedOtherwise(claims, request), ...builtOtherwise(claims, build, request)];
  if (differ.length > 0) return { why: `${image.digest} was sealed otherwise: ${differ.join(", ")}` };
  const { parameters: _compared, ...facts } = build;
  return { sealed: { image, build: facts, invocation: build.reused?.invocation ?? runInvocationUri } };
}
function builtOtherwise(claims, { parameters, cache }, { leg: leg2, image, source, trigger, inputs, withoutCache: withoutCache2 }) {
  return otherwise([
    ["ref", claims.sourceRepositoryRef === source.ref, claims.sourceRepositoryRef],
    ["trigger", claims.buildTrigger === trigger, claims.buildTrigger],
    ["leg", parameters.leg === leg2, parameters.leg],
    ["image", parameters.image === image, parameters.image],
    ["inputs", sameJson(parameters.inputs, inputs), ""],
    ["cache", !withoutCache2 || cache === "none", cache]
  ]);
}
function byOrigin(a, b) {
  return Number(a.reused !== void 0) - Number(b.reused !== void 0) || Date.parse(a.startedAt) - Date.parse(b.startedAt);
}

// packages/line/reused-build.ts
async function reuseBuild({ leg: leg2, sealed, to }, { registry }) {
  const { image, invocation } = sealed;
  const { digest: digest2, mediaType, bytes } = await registry.manifest(image.name, image.digest);
  const platforms = await platformsOf(registry, image);
  await place(sealed, to, registry);
  return buildDocument.create({
    ...sealed.build,
    leg: leg2,
    image: { name: image.name, digest: digest2, mediaType, size: bytes.byteLength },
    platforms: platforms.map(({ platform: platform2, digest: own, size }) => ({ platform: platform2, digest: own, size })),
    reused: { invocation }
  });
}
async function place({ image }, to, registry) {
  if (to.kind === "layout") await saveImage(registry, image, to.directory);
  else if (!sameRepository(to.image, image.name))
    await copyImage(
      { from: { kind: "image", image }, to: to.image, tags: [], evidence: false, onTagConflict: "fail" },
      { registry }
    );
}

// actions/build-by-digest/reuse.ts
async function reusedBuild(request, to, runner, registry) {
  const { reuse, leg: leg2 } = request;
  if (reuse === void 0) return void 0;
  const { sealed, why } = await lookFor(request, reuse, runner, registry);
  if (sealed === void 0) {
    runner.log.info(`Building: ${why}`);
    return void 0;
  }
  runner.log.notice(`Not built again: ${sealed.image.digest} was sealed for this commit and these inputs already`);
  return reuseBuild({ leg: leg2, sealed, to }, { registry });
}
function lookFor({ leg: leg2, image, noCache }, { parameters, signer, signerCommit, trustedRoot }, runner, registry) {
  const source = sourceOf(runner);
  const evidence = async (sealed) => collectEvidence(sealed, { registry, trust: await connectTrust(runner, { trustedRoot }) });
  const request = {
    leg: leg2,
    image,
    tag: `sha-${source.sha}`,
    source,
    trigger: runner.context.eventName,
    signer: { workflow: signer, commit: signerCommit, serverUrl: runner.context.serverUrl },
    inputs: parameters,
    withoutCache: withoutCache(noCache, source.ref)
  };
  return findSealed(request, { registry, evidence });
}

// actions/build-by-digest/target.ts
import { join as join11, resolve as resolve6 } from "node:path";
function buildTarget({ image, quarantine, push, layoutOutput, artifact }, { workspace, directory }) {
  if (push) return { kind: "registry", image: quarantine ?? image };
  if (quarantine !== void 0)
    throw actionError("quarantine-needs-push", { quarantine }, "`quarantine` is given, but nothing is to be pushed");
  if (layoutOutput !== void 0) return { kind: "layout", directory: resolve6(workspace, layoutOutput) };
  if (artifact !== void 0) return { kind: "layout", directory: join11(directory, LAYOUT_DIRECTORY) };
  throw actionError("layout-output-missing", {}, "`push: false` without `layout-output` and `artifact`");
}

// actions/build-by-digest/run.ts
async function run(request, runner) {
  assertOptionsUsed(request);
  const registry = connectRegistries(runner, request.registry);
  const { leg: leg2, image } = request;
  const { workspace, temp } = runner.context;
  const directory = await mkdtemp5(join12(temp, "promo-build-"));
  const to = buildTarget(request, { workspace, directory });
  const buildAgain = (again, target2, seen) => buildWith(again, target2, runner, portsFor(registry, runner, seen));
  const rebuild = await prepareRebuild(request, runner, registry);
  const first = await reusedBuild(request, to, runner, registry) ?? await recordBuild({ leg: leg2, image, clock: systemClock }, () => buildAgain(request, to, workspace));
  const reproduction = await rebuild?.(first, to, buildAgain);
  const build = reproduction === void 0 ? first : { ...first, reproduced: reproduction.reproduced };
  const record2 = join12(directory, BUILD_FILE);
  await writeFile3(record2, buildDocument.write(build));
  const compared = await reportReproduction(reproduction, directory, runner);
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  runner.outputs({
    digest: build.image.digest,
    image: to.kind === "registry" ? `${to.image}@${build.image.digest}` : "",
    "media-type": build.image.mediaType,
    platforms: Object.fromEntries(build.platforms.map(({ platform: platform2, digest: digest2 }) => [platform2, digest2])),
    record: record2,
    reproduced: build.reproduced ?? "",
    reproduction: compared,
    "layout-path": to.kind === "layout" ? to.directory : "",
    "artifact-digest": uploaded?.digest ?? ""
  });
  await runner.summary(buildSummary(build, reproduction));
}
function portsFor(registry, runner, workspace) {
  const environment = { ...process.env, GITHUB_WORKSPACE: workspace };
  return { registry, run: runProgram, environment, log: (line) => runner.log.info(line) };
}
async function reportReproduction(reproduction, directory, runner) {
  if (reproduction === void 0) return "";
  const path = join12(directory, REPRODUCTION_FILE);
  await writeFile3(path, reproductionDocument.write(reproduction));
  if (!reproduction.reproduced) runner.annotate("warning", reproductionWarning(reproduction));
  return path;
}
export {
  run
};
