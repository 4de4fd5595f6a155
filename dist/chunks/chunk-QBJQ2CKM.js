import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  MANIFEST_LIMIT,
  readDescriptor,
  readManifest,
  registryError,
  verified
} from "./chunk-3ACOM72A.js";
import {
  isJsonList,
  isJsonObject,
  memberOf
} from "./chunk-HIKYTEVY.js";
import {
  assertDigest,
  hexOf,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/registry/layout-files.ts
import { constants } from "node:fs";
import { lstat, open, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
var CHUNK = 256 * 1024;
var NO_FOLLOW = constants.O_NOFOLLOW;
async function openRoot(path) {
  const full = resolve(path);
  const found = await stat(full).catch((cause) => {
    throw registryError("layout-invalid", { path }, `there is no layout at ${path}`, { cause });
  });
  if (found.isDirectory()) return { kind: "directory", path: full };
  if (found.isFile()) return { kind: "file", path: full };
  throw registryError("layout-invalid", { path }, `${path} is neither a directory nor a file`);
}
async function readLayoutFile(root, parts, maxBytes) {
  const chunks = [];
  for await (const chunk of openLayoutFile(root, parts, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function* openLayoutFile(root, parts, maxBytes) {
  const file = await openRegular(root, parts);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw invalid(parts, `has ${size} bytes, ${maxBytes} are allowed`);
    for (let offset = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, offset);
      if (bytesRead === 0) return;
      offset += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
async function openRegular(root, parts) {
  let path = root;
  for (const [index, part] of parts.entries()) {
    path = join(path, part);
    const found = await lstat(path).catch((cause) => {
      throw registryError("layout-invalid", { file: parts.join("/") }, `the layout has no ${parts.join("/")}`, {
        cause
      });
    });
    const fits = index === parts.length - 1 ? found.isFile() : found.isDirectory();
    if (!fits) throw invalid(parts, "is a link or not a plain file");
  }
  return open(path, constants.O_RDONLY | (NO_FOLLOW ?? 0));
}
function invalid(parts, why) {
  const file = parts.join("/");
  return registryError("layout-invalid", { file }, `${file} of the layout ${why}`);
}

// packages/registry/layout-tar.ts
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";

// packages/registry/tar-entries.ts
import { createReadStream, createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
var RATIO_LIMIT = 200;
var CHUNK2 = 256 * 1024;
async function readTarEntries(file, visit) {
  const { Parser: TarParser } = await import("./index.min-DB7AVMM6.js");
  const parser = new TarParser({ file, strict: true, maxDecompressionRatio: RATIO_LIMIT });
  const taken = { open: /* @__PURE__ */ new Map(), ended: [] };
  const sink = sinkOf(parser, taken.ended);
  let fault;
  const fail = (thrown) => {
    fault ??= { thrown };
    sink.destroy(new Error("the tar was given up"));
  };
  parser.on("entry", (entry) => {
    try {
      if (sink.destroyed) entry.resume();
      else take(entry, visit(entry), taken, fail);
    } catch (thrown) {
      fail(thrown);
      entry.resume();
    }
  });
  try {
    await pipeline(createReadStream(file, { highWaterMark: CHUNK2 }), sink);
    await Promise.all([...taken.open.values(), ...taken.ended]);
  } catch (error) {
    throw fault === void 0 ? error : fault.thrown;
  } finally {
    for (const entry of taken.open.keys()) entry.destroy(new Error("the tar was given up"));
  }
}
function take(entry, dealt, { open: open2, ended }, fail) {
  if (dealt === void 0) {
    entry.resume();
    return;
  }
  dealt.catch(fail);
  open2.set(entry, dealt);
  entry.once("end", () => {
    open2.delete(entry);
    ended.push(dealt);
  });
}
async function writeEntry(entry, path) {
  const options = { flag: "wx", mode: 384 };
  if (entry.size <= CHUNK2) await writeFile(path, await entry.concat(), options);
  else await pipeline(entry, createWriteStream(path, { flags: options.flag, mode: options.mode }));
}
function sinkOf(parser, ended) {
  const settled = async () => {
    await Promise.all(ended.splice(0));
  };
  return new Writable({
    construct(done) {
      parser.on("error", (error) => this.destroy(error));
      done();
    },
    write(chunk, _encoding, done) {
      const next = () => {
        settled().then(() => done(), done);
      };
      if (parser.write(chunk)) next();
      else parser.once("drain", next);
    },
    final(done) {
      parser.once("end", () => done());
      parser.end();
    }
  });
}

// packages/registry/layout-tar.ts
var MEMBER = /^(?:\.\/)?(?<path>oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/;
var ENTRY_LIMIT = 2e4;
var MEMBER_LIMIT = 16 * 1024 ** 3;
var TOTAL_LIMIT = 32 * 1024 ** 3;
async function unpackLayout(file) {
  const path = await mkdtemp(join2(tmpdir(), "promo-layout-"));
  const remove = () => rm(path, { recursive: true, force: true });
  try {
    await mkdir(join2(path, "blobs", "sha256"), { recursive: true });
    await unpack(file, path);
    return { path, remove };
  } catch (error) {
    await remove();
    if (isPromoError(error)) throw error;
    throw registryError("layout-invalid", { file }, `${file} is not a tar that can be read`, { cause: error });
  }
}
async function unpack(file, directory) {
  const seen = /* @__PURE__ */ new Set();
  let entries = 0;
  let total = 0;
  await readTarEntries(file, (entry) => {
    entries += 1;
    total += entry.size;
    const member = memberPath(entry);
    const fault = faultOf(entry, member, { seen, entries, total });
    if (fault !== void 0) throw fault;
    if (member === void 0) return void 0;
    seen.add(member);
    return writeEntry(entry, join2(directory, member));
  });
}
function faultOf(entry, member, { seen, entries, total }) {
  if (entries > ENTRY_LIMIT) return refused(`the tar has more than ${ENTRY_LIMIT} entries`);
  if (entry.size > MEMBER_LIMIT || total > TOTAL_LIMIT) return refused("the tar holds more than promo unpacks");
  if (member === void 0) return void 0;
  if (entry.type !== "File" && entry.type !== "OldFile" && entry.type !== "ContiguousFile")
    return refused(`${member} is a ${entry.type}`);
  return seen.has(member) ? refused(`${member} comes twice`) : void 0;
}
function memberPath(entry) {
  return MEMBER.exec(entry.path)?.groups?.["path"];
}
function refused(why) {
  return registryError("layout-invalid", {}, `not an OCI layout that promo reads: ${why}`);
}

// packages/registry/layout.ts
var LAYOUT_VERSION = "1.0.0";
var MARKER_LIMIT = 4096;
async function openLayout(path) {
  const root = await openRoot(path);
  if (root.kind === "directory") return readLayout(root.path, () => Promise.resolve());
  const unpacked = await unpackLayout(root.path);
  try {
    return await readLayout(unpacked.path, () => unpacked.remove());
  } catch (error) {
    await unpacked.remove();
    throw error;
  }
}
function layoutImage(layout) {
  const [first, ...others] = layout.roots;
  if (first === void 0) throw invalid2("index.json names no image");
  if (others.some(({ digest }) => digest !== first.digest)) throw severalImages(layout.roots);
  return first;
}
async function readLayout(path, close) {
  const marker = readJson(await readLayoutFile(path, ["oci-layout"], MARKER_LIMIT), "oci-layout");
  if (memberOf(marker, "imageLayoutVersion") !== LAYOUT_VERSION)
    throw invalid2(`imageLayoutVersion is not ${LAYOUT_VERSION}`);
  const index = readJson(await readLayoutFile(path, ["index.json"], MANIFEST_LIMIT), "index.json");
  const manifests = memberOf(index, "manifests");
  if (!isJsonList(manifests)) throw invalid2("index.json has no list of manifests");
  return {
    path,
    roots: manifests.map((entry, place) => readDescriptor(entry, `index.json manifests[${place}]`)),
    manifest: async ({ digest, mediaType }) => {
      const bytes = await readLayoutFile(path, blobPath(digest), MANIFEST_LIMIT);
      assertDigest(bytes, digest, `blob ${digest} of the layout`);
      return readManifest(bytes, mediaType);
    },
    blob: (descriptor) => {
      const chunks = openLayoutFile(path, blobPath(descriptor.digest), descriptor.size);
      return verified(chunks, descriptor, `blob ${descriptor.digest} of the layout`);
    },
    close
  };
}
function blobPath(digest) {
  return ["blobs", "sha256", hexOf(digest)];
}
function readJson(bytes, file) {
  let value;
  try {
    value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT, maxDepth: 16 });
  } catch (cause) {
    throw registryError("layout-invalid", { file }, `${file} is not JSON`, { cause });
  }
  if (isJsonObject(value)) return value;
  throw invalid2(`${file} is not an object`);
}
var REF_NAME = "org.opencontainers.image.ref.name";
var NAMES_SHOWN = 5;
function severalImages(roots) {
  const names = roots.map(({ digest, annotations }) => annotations?.[REF_NAME]?.slice(0, 100) ?? digest);
  const more = names.length > NAMES_SHOWN ? ", …" : "";
  return registryError(
    "layout-invalid",
    { images: names.length },
    `index.json names ${names.length} images: ${names.slice(0, NAMES_SHOWN).join(", ")}${more}`,
    {
      remedy: "Leave one image in the layout: empty the directory first, or write each image into one of its own. Platforms of one image need an index."
    }
  );
}
function invalid2(why) {
  return registryError("layout-invalid", {}, `not an OCI layout that promo reads: ${why}`);
}

export {
  readTarEntries,
  writeEntry,
  openLayout,
  layoutImage,
  blobPath
};
