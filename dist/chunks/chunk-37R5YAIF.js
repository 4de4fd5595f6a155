import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  EMPTY_JSON,
  blobOf,
  fallbackTag
} from "./chunk-3PGUMVOA.js";
import {
  backoff,
  requestedDelay
} from "./chunk-KMCBQIOD.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  parseYaml
} from "./chunk-PJ22OAPH.js";
import {
  WRITE
} from "./chunk-2STZAUTX.js";
import {
  isLoopbackHost,
  isPrivateAddress
} from "./chunk-WEJGZQPK.js";
import {
  ACCEPT_MANIFESTS,
  MANIFEST_LIMIT,
  OCI_CONFIG,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
  answerError,
  bareMediaType,
  blobExists,
  describeManifest,
  errorCodes,
  manifestKind,
  meaningOf,
  readBlobStream,
  readDescriptor,
  readManifest,
  readWholeBlob,
  registryError,
  skip,
  textOf
} from "./chunk-3ACOM72A.js";
import {
  isJsonList,
  isJsonObject,
  memberOf
} from "./chunk-HIKYTEVY.js";
import {
  assertDigest,
  isDigest,
  isTag,
  parseImageReference,
  parseJson,
  pinImage,
  sameRepository
} from "./chunk-OXU5TALQ.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/registry/manifest-refusal.ts
var UNKNOWN_CONTENT = ["MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN"];
var UNSUPPORTED_STATUSES = /* @__PURE__ */ new Set([
  // ECR (aws/containers-roadmap#2783, #2306), with UNSUPPORTED.
  405,
  // Quay with its OCI features off (GoogleContainerTools/jib#2163).
  415
]);
var INVALID = "MANIFEST_INVALID";
function manifestRefusal(answer, manifest, what) {
  const { artifactType, subject } = manifest.content;
  const isEvidence = artifactType !== void 0 || subject !== void 0;
  const meaning = (status, said) => {
    const general = meaningOf(status, said);
    if (general !== "registry-refused") return general;
    if (said.some((code) => UNKNOWN_CONTENT.includes(code))) return "content-unknown";
    if (UNSUPPORTED_STATUSES.has(status) || said.includes(INVALID)) return "manifest-unsupported";
    return status === 404 && isEvidence ? "manifest-unsupported" : general;
  };
  return answerError(answer, what, meaning);
}
function unknownContent(error) {
  if (isPromoError(error) && error.code === "content-unknown") return error;
  throw error;
}

// packages/registry/manifests.ts
async function getManifest(session, name, reference) {
  const what = label(name, reference);
  const response = await session.request({
    name,
    path: manifestPath(reference),
    method: "GET",
    access: "pull",
    headers: { accept: ACCEPT_MANIFESTS },
    maxResponseBytes: MANIFEST_LIMIT
  });
  if (response.status === 404) return void 0;
  if (response.status !== 200) throw answerError(response, what);
  assertNoPage(response, what);
  assertReported(response, response.body, what);
  if (isDigest(reference)) assertDigest(response.body, reference, what);
  const manifest = readManifest(response.body, bareMediaType(response.headers.get("content-type")));
  return { manifest, etag: response.headers.get("etag") };
}
async function resolveManifest(session, reference) {
  const target = wanted(reference);
  const response = await session.request({
    name: reference.name,
    path: manifestPath(target),
    method: "HEAD",
    access: "pull",
    headers: { accept: ACCEPT_MANIFESTS }
  });
  if (response.status === 404) return void 0;
  if (response.status !== 200) throw answerError(response, label(reference.name, target));
  const told = describedBy(response);
  if (told !== void 0 && (!isDigest(target) || told.digest === target)) return told;
  const found = await getManifest(session, reference.name, target);
  return found === void 0 ? void 0 : describeManifest(found.manifest);
}
async function putManifest(session, name, manifest, to = {}) {
  const reference = to.tag === void 0 ? manifest.digest : { tag: to.tag };
  const response = await session.request({
    name,
    path: manifestPath(reference),
    method: "PUT",
    access: "push",
    headers: { "content-type": manifest.mediaType, ...conditionHeader(to.condition) },
    body: manifest.bytes
  });
  const what = `write ${label(name, reference)}`;
  const isOfCondition = response.status === 412 && !errorCodes(response.body).includes("PRECONDITION");
  if (isOfCondition && to.condition !== void 0) return void 0;
  if (response.status !== 201 && response.status !== 200) throw manifestRefusal(response, manifest, what);
  assertReported(response, manifest.bytes, what);
  const subject = manifest.content.subject?.digest;
  return {
    digest: manifest.digest,
    subjectProcessed: subject !== void 0 && response.headers.get("oci-subject") === subject
  };
}
function missingManifest(name, reference) {
  const what = label(name, reference);
  return registryError("manifest-missing", { name, reference: what }, `there is no manifest ${what}`);
}
function conditionHeader(condition) {
  if (condition === void 0) return {};
  return condition === "absent" ? { "if-none-match": "*" } : { "if-match": condition.etag };
}
function assertNoPage({ headers, url }, what) {
  if (bareMediaType(headers.get("content-type")) !== "text/html") return;
  throw registryError("registry-response-invalid", { host: url.host }, `${what}: ${url.host} answered with a web page`);
}
function assertReported(response, bytes, what) {
  const reported = response.headers.get("docker-content-digest");
  if (isDigest(reported)) assertDigest(bytes, reported, `${what}, by the header of ${response.url.host},`);
}
function describedBy(response) {
  const digest = response.headers.get("docker-content-digest");
  const mediaType = bareMediaType(response.headers.get("content-type"));
  const size = Number(response.headers.get("content-length") ?? Number.NaN);
  if (!isDigest(digest) || mediaType === void 0 || manifestKind(mediaType) === void 0) return void 0;
  return Number.isSafeInteger(size) && size > 0 ? { mediaType, digest, size } : void 0;
}
function wanted(reference) {
  return reference.digest ?? { tag: reference.tag ?? "latest" };
}
function manifestPath(reference) {
  return `manifests/${isDigest(reference) ? reference : reference.tag}`;
}
function label(name, reference) {
  return isDigest(reference) ? `${name}@${reference}` : `${name}:${reference.tag}`;
}

// packages/registry/fallback-index.ts
async function readFallback(session, name, subject, forWriting = false) {
  const found = await getManifest(session, name, { tag: fallbackTag(subject) });
  if (found === void 0 || found.manifest.digest === subject) return void 0;
  const { manifest, etag } = found;
  if (manifest.content.kind === "index" && manifest.mediaType === OCI_INDEX)
    return { manifest, entries: manifest.content.manifests, etag };
  const what = `${name}:${fallbackTag(subject)} is not an OCI index`;
  if (forWriting) throw registryError("referrers-invalid", { name, subject }, what);
  session.log(`${what}: it lists no referrers`);
  return void 0;
}
function mergeIntoIndex(current, added, gone = /* @__PURE__ */ new Set()) {
  const before = current === void 0 ? {} : readIndex(current);
  const list = memberOf(before, "manifests");
  const entries = isJsonList(list) ? list : [];
  const kept = entries.filter((entry) => !gone.has(digestMember(entry)));
  const known = new Set(kept.map(digestMember));
  const distinct = new Map(added.map((descriptor) => [descriptor.digest, descriptor]));
  const missing = [...distinct.values()].filter(({ digest }) => !known.has(digest) && !gone.has(digest));
  if (missing.length === 0 && kept.length === entries.length && current !== void 0) return void 0;
  const manifests = [...kept, ...missing.map(descriptorJson)];
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, ...before, manifests };
  return readManifest(new TextEncoder().encode(JSON.stringify(index)), OCI_INDEX);
}
function digestMember(entry) {
  return isJsonObject(entry) ? memberOf(entry, "digest") : void 0;
}
function descriptorJson(descriptor) {
  const { mediaType, digest, size, artifactType, platform, annotations } = descriptor;
  return {
    mediaType,
    digest,
    size,
    ...artifactType === void 0 ? {} : { artifactType },
    ...platform === void 0 ? {} : { platform: platformJson(platform) },
    ...annotations === void 0 || Object.keys(annotations).length === 0 ? {} : { annotations }
  };
}
function platformJson({ osVersion, ...rest }) {
  return { ...rest, ...osVersion === void 0 ? {} : { "os.version": osVersion } };
}
function readIndex(bytes) {
  const value = parseJson(bytes, { maxBytes: bytes.byteLength, maxDepth: 16 });
  return isJsonObject(value) ? value : {};
}

// packages/registry/pause.ts
var BASE_MS = 250;
var CAP_MS = 8e3;
async function pauseBefore(attempt, clock, random = Math.random) {
  if (attempt <= 1) return;
  await clock.sleep(Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2));
}

// packages/registry/endpoint.ts
var HUB_HOST = "registry-1.docker.io";
function endpointOf(name, insecure = []) {
  const { registry, repository } = parseImageReference(name);
  const host = registry === "docker.io" ? HUB_HOST : registry;
  const plain = insecure.includes(registry) || isLoopbackHost(new URL(`http://${host}`).hostname);
  return { registry, origin: new URL(`${plain ? "http" : "https"}://${host}`).origin, repository, plain };
}
function placeOf({ origin, repository }) {
  return `${origin}/${repository}`;
}
function urlOf(endpoint, path) {
  return new URL(`/v2/${endpoint.repository}/${path}`, endpoint.origin);
}
function blobLocation(name, digest) {
  return urlOf(endpointOf(name), `blobs/${digest}`).href;
}

// packages/registry/put-referrers.ts
var LISTED_ATTEMPTS = 5;
async function putReferrers(ports, name, referrers) {
  const groups = /* @__PURE__ */ new Map();
  for (const referrer of referrers) {
    const subject = referrer.manifest.content.subject?.digest;
    if (subject === void 0) await putManifest(ports.session, name, referrer.manifest);
    else groups.set(subject, [...groups.get(subject) ?? [], referrer]);
  }
  await Promise.all([...groups].map(([subject, group]) => putForSubject(ports, name, subject, group)));
}
async function putForSubject({ session, api, fallback, turns }, name, subject, group) {
  const unlisted = await turns.run(`${placeOf(session.endpoint(name))}@${subject}`, async () => {
    const processed = [];
    for (const referrer of group) {
      const put = await putManifest(session, name, referrer.manifest);
      if (put?.subjectProcessed === true) processed.push(referrer);
    }
    const listed = processed.length === 0 ? [] : await findListed({ session, api }, name, subject, processed);
    return group.filter((referrer) => !listed.includes(referrer));
  });
  if (unlisted.length > 0)
    await fallback.add(
      name,
      subject,
      unlisted.map(({ descriptor }) => descriptor)
    );
}
async function findListed({ session, api }, name, subject, put) {
  let found = [];
  for (let attempt = 1; attempt <= LISTED_ATTEMPTS && found.length < put.length; attempt += 1) {
    await pauseBefore(attempt, session.clock);
    const missing = put.filter((referrer) => attempt > 1 && !found.includes(referrer));
    for (const { manifest } of missing) await putManifest(session, name, manifest);
    const listed = await api.list(name, subject);
    if (listed === void 0) return [];
    const digests = new Set(listed.map(({ digest }) => digest));
    found = put.filter(({ manifest }) => digests.has(manifest.digest));
  }
  return found;
}

// packages/registry/visibility.ts
var ATTEMPTS = 8;
async function waitForManifest(session, name, digest) {
  await shown(session, name, digest, () => resolveManifest(session, pinImage(name, digest)));
}
async function readBackManifest(session, name, manifest) {
  await shown(session, name, manifest.digest, async (attempt) => {
    if (attempt > 1) await putManifest(session, name, manifest);
    return getManifest(session, name, manifest.digest);
  });
}
async function shown({ clock }, name, digest, look) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, clock);
    if (await look(attempt) !== void 0) return;
  }
  throw registryError("registry-lagging", { name, digest }, `${name} does not show ${digest}`);
}

// packages/registry/attach.ts
var ATTACH_ATTEMPTS = 4;
async function attachArtifact(ports, name, subject, artifact) {
  const { session, putBlob: putBlob2 } = ports;
  const blobs = [blobOf(artifact.payload), blobOf(EMPTY_JSON)];
  const manifest = artifactManifest(subject, artifact, blobs);
  const { artifactType, annotations } = artifact;
  const descriptor = {
    mediaType: manifest.mediaType,
    digest: manifest.digest,
    size: manifest.bytes.byteLength,
    artifactType,
    annotations
  };
  let refusal;
  for (let attempt = 1; attempt <= ATTACH_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock);
    for (const blob of blobs) await putBlob2(name, { ...blob, isDoubted: refusal !== void 0 });
    refusal = await putReferrers(ports, name, [{ manifest, descriptor }]).then(() => void 0, unknownContent);
    if (refusal === void 0 && await isReadBack(ports, name, subject, manifest)) return descriptor;
    session.log(refusal?.message ?? `${name}: ${manifest.digest} is not listed for ${subject.digest} yet`);
  }
  if (refusal !== void 0) throw refusal;
  const facts = { name, subject: subject.digest, referrer: manifest.digest };
  throw registryError("registry-lagging", facts, `${name} does not list ${manifest.digest} for ${subject.digest}`);
}
function artifactManifest(subject, { artifactType, annotations }, [payload, config]) {
  const { mediaType, digest, size } = subject;
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: { mediaType: OCI_EMPTY, digest: config.digest, size: config.size, artifactType },
    layers: [{ mediaType: artifactType, digest: payload.digest, size: payload.size }],
    subject: descriptorJson({ mediaType, digest, size }),
    annotations
  };
  return readManifest(new TextEncoder().encode(JSON.stringify(content)), OCI_MANIFEST);
}
async function isReadBack({ session, api }, name, subject, manifest) {
  await readBackManifest(session, name, manifest);
  const names = (listed) => listed?.some(({ digest }) => digest === manifest.digest) === true;
  if (names(await api.list(name, subject.digest))) return true;
  return names((await readFallback(session, name, subject.digest))?.entries);
}

// packages/registry/serial.ts
function createSerial() {
  const tails = /* @__PURE__ */ new Map();
  return {
    run: async (key, task) => {
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(task, task);
      tails.set(key, mine);
      try {
        return await mine;
      } finally {
        if (tails.get(key) === mine) tails.delete(key);
      }
    }
  };
}

// packages/registry/shared-tag.ts
var SHARED_TAG_ATTEMPTS = 8;
var SETTLE_LIMIT_MS = 2e3;
function unchangedSince(found, attempt) {
  if (found !== void 0) return found.etag === null ? void 0 : { etag: found.etag };
  return attempt <= 2 ? "absent" : void 0;
}
async function stays(clock, begun, isShown2, times = 1) {
  if (!await isShown2()) return false;
  const writeMs = clock.now().getTime() - begun.getTime();
  await clock.sleep(Math.min(times * writeMs, SETTLE_LIMIT_MS));
  return isShown2();
}

// packages/registry/fallback-writer.ts
function createFallbackWriter(session) {
  const serial = createSerial();
  const subjects = /* @__PURE__ */ new Map();
  async function write(name, subject, { entries, removed }) {
    let gone = removed;
    for (let attempt = 1; attempt <= SHARED_TAG_ATTEMPTS; attempt += 1) {
      await pauseBefore(attempt, session.clock);
      const begun = session.clock.now();
      const found = await readFallback(session, name, subject, true);
      if (found === void 0 && entries.length === 0) return;
      const merged = mergeIntoIndex(found?.manifest.bytes, entries, gone);
      if (merged === void 0) return;
      if (removed.size > 0 && await hasMoved(session, name, subject, found)) continue;
      const condition = unchangedSince(found, attempt);
      gone = gone.union(await putIndex(session, name, merged, { tag: fallbackTag(subject), condition }));
      const change = { entries, removed: gone };
      if (await stays(session.clock, begun, () => isShown(session, name, subject, change))) return;
      session.log(`${name}:${fallbackTag(subject)}: written entries are not visible yet`);
    }
    const facts = { name, subject, entries: entries.map(({ digest }) => digest), removed: [...removed] };
    throw registryError("registry-lagging", facts, `${name}:${fallbackTag(subject)} does not show what was written`);
  }
  function keyOf2(name, subject) {
    return `${placeOf(session.endpoint(name))}@${subject}`;
  }
  return {
    add: (name, subject, entries) => {
      const key = keyOf2(name, subject);
      const { written, waiting } = subjects.get(key) ?? noEntries();
      subjects.set(key, { written, waiting });
      for (const entry of entries) waiting.set(entry.digest, entry);
      return serial.run(key, async () => {
        if (!entries.some(({ digest }) => waiting.has(digest))) return;
        const taken = new Map(waiting);
        for (const [digest, entry] of taken) written.set(digest, entry);
        await write(name, subject, { entries: [...written.values()], removed: /* @__PURE__ */ new Set() });
        for (const digest of taken.keys()) waiting.delete(digest);
      });
    },
    remove: (name, subject, entry) => {
      const key = keyOf2(name, subject);
      return serial.run(key, async () => {
        const { written, waiting } = subjects.get(key) ?? noEntries();
        written.delete(entry);
        waiting.delete(entry);
        await write(name, subject, { entries: [...written.values()], removed: /* @__PURE__ */ new Set([entry]) });
      });
    }
  };
}
async function putIndex(session, name, index, to) {
  const refusal = await putManifest(session, name, index, to).then(() => void 0, unknownContent);
  return refusal === void 0 ? /* @__PURE__ */ new Set() : findGone(session, name, index, refusal);
}
async function isShown(session, name, subject, { entries, removed }) {
  const after = await readFallback(session, name, subject, true);
  return after !== void 0 && mergeIntoIndex(after.manifest.bytes, entries, removed) === void 0;
}
async function hasMoved(session, name, subject, seen) {
  const now = await resolveManifest(session, parseImageReference(`${name}:${fallbackTag(subject)}`));
  return now?.digest !== seen?.manifest.digest;
}
function noEntries() {
  return { written: /* @__PURE__ */ new Map(), waiting: /* @__PURE__ */ new Map() };
}
async function findGone(session, name, index, refusal) {
  const listed = index.content.kind === "index" ? index.content.manifests : [];
  const gone = /* @__PURE__ */ new Set();
  for (const { digest } of listed) {
    if (await resolveManifest(session, pinImage(name, digest)) === void 0) gone.add(digest);
  }
  if (gone.size === 0) throw refusal;
  session.log(`${name}: ${gone.size} listed manifests are gone and are not listed again`);
  return gone;
}

// packages/registry/layered-manifest.ts
var NEW_MANIFEST = { schemaVersion: 2, mediaType: OCI_MANIFEST };
var NEW_CONFIG = {
  architecture: "",
  created: "0001-01-01T00:00:00Z",
  history: [{ created: "0001-01-01T00:00:00Z" }],
  os: "",
  rootfs: { type: "layers", diff_ids: [] },
  config: {}
};
function layersOf(source) {
  if (!("bytes" in source)) return source.map(descriptorJson);
  return listOf(objectOf(source.bytes), "layers").filter(isJsonObject);
}
function missingLayers(present, layers) {
  const known = new Set(layersOf(present).map(identityOf));
  return layers.filter((layer) => !known.has(identityOf(layer)));
}
function layeredManifest(layers) {
  return extended(NEW_MANIFEST, { mediaType: OCI_CONFIG, content: NEW_CONFIG }, layers);
}
function appended(present, config, layers) {
  const mediaType = present.content.kind === "image" ? present.content.config.mediaType : OCI_CONFIG;
  return extended(objectOf(present.bytes), { mediaType, content: objectOf(config) }, layers);
}
function extended(before, { mediaType, content }, layers) {
  const config = blobOf(encode(withDiffIds(content, layers)));
  const { digest, size } = config;
  const joined = [...listOf(before, "layers"), ...layers];
  const bytes = encode({ ...before, config: { mediaType, digest, size }, layers: joined });
  const type = memberOf(before, "mediaType");
  return { manifest: readManifest(bytes, typeof type === "string" ? type : OCI_MANIFEST), config };
}
function withDiffIds(config, layers) {
  const rootfs = memberOf(config, "rootfs");
  const own = isJsonObject(rootfs) ? rootfs : { type: "layers" };
  const digests = layers.map((layer) => memberOf(layer, "digest") ?? null);
  return { ...config, rootfs: { ...own, diff_ids: [...listOf(own, "diff_ids"), ...digests] } };
}
function identityOf(layer) {
  const annotations = memberOf(layer, "annotations");
  const sorted = Object.entries(isJsonObject(annotations) ? annotations : {}).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([memberOf(layer, "digest"), sorted]);
}
function objectOf(bytes) {
  const value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT });
  return isJsonObject(value) ? value : {};
}
function listOf(object, key) {
  const value = memberOf(object, key);
  return isJsonList(value) ? value : [];
}
function encode(value) {
  return new TextEncoder().encode(JSON.stringify(value));
}

// packages/registry/layered-tag.ts
var LAYER_LIMIT = 1e3;
var CONFIG_LIMIT = 4 * 1024 * 1024;
var SETTLE_TIMES = 2;
function createLayerAppender(ports) {
  const turns = createSerial();
  return (name, tag, added) => turns.run(`${placeOf(ports.session.endpoint(name))}:${tag}`, () => append(ports, { name, tag }, added));
}
async function append(ports, { name, tag }, added) {
  const { session } = ports;
  const layers = layersOf(added);
  for (let attempt = 1; attempt <= SHARED_TAG_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock);
    const begun = session.clock.now();
    const found = await readTag(session, { name, tag });
    const missing = found === void 0 ? layers : missingLayers(found.manifest, layers);
    if (found !== void 0 && missing.length === 0)
      return { manifest: found.manifest.digest, outcome: attempt === 1 ? "there" : "appended" };
    const next = await nextManifest(ports, { name, tag }, found?.manifest, { added, missing });
    const put = await putManifest(session, name, next, { tag, condition: unchangedSince(found, attempt) });
    const isShown2 = () => holds(session, { name, tag }, layers);
    if (put !== void 0 && await stays(session.clock, begun, isShown2, SETTLE_TIMES))
      return { manifest: put.digest, outcome: "appended" };
    session.log(`${name}:${tag}: what was appended is not there`);
  }
  throw registryError("registry-lagging", { name, tag }, `${name}:${tag} does not show what was appended`);
}
async function nextManifest({ session, putBlob: putBlob2 }, place, present, { added, missing }) {
  if (present === void 0 && "bytes" in added) return added;
  const { name } = place;
  const next = present === void 0 ? layeredManifest(missing) : appended(present, await readWholeBlob(session, name, configOf(present, place, missing), CONFIG_LIMIT), missing);
  await putBlob2(name, next.config);
  return next.manifest;
}
function configOf({ content }, { name, tag }, more) {
  if (content.kind !== "image")
    throw registryError("referrers-invalid", { name, tag }, `${name}:${tag} is not an image manifest`);
  if (content.layers.length + more.length <= LAYER_LIMIT) return content.config.digest;
  const facts = { name, tag, limit: LAYER_LIMIT };
  throw registryError("evidence-tag-full", facts, `${name}:${tag} holds ${content.layers.length} layers already`);
}
async function holds(session, { name, tag }, layers) {
  const found = await readTag(session, { name, tag });
  return found !== void 0 && missingLayers(found.manifest, layers).length === 0;
}
async function readTag(session, { name, tag }) {
  const named = await resolveManifest(session, parseImageReference(`${name}:${tag}`));
  if (named === void 0) return void 0;
  const found = await getManifest(session, name, named.digest);
  if (found !== void 0) return found;
  throw registryError("registry-lagging", { name, tag }, `${name} does not show ${named.digest}, which ${tag} names`);
}

// packages/registry/link.ts
var LENGTH_LIMIT = 8192;
function nextPage(header, current) {
  const text = header?.trim() ?? "";
  if (text === "") return void 0;
  if (text.length > LENGTH_LIMIT) return "unreadable";
  const links = text.split(/,(?=\s*<)/).map(readLink);
  const next = links.find((link) => link !== void 0 && isNext(link));
  if (next !== void 0) return URL.parse(next.target, current.href) ?? "unreadable";
  return links.includes(void 0) ? "unreadable" : void 0;
}
function readLink(text) {
  const [, target, parameters = ""] = /^\s*<([^<>]+)>\s*(;.*)?$/s.exec(text) ?? [];
  if (target === void 0) return void 0;
  const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;",]+))/i.exec(parameters) ?? [];
  return { target, relations: (quoted ?? bare)?.toLowerCase().split(/\s+/) };
}
function isNext({ relations }) {
  return relations === void 0 || relations.includes("next");
}

// packages/registry/pages.ts
var PAGE_LIMIT = 1e3;
async function* furtherPages(session, name, first) {
  const origin = session.endpoint(name).origin;
  const seen = /* @__PURE__ */ new Set([first.url.href]);
  let next = nextPage(first.headers.get("link"), first.url);
  while (next !== void 0) {
    if (next === "unreadable") throw refused(name, "its Link cannot be read");
    if (next.origin !== origin) throw refused(name, `it leads to ${next.host}`);
    if (seen.has(next.href) || seen.size >= PAGE_LIMIT) throw refused(name, "it does not end");
    seen.add(next.href);
    const page = await session.request({ name, path: next, method: "GET", access: "pull", redirect: "manual" });
    yield page;
    next = nextPage(page.headers.get("link"), page.url);
  }
}
function refused(name, why) {
  return registryError("location-refused", { name }, `the listing of ${name} is not followed: ${why}`);
}

// packages/registry/referrers-api.ts
var REFERRER_LIMIT = 2e3;
var UNSUPPORTED = /* @__PURE__ */ new Set([400, 404, 405, 406, 410, 501]);
function createReferrersApi(session) {
  const without = /* @__PURE__ */ new Set();
  return {
    list: async (name, subject) => {
      const place = placeOf(session.endpoint(name));
      if (without.has(place)) return void 0;
      const first = await askForReferrers(session, name, subject);
      if (answersReferrers(first)) return readPages(session, name, first);
      if (hasNoPath(first)) without.add(place);
      return void 0;
    }
  };
}
async function readPages(session, name, first) {
  const found = [...readPage(first, name)];
  for await (const page of furtherPages(session, name, first)) {
    found.push(...readPage(page, name));
    if (found.length > REFERRER_LIMIT) throw invalid(name, `more than ${REFERRER_LIMIT} referrers`);
  }
  return found;
}
async function askForReferrers(session, name, subject) {
  const ask = () => session.request({
    name,
    path: `referrers/${subject}`,
    method: "GET",
    access: "pull",
    headers: { accept: OCI_INDEX },
    redirect: "manual"
  });
  const first = await ask();
  return first.status === 200 && !isIndex(first) ? ask() : first;
}
function isIndex({ headers }) {
  return bareMediaType(headers.get("content-type")) === OCI_INDEX;
}
function answersReferrers(response) {
  const { status } = response;
  if (status >= 300 && status < 400 || UNSUPPORTED.has(status)) return false;
  if (status !== 200) throw answerError(response, "referrers");
  return isIndex(response);
}
function hasNoPath({ status, headers, body }) {
  return status === 404 && errorCodes(body).length === 0 && headers.has("docker-distribution-api-version");
}
function readPage(response, name) {
  if (response.status !== 200) throw answerError(response, `referrers in ${name}`);
  const index = parse(response, name);
  const manifests = isJsonObject(index) ? memberOf(index, "manifests") : void 0;
  if (manifests === null) return [];
  if (!isJsonList(manifests)) throw invalid(name, "a list of referrers that is none");
  return manifests.map((entry, place) => readDescriptor(entry, `referrers[${place}]`));
}
function parse(response, name) {
  try {
    return parseJson(response.body, { maxBytes: response.body.byteLength, maxDepth: 16 });
  } catch (cause) {
    throw registryError("registry-response-invalid", { name }, `the referrers of ${name} are not JSON`, { cause });
  }
}
function invalid(name, what) {
  return registryError("registry-response-invalid", { name }, `${name} answered with ${what}`);
}

// packages/registry/referrers.ts
async function listReferrers({ session, api }, name, subject) {
  const [listed, fallback] = await Promise.all([api.list(name, subject), readFallback(session, name, subject)]);
  const found = /* @__PURE__ */ new Map();
  for (const descriptor of [...listed ?? [], ...fallback?.entries ?? []]) {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
  }
  return [...found.values()];
}

// packages/registry/challenge.ts
var LENGTH_LIMIT2 = 4096;
var TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
var TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;
var PARAMETER = /\s*,?\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
function parseChallenge(header) {
  if (header === null || header.length > LENGTH_LIMIT2) return void 0;
  const challenges = readAll(header);
  return challenges.find(({ scheme }) => scheme === "bearer") ?? challenges[0];
}
function readAll(header) {
  const found = [];
  let index = 0;
  while (index < header.length) {
    const [scheme, afterScheme] = match(TOKEN, header, skip2(header, index));
    if (scheme === void 0) break;
    const [, afterToken] = match(TOKEN68, header, afterScheme);
    const [parameters, next] = readParameters(header, afterToken);
    const challenge = toChallenge(scheme[0].toLowerCase(), parameters);
    if (challenge !== void 0) found.push(challenge);
    index = next;
  }
  return found;
}
function readParameters(header, start) {
  const parameters = /* @__PURE__ */ new Map();
  let index = start;
  for (; ; ) {
    const [parameter, next] = match(PARAMETER, header, index);
    if (parameter === void 0) return [parameters, index];
    const [, name = "", quoted, bare] = parameter;
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
    index = next;
  }
}
function toChallenge(scheme, parameters) {
  if (scheme === "basic") return { scheme };
  const realm = parameters.get("realm");
  if (scheme !== "bearer" || realm === void 0) return void 0;
  const scopes = (parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  return { scheme, realm, service: parameters.get("service"), scopes, error: parameters.get("error") };
}
function skip2(header, index) {
  let at = index;
  while (header[at] === " " || header[at] === "," || header[at] === "	") at += 1;
  return at;
}
function match(pattern, text, index) {
  pattern.lastIndex = index;
  const found = pattern.exec(text);
  return found === null ? [void 0, index] : [found, pattern.lastIndex];
}

// packages/registry/scopes.ts
var SCOPE = /^(repository:[^\s:]{1,255}):([a-z_]{1,32}(?:,[a-z_]{1,32}){0,7})$/;
var NEVER_ASKED = /* @__PURE__ */ new Set(["delete"]);
var ACTIONS = { pull: "pull", push: "pull,push", delete: "pull,delete" };
function repositoryScope(repository, access) {
  return `repository:${repository}:${ACTIONS[access]}`;
}
function coversScopes(granted, needed) {
  const grants = granted.flatMap(readScope);
  return needed.every((text) => {
    const [need] = readScope(text);
    return need !== void 0 && grants.some((grant) => covers(grant, need));
  });
}
function widenScopes(expected, challenged) {
  const asked = challenged.flatMap(readScope);
  return expected.map((text) => {
    const [scope] = readScope(text);
    if (scope === void 0) return text;
    const more = asked.filter(({ resource }) => resource === scope.resource).flatMap(({ actions }) => [...actions]).filter((action) => !scope.actions.has(action) && !NEVER_ASKED.has(action));
    return more.length === 0 ? text : `${scope.resource}:${[.../* @__PURE__ */ new Set([...scope.actions, ...more])].join(",")}`;
  });
}
function readScope(text) {
  const [, resource, actions] = SCOPE.exec(text) ?? [];
  return resource === void 0 || actions === void 0 ? [] : [{ resource, actions: new Set(actions.split(",")) }];
}
function covers(grant, need) {
  return grant.resource === need.resource && need.actions.isSubsetOf(grant.actions);
}

// packages/registry/token-cache.ts
function createTokenCache(clock) {
  const kept = /* @__PURE__ */ new Map();
  const asked = /* @__PURE__ */ new Map();
  const isUsable = ({ usableUntil }) => usableUntil > clock.now().getTime();
  function entriesOf(endpoint) {
    const place = placeOf(endpoint);
    const entries = kept.get(place) ?? /* @__PURE__ */ new Map();
    kept.set(place, entries);
    return entries;
  }
  async function request2(endpoint, scopes, key, ask) {
    try {
      const token = await ask();
      entriesOf(endpoint).set(nameOf(scopes), { scopes, token });
      return token;
    } finally {
      asked.delete(key);
    }
  }
  return {
    find: (endpoint, scopes) => {
      const entries = entriesOf(endpoint);
      const own = entries.get(nameOf(scopes))?.token;
      if (own !== void 0 && isUsable(own)) return own;
      return [...entries.values()].find((entry) => isUsable(entry.token) && coversScopes(entry.scopes, scopes))?.token;
    },
    obtain: (endpoint, scopes, spent, ask) => {
      const key = `${endpoint.origin}/${endpoint.repository} ${nameOf(scopes)}`;
      const own = entriesOf(endpoint).get(nameOf(scopes))?.token;
      if (own !== void 0 && own.value !== spent && isUsable(own)) return Promise.resolve(own);
      const current = asked.get(key) ?? request2(endpoint, scopes, key, ask);
      asked.set(key, current);
      return current;
    }
  };
}
function nameOf(scopes) {
  return [...scopes].sort().join(" ");
}

// packages/registry/realm.ts
import { isIP } from "node:net";

// packages/registry/address-rules.ts
function addressFault(url, endpoint) {
  const plainAllowed = endpoint.plain && url.protocol === "http:";
  if (url.protocol !== "https:" && !plainAllowed) return `${url.protocol}// is not https`;
  if (url.username !== "" || url.password !== "") return "it carries user information";
  if (url.hostname === new URL(endpoint.origin).hostname) return void 0;
  const isPrivate = isLoopbackHost(url.hostname) || isPrivateAddress(url.hostname.replace(/^\[|\]$/g, ""));
  return isPrivate ? `${url.hostname} is a private address` : void 0;
}

// packages/registry/realm.ts
var KNOWN_SERVERS = [
  [/^rg\.[a-z]{2}-[a-z]{3}\.scw\.cloud$/, "api.scaleway.com"]
];
function checkRealm(realm, endpoint, credential) {
  if (!URL.canParse(realm)) throw refused2(realm, "it is not a URL", endpoint);
  const url = new URL(realm);
  const host = new URL(endpoint.origin).hostname;
  const isNamed = isNamedBy(credential, url);
  const fault = addressFault(url, isNamed ? { origin: url.origin, plain: endpoint.plain } : endpoint);
  if (fault !== void 0) throw refused2(url.host, fault, endpoint);
  const mayKnow = credential === void 0 || isNamed || isTrusted(url.hostname, host);
  if (!mayKnow) throw refused2(url.host, `it is outside the domain of ${endpoint.registry}`, endpoint);
  return { url, discoveredFrom: isNamed || url.hostname === host ? url.origin : endpoint.origin };
}
function isNamedBy(credential, url) {
  return credential?.kind === "basic" && credential.tokenServer === url.host;
}
function isTrusted(server, registry) {
  return sameSite(registry, server) || KNOWN_SERVERS.some(([registries, known]) => known === server && registries.test(registry));
}
function sameSite(a, b) {
  if (a === b) return true;
  if (isIP(a) !== 0 || isIP(b) !== 0) return false;
  return domain(a) === domain(b) && domain(a).includes(".");
}
var SECOND_LEVEL = /\.(?:ac|co|com|ed|edu|go|gob|gov|gv|mil|ne|net|or|org)\.[a-z]{2}$/;
function domain(host) {
  const labels = host.split(".");
  return labels.slice(SECOND_LEVEL.test(host) ? -3 : -2).join(".");
}
function refused2(realm, why, endpoint) {
  const shown2 = realm.slice(0, 200);
  return registryError(
    "realm-refused",
    { registry: endpoint.registry, realm: shown2 },
    `${endpoint.registry} names the token server ${JSON.stringify(shown2)}: ${why}`
  );
}

// packages/registry/token.ts
var DEFAULT_LIFE_SECONDS = 60;
var USED_PART = 0.9;
var FLAKY_REGISTRY = "ghcr.io";
var FLAKY_PAUSE_MS = 1e3;
var ANSWER_LIMIT = 256 * 1024;
var REDIRECT_LIMIT = 3;
var TOKEN_FORM = /^[A-Za-z0-9._~+/=:-]{1,65536}$/;
var NOT_BY_GET = /* @__PURE__ */ new Set([404, 405]);
async function fetchToken(request2, ports) {
  const { credential, endpoint } = request2;
  if (credential?.kind === "bearer") return { value: credential.token, usableUntil: Infinity };
  const realm = checkRealm(request2.challenge.realm, endpoint, credential);
  const send2 = (call) => sendWithin(ports.http, {
    ...call,
    redirect: "manual",
    idempotent: true,
    discoveredFrom: realm.discoveredFrom,
    maxResponseBytes: ANSWER_LIMIT
  });
  let response = await send2(tokenCall(realm, request2));
  if (response.status === 403 && endpoint.registry === FLAKY_REGISTRY) {
    await ports.clock.sleep(FLAKY_PAUSE_MS);
    response = await send2(tokenCall(realm, request2));
  }
  if (NOT_BY_GET.has(response.status) && credential?.kind === "basic") {
    const { username, password } = credential;
    const second = await send2(formCall(realm, request2, { grant_type: "password", username, password }));
    if (second.status === 200) response = second;
  }
  assertGiven(response, realm, request2);
  return readToken(response, ports.clock.now().getTime());
}
async function sendWithin(http, first) {
  let response = await http.request(first);
  for (let hops = 0; hops < REDIRECT_LIMIT; hops += 1) {
    const url = placeOnOrigin(response, first.method);
    if (url === void 0) return response;
    response = await http.request({ ...first, url });
  }
  return response;
}
function placeOnOrigin({ status, headers, url }, method) {
  const place = isRepeated(status, method) ? URL.parse(headers.get("location") ?? "about:blank", url.href) : null;
  return place?.origin === url.origin && place.username === "" && place.password === "" ? place : void 0;
}
function isRepeated(status, method) {
  return status === 307 || status === 308 || method === "GET" && status >= 301 && status <= 303;
}
function assertGiven(response, { url }, { scopes }) {
  if (response.status >= 300 && response.status < 400) {
    throw registryError("realm-refused", { realm: url.host }, `the token server ${url.host} redirects elsewhere`);
  }
  if (response.status !== 200) throw answerError(response, `token for ${scopes.join(" ")} from ${url.host}`);
}
function tokenCall(realm, request2) {
  const { challenge, scopes, credential } = request2;
  if (credential?.kind === "identity") {
    return formCall(realm, request2, { grant_type: "refresh_token", refresh_token: credential.token });
  }
  const url = new URL(realm.url);
  if (challenge.service !== void 0) url.searchParams.set("service", challenge.service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  return { method: "GET", url, headers: credential?.kind === "basic" ? { authorization: basicHeader(credential) } : {} };
}
function formCall({ url }, { challenge, scopes }, grant) {
  const form = new URLSearchParams({ ...grant, client_id: "promo" });
  if (challenge.service !== void 0) form.set("service", challenge.service);
  form.set("scope", scopes.join(" "));
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", url, headers, body: form.toString() };
}
function basicHeader(credential) {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString("base64")}`;
}
function readToken(response, now) {
  const answer = parse2(response);
  const value = textOf(answer, "token") ?? textOf(answer, "access_token");
  if (value === void 0 || !TOKEN_FORM.test(value)) throw invalid2(response, "gave no usable token");
  const told = memberOf(answer, "expires_in");
  const seconds = typeof told === "number" && told > 0 ? told : DEFAULT_LIFE_SECONDS;
  const life = seconds * 1e3 * USED_PART;
  return { value, usableUntil: now + life - ageOf(answer, response, life) };
}
function ageOf(answer, response, life) {
  const issued = Date.parse(textOf(answer, "issued_at") ?? "");
  const sent = Date.parse(response.headers.get("date") ?? "");
  const age = sent - issued;
  return age > 0 && age < life ? age : 0;
}
function parse2(response) {
  try {
    const value = parseJson(response.body);
    if (isJsonObject(value)) return value;
  } catch {
    throw invalid2(response, "gave no JSON");
  }
  throw invalid2(response, "gave no JSON object");
}
function invalid2(response, what) {
  const { host } = response.url;
  return registryError("registry-response-invalid", { host }, `${host} ${what}`);
}

// packages/registry/authorization.ts
function createAuthorization(ports) {
  const challenges = /* @__PURE__ */ new Map();
  const widened = /* @__PURE__ */ new Map();
  const tokens = createTokenCache(ports.clock);
  const find = ({ registry, repository }) => ports.credentials.find(registry, repository);
  async function bearer(endpoint, scopes, challenge, used) {
    const spent = used?.replace(/^Bearer /, "");
    const token = await tokens.obtain(endpoint, scopes, spent, async () => {
      const asked = widened.get(keyOf(endpoint, scopes)) ?? scopes;
      return fetchToken({ endpoint, challenge, scopes: asked, credential: await find(endpoint) }, ports);
    });
    return `Bearer ${token.value}`;
  }
  async function answer(endpoint, scopes, challenge) {
    if (challenge.scheme === "basic") return basic(await find(endpoint));
    const known = tokens.find(endpoint, scopes);
    return known === void 0 ? bearer(endpoint, scopes, challenge) : `Bearer ${known.value}`;
  }
  function learn(endpoint, scopes, challenge) {
    challenges.set(endpoint.origin, challenge);
    challenges.set(placeOf(endpoint), challenge);
    if (challenge.scheme === "basic") return;
    const key = keyOf(endpoint, scopes);
    widened.set(key, widenScopes(widened.get(key) ?? scopes, challenge.scopes));
  }
  return {
    header: async (endpoint, scopes) => {
      const own = challenges.get(placeOf(endpoint));
      if (own !== void 0) return answer(endpoint, scopes, own);
      const borrowed = challenges.get(endpoint.origin);
      return borrowed === void 0 ? void 0 : answer(endpoint, scopes, borrowed).catch(unlessRefused);
    },
    renew: async (endpoint, scopes, text, used) => {
      const challenge = text === null ? await askVersion(ports.http, endpoint) : parseChallenge(text);
      if (challenge === void 0) return void 0;
      learn(endpoint, scopes, challenge);
      const header = challenge.scheme === "basic" ? basic(await find(endpoint)) : await bearer(endpoint, scopes, challenge, used);
      return header === used ? void 0 : header;
    }
  };
}
function basic(credential) {
  if (credential?.kind === "bearer") return `Bearer ${credential.token}`;
  return credential?.kind === "basic" ? basicHeader(credential) : void 0;
}
async function askVersion(http, endpoint) {
  const url = new URL("/v2/", endpoint.origin);
  const response = await http.request({ method: "GET", url, redirect: "manual" });
  return response.status === 401 ? parseChallenge(response.headers.get("www-authenticate")) : void 0;
}
var REFUSALS = /* @__PURE__ */ new Set(["registry-unauthorized", "registry-refused", "repository-unknown"]);
function unlessRefused(error) {
  if (!isPromoError(error) || !REFUSALS.has(error.code)) throw error;
  return void 0;
}
function keyOf(endpoint, scopes) {
  return [placeOf(endpoint), ...scopes].join(" ");
}

// packages/registry/session.ts
function createSession(ports) {
  const authorization = createAuthorization(ports);
  const endpoints = /* @__PURE__ */ new Map();
  const endpoint = (name) => {
    const found = endpoints.get(name) ?? endpointOf(name, ports.insecure);
    endpoints.set(name, found);
    return found;
  };
  async function authorized(call, send2, drop) {
    const target = endpoint(call.name);
    const request2 = toRequest(call, target);
    const own = (url) => url.origin === target.origin;
    if (!own(request2.url)) return send2(request2);
    const scopes = scopesOf(call, target, endpoint);
    const used = await authorization.header(target, scopes);
    const answer = await send2(withAuthorization(request2, used));
    const challenge = answer.headers.get("www-authenticate");
    if (!own(answer.url) || !asksForOther(answer.status, challenge)) return answer;
    const header = await authorization.renew(target, scopes, challenge, used);
    if (header === void 0) return answer;
    await drop(answer);
    return send2(withAuthorization(request2, header));
  }
  return {
    clock: ports.clock,
    log: ports.log,
    endpoint,
    request: (call) => authorized(
      call,
      (request2) => ports.http.request(request2),
      () => Promise.resolve()
    ),
    stream: (call) => authorized(
      call,
      (request2) => ports.http.stream(request2),
      (answer) => answer.cancel()
    )
  };
}
function toRequest({ name: _name, path, access: _access, readsToo: _readsToo, ...rest }, endpoint) {
  if (typeof path === "string") return { ...rest, url: urlOf(endpoint, path) };
  return { ...rest, url: path, discoveredFrom: endpoint.origin };
}
function withAuthorization(request2, header) {
  return header === void 0 ? request2 : { ...request2, headers: { ...request2.headers, authorization: header } };
}
function asksForOther(status, challenge) {
  if (status === 401) return true;
  const asked = status === 403 ? parseChallenge(challenge) : void 0;
  return asked?.scheme === "bearer" && asked.error === "insufficient_scope";
}
function scopesOf(call, target, endpoint) {
  const own = repositoryScope(target.repository, call.access);
  return call.readsToo === void 0 ? [own] : [own, repositoryScope(endpoint(call.readsToo).repository, "pull")];
}

// packages/registry/tags.ts
var PAGE_SIZE = 1e3;
var TAG_LIMIT = 1e5;
async function listTags(session, name) {
  const tags = /* @__PURE__ */ new Set();
  let last = "";
  for (; ; ) {
    const before = tags.size;
    const page = await addPages(session, name, last, tags);
    const next = page.at(-1);
    if (next === void 0 || page.length < PAGE_SIZE || tags.size === before) return [...tags];
    last = `&last=${encodeURIComponent(next)}`;
  }
}
async function addPages(session, name, last, tags) {
  const path = `tags/list?n=${PAGE_SIZE}${last}`;
  const first = await session.request({ name, path, method: "GET", access: "pull" });
  if (first.status === 404) return [];
  let page = add(readTags(first, name), name, tags);
  for await (const further of furtherPages(session, name, first)) page = add(readTags(further, name), name, tags);
  return page;
}
function add(page, name, tags) {
  for (const tag of page) tags.add(tag);
  if (tags.size <= TAG_LIMIT) return page;
  throw registryError("registry-response-invalid", { name }, `${name} lists more than ${TAG_LIMIT} tags`);
}
function readTags(response, name) {
  if (response.status !== 200) throw answerError(response, `tags of ${name}`);
  const list = parse3(response, name);
  const tags = isJsonObject(list) ? memberOf(list, "tags") ?? [] : void 0;
  if (!isJsonList(tags)) throw registryError("registry-response-invalid", { name }, `the tag list of ${name} is not one`);
  return tags.filter((tag) => typeof tag === "string" && isTag(tag));
}
function parse3(response, name) {
  try {
    return parseJson(response.body, { maxBytes: response.body.byteLength });
  } catch (cause) {
    throw registryError("registry-response-invalid", { name }, `the tag list of ${name} is not JSON`, { cause });
  }
}

// packages/registry/delete-manifest.ts
var DONE = /* @__PURE__ */ new Set([200, 202, 204]);
var GONE = /* @__PURE__ */ new Set([404, 410]);
async function deleteManifest(session, name, digest) {
  const response = await session.request({ name, path: `manifests/${digest}`, method: "DELETE", access: "delete" });
  if (DONE.has(response.status) || GONE.has(response.status)) return;
  throw answerError(response, `delete ${name}@${digest}`);
}

// packages/registry/unlist-referrer.ts
var GONE_ATTEMPTS = 8;
async function unlistReferrer({ session, api, fallback, turns }, name, subject, referrer) {
  await assertRefers(session, name, subject, referrer);
  await fallback.remove(name, subject, referrer);
  await turns.run(`${placeOf(session.endpoint(name))}@${subject}`, async () => {
    const listed = await api.list(name, subject);
    if (listed?.some(({ digest }) => digest === referrer) === true) await deleteManifest(session, name, referrer);
  });
  await waitUntilGone({ session, api }, name, subject, referrer);
}
async function assertRefers(session, name, subject, referrer) {
  const found = await getManifest(session, name, referrer);
  if (found === void 0 || found.manifest.content.subject?.digest === subject) return;
  const text = `${name}@${referrer} does not refer to ${subject}`;
  throw registryError("manifest-unexpected", { name, subject, referrer }, text);
}
async function waitUntilGone(sources, name, subject, referrer) {
  for (let attempt = 1; attempt <= GONE_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, sources.session.clock);
    const listed = await listReferrers(sources, name, subject);
    if (!listed.some(({ digest }) => digest === referrer)) return;
  }
  throw registryError("registry-lagging", { name, subject, referrer }, `${name} lists ${referrer} for ${subject} still`);
}

// packages/registry/chunks.ts
async function* cutInto(source, size) {
  let parts = [];
  let held = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (held + rest.byteLength >= size) {
      const taken = rest.subarray(0, size - held);
      yield Buffer.concat([...parts, taken]);
      rest = rest.subarray(taken.byteLength);
      parts = [];
      held = 0;
    }
    if (rest.byteLength > 0) parts.push(rest);
    held += rest.byteLength;
  }
  if (held > 0) yield Buffer.concat(parts);
}

// packages/registry/upload-session.ts
async function startUpload(session, name) {
  const response = await session.request({
    name,
    path: "blobs/uploads/",
    method: "POST",
    access: "push",
    idempotent: true
  });
  if (response.status !== 202) throw answerError(response, `start an upload to ${name}`);
  return startedUpload(session, name, response);
}
function startedUpload(session, name, response) {
  const least = response.headers.get("oci-chunk-min-length") ?? "";
  const leastChunk = /^\d{1,15}$/.test(least) ? Number(least) : 0;
  return { location: locationOf(session, name, response), offset: 0, leastChunk };
}
async function askProgress(session, name, upload2) {
  const response = await session.request({ name, path: upload2.location, method: "GET", access: "push" });
  if (response.status !== 204 && response.status !== 202) return void 0;
  const offset = rangeEnd(response);
  return offset === void 0 ? void 0 : advanced(session, name, upload2, response, offset);
}
function advanced(session, name, upload2, response, offset) {
  const location = response.headers.has("location") ? locationOf(session, name, response) : upload2.location;
  return { ...upload2, location, offset };
}
function rangeEnd(response) {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(response.headers.get("range") ?? "")?.[1];
  if (last === void 0) return void 0;
  return last === "0" ? 0 : Number(last) + 1;
}
function locationOf(session, name, response) {
  const text = response.headers.get("location");
  if (text === null || !URL.canParse(text, response.url.href)) {
    throw registryError(
      "registry-response-invalid",
      { host: response.url.host },
      `${response.url.host} gave no upload location`
    );
  }
  const url = new URL(text, response.url);
  const fault = addressFault(url, session.endpoint(name));
  if (fault === void 0) return url;
  throw registryError(
    "location-refused",
    { host: url.host },
    `${response.url.host} sends uploads to ${url.host}: ${fault}`
  );
}

// packages/registry/upload-content.ts
var LOST_SESSION = /* @__PURE__ */ new Set([400, 404, 409, 416]);
var NOT_AT_ONCE = /* @__PURE__ */ new Set([405, 411, 413, 501]);
var CHUNK_BYTES = 4 * 1024 * 1024;
var CHUNK_LIMIT = 64 * 1024 * 1024;
var RESUMED_FROM = 8 * 1024 * 1024;
var CHUNK_TAKEN = /* @__PURE__ */ new Set([201, 202, 204]);
var OCTETS = { "content-type": "application/octet-stream" };
function sendWhole(session, name, content, upload2) {
  const body = { size: content.size, open: () => content.open() };
  const once = content.size < RESUMED_FROM ? {} : { idempotent: false };
  return end({ session, name, content, upload: upload2 }, { body, ...once });
}
async function sendChunks(session, name, content, from) {
  let sending = { session, name, content, upload: from };
  for await (const chunk of cutInto(skip(content.open(), from.offset), chunkSize(name, from))) {
    const sent = await sendChunk(sending, chunk);
    if ("kind" in sent) return sent;
    sending = { ...sending, upload: sent };
  }
  return end(sending, { body: new Uint8Array() });
}
function chunkSize(name, { leastChunk }) {
  if (leastChunk <= CHUNK_LIMIT) return Math.max(CHUNK_BYTES, leastChunk);
  const what = `${name} takes no chunk under ${leastChunk} bytes`;
  throw registryError("registry-response-invalid", { name, leastChunk }, what);
}
async function sendChunk(sending, chunk) {
  const { session, name, content, upload: upload2 } = sending;
  const after = upload2.offset + chunk.byteLength;
  const headers = { ...OCTETS, "content-range": `${upload2.offset}-${after - 1}` };
  const answer = await request(sending, { method: "PATCH", path: upload2.location, headers, body: chunk });
  if ("kind" in answer) return answer;
  if (!CHUNK_TAKEN.has(answer.status)) return refused3(sending, answer);
  const taken = rangeEnd(answer) ?? after;
  if (taken === after) return advanced(session, name, upload2, answer, after);
  const facts = { name, digest: content.digest, taken };
  const error = registryError("registry-response-invalid", facts, `${name} has ${taken} bytes of ${content.digest}`);
  return { kind: "broken", error, next: "resume", waitMs: void 0, upload: upload2 };
}
async function end(sending, more) {
  const path = new URL(sending.upload.location);
  const digest = `digest=${encodeURIComponent(sending.content.digest)}`;
  path.search = path.search === "" ? `?${digest}` : `${path.search}&${digest}`;
  const answer = await request(sending, { method: "PUT", path, headers: OCTETS, ...more });
  if ("kind" in answer) return answer;
  if (answer.status !== 201 && answer.status !== 204) return refused3(sending, answer);
  assertStored(answer, sending.content.digest);
  return { kind: "stored" };
}
async function request({ session, name, upload: upload2 }, call) {
  try {
    return await session.request({ ...call, name, access: "push" });
  } catch (error) {
    const isBreak = isPromoError(error) && (error.code === "http-unreachable" || error.code === "http-timeout");
    if (!isBreak) throw error;
    return { kind: "broken", error, next: "resume", waitMs: void 0, upload: upload2 };
  }
}
function refused3({ session, name, content, upload: upload2 }, answer) {
  const error = answerError(answer, `upload ${name}@${content.digest}`);
  const next = nextAfter(answer.status, error.code);
  if (next === void 0) throw error;
  return { kind: "broken", error, next, waitMs: requestedDelay(answer.headers, session.clock.now()), upload: upload2 };
}
function nextAfter(status, code) {
  if (NOT_AT_ONCE.has(status)) return "chunks";
  if (code === "registry-unavailable") return "resume";
  return LOST_SESSION.has(status) && code === "registry-refused" ? "again" : void 0;
}
function assertStored(response, digest) {
  const reported = response.headers.get("docker-content-digest");
  if (!isDigest(reported) || reported === digest) return;
  throw registryError(
    "content-mismatch",
    { expected: digest, found: reported },
    `${response.url.host} stored ${reported} instead of ${digest}`
  );
}

// packages/registry/uploads.ts
var SESSION_ATTEMPTS = 4;
async function putBlob(session, name, blob) {
  const { isExpected = false, isDoubted = false } = blob;
  if (isDoubted) {
    await upload(session, name, blob, void 0);
    return "uploaded";
  }
  if (isExpected && await blobExists(session, name, blob.digest)) return "present";
  const started = await mount(session, name, blob);
  if (started === "mounted") return "mounted";
  if (!isExpected && await blobExists(session, name, blob.digest)) return "present";
  await upload(session, name, blob, started);
  return "uploaded";
}
async function upload(session, name, blob, started) {
  let current = started;
  let inChunks = false;
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(session, name, blob, current ?? await startUpload(session, name), inChunks);
    if (sent.kind === "stored" || await blobExists(session, name, blob.digest)) return;
    if (isLast(sent, attempt, inChunks)) throw sent.error;
    inChunks ||= sent.next === "chunks";
    await waitAfter(sent, attempt, session);
    current = await resumable(session, name, blob, sent);
    const from = current === void 0 ? "starts over" : `goes on at byte ${current.offset}`;
    session.log(`${name}@${blob.digest}: the upload ${from} (${sent.error.message})`);
  }
}
function send(session, name, blob, open, inChunks) {
  return inChunks || open.offset > 0 ? sendChunks(session, name, blob, open) : sendWhole(session, name, blob, open);
}
function isLast(sent, attempt, inChunks) {
  if (sent.next === "chunks" && inChunks) return true;
  const attempts = sent.next === "resume" ? WRITE.attempts : SESSION_ATTEMPTS;
  return attempt >= attempts || (sent.waitMs ?? 0) > WRITE.totalMs;
}
async function waitAfter({ waitMs, next }, attempt, { clock }) {
  if (waitMs !== void 0) await clock.sleep(waitMs);
  else if (next === "resume") await clock.sleep(backoff(attempt, Math.random));
}
async function resumable(session, name, { size }, { next, upload: broken }) {
  const found = next === "resume" ? await askProgress(session, name, broken) : void 0;
  return found !== void 0 && found.offset > 0 && found.offset <= size ? found : void 0;
}
async function mount(session, name, blob) {
  const from = blob.mountFrom;
  if (from === void 0 || !isMountable(session, from, name)) return void 0;
  const source = session.endpoint(from).repository;
  const response = await session.request({
    name,
    path: `blobs/uploads/?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(source)}`,
    method: "POST",
    access: "push",
    readsToo: from,
    idempotent: true
  }).catch((error) => {
    if (isPromoError(error) && error.code === "registry-unauthorized") return void 0;
    throw error;
  });
  if (response?.status === 202) return startedUpload(session, name, response);
  if (response?.status !== 201) return void 0;
  assertStored(response, blob.digest);
  return "mounted";
}
function isMountable(session, from, to) {
  return session.endpoint(from).origin === session.endpoint(to).origin && !sameRepository(from, to);
}

// packages/registry/client.ts
function createRegistryClient(ports) {
  const { http, credentials, clock = systemClock, log = () => void 0, insecure = [] } = ports;
  const session = createSession({ http, credentials, clock, log, insecure });
  const api = createReferrersApi(session);
  const referrers = { session, api, fallback: createFallbackWriter(session), turns: createSerial() };
  const uploads = createSerial();
  const putBlobInTurn = (name, blob) => {
    return uploads.run(`${placeOf(session.endpoint(name))}@${blob.digest}`, () => putBlob(session, name, blob));
  };
  return {
    resolve: (reference) => resolveManifest(session, reference),
    manifest: async (name, reference) => {
      const found = await getManifest(session, name, reference);
      if (found === void 0) throw missingManifest(name, reference);
      return found.manifest;
    },
    putManifest: async (name, bytes, mediaType, tag) => {
      const manifest = readManifest(bytes, mediaType);
      if (tag !== void 0) await putManifest(session, name, manifest, { tag });
      else if (manifest.content.subject === void 0) await putManifest(session, name, manifest);
      else await putReferrers(referrers, name, [referrerOf(manifest)]);
      return manifest.digest;
    },
    putReferrers: (name, manifests) => putReferrers(referrers, name, manifests.map(referrerOf)),
    blob: (name, descriptor) => readBlobStream(session, name, descriptor),
    readBlob: (name, digest, maxBytes) => readWholeBlob(session, name, digest, maxBytes),
    putBlob: putBlobInTurn,
    tags: (name) => listTags(session, name),
    referrers: (name, subject) => listReferrers(referrers, name, subject),
    attach: (name, subject, artifact) => attachArtifact({ ...referrers, putBlob: putBlobInTurn }, name, subject, artifact),
    appendLayers: createLayerAppender({ session, putBlob: putBlobInTurn }),
    unlist: (name, subject, referrer) => unlistReferrer(referrers, name, subject, referrer),
    waitFor: (name, digest) => waitForManifest(session, name, digest)
  };
}
function referrerOf(manifest) {
  const { content } = manifest;
  const artifactType = content.artifactType ?? (content.kind === "image" ? content.config.mediaType : void 0);
  const { annotations } = content;
  const type = artifactType === void 0 ? {} : { artifactType };
  return { manifest, descriptor: { ...describeManifest(manifest), annotations, ...type } };
}

// packages/registry/docker-config.ts
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

// packages/registry/registry-key.ts
var HUB_NAMES = /* @__PURE__ */ new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.docker.io"
]);
var SCHEME = /^https?:\/\//;
function registryKey(text) {
  const host = text.trim().replace(SCHEME, "").split("/", 1)[0]?.toLowerCase() ?? "";
  return HUB_NAMES.has(host) ? "docker.io" : host;
}
function helperKey(key) {
  return key === "docker.io" ? "https://index.docker.io/v1/" : key;
}
function namespaceOf(name) {
  return SCHEME.test(name) ? "" : name.split("/").slice(1).join("/").replace(/\/+$/, "");
}
function ownKeysFirst(names) {
  return [...names].sort((a, b) => rank(a) - rank(b));
}
function rank(name) {
  const key = registryKey(name);
  if (name === helperKey(key)) return 0;
  return name === key ? 1 : 2 + name.replace(SCHEME, "").length - key.length;
}

// packages/registry/docker-auths.ts
function findAuth(auths, key, repository) {
  const names = ownKeysFirst(Object.keys(auths).filter((name) => registryKey(name) === key));
  const near = names.filter((name) => holds2(namespaceOf(name), repository));
  const own = names.filter((name) => name === helperKey(key) || name === key);
  const searched = [
    ...near.sort((a, b) => namespaceOf(b).length - namespaceOf(a).length),
    ...own.length > 0 ? own : names
  ];
  for (const name of searched) {
    const credential = readAuth(memberOf(auths, name), key);
    if (credential !== void 0) return credential;
  }
  return void 0;
}
function holds2(namespace, repository) {
  return namespace !== "" && `${repository}/`.startsWith(`${namespace}/`);
}
function readAuth(entry, key) {
  if (entry === null) return void 0;
  if (!isJsonObject(entry)) throw invalid3(key, "is not an object");
  const [bearer, identity, auth] = ["registrytoken", "identitytoken", "auth"].map((name) => readText(entry, name, key));
  if (bearer !== void 0) return { kind: "bearer", token: bearer };
  if (identity !== void 0) return { kind: "identity", token: identity };
  if (auth !== void 0) return decodePair(auth, key);
  const [username, password] = [textOf(entry, "username"), textOf(entry, "password")];
  return username === void 0 || password === void 0 ? void 0 : { kind: "basic", username, password };
}
function readText(entry, name, key) {
  const value = memberOf(entry, name) ?? "";
  if (typeof value !== "string") throw invalid3(key, `has \`${name}\` that is not text`);
  return textOf(entry, name);
}
var BASE64 = /^[A-Za-z0-9+/\r\n]+={0,2}[\r\n]*$/;
function decodePair(auth, key) {
  const text = BASE64.test(auth) ? Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "") : "";
  const colon = text.indexOf(":");
  if (colon < 0) throw invalid3(key, "has `auth` that is not base64 of `user:password`");
  return { kind: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}
function invalid3(key, why) {
  return registryError(
    "credentials-invalid",
    { registry: key },
    `the entry of the Docker configuration for ${key} ${why}`
  );
}

// packages/registry/docker-config.ts
var EMPTY = { credHelpers: /* @__PURE__ */ new Map(), credsStore: void 0, auths: {} };
async function readDockerConfig(text, environment) {
  const source = text ?? await readConfigFile(environment);
  if (source === void 0 || source.trim() === "") return EMPTY;
  const config = parse4(source);
  return {
    credHelpers: readHelpers(memberOf(config, "credHelpers")),
    credsStore: textOf(config, "credsStore"),
    auths: readAuths(memberOf(config, "auths"))
  };
}
async function dockerCredential(config, { key, repository }, ask) {
  const program = config.credHelpers.get(key) ?? config.credsStore;
  const stored = program === void 0 || program === "" ? void 0 : await ask(program, key);
  return stored ?? findAuth(config.auths, key, repository);
}
async function readConfigFile(environment) {
  const directory = set(environment["DOCKER_CONFIG"]) ?? join(set(environment["HOME"]) ?? homedir(), ".docker");
  try {
    return await readFile(join(directory, "config.json"), "utf8");
  } catch (cause) {
    if (isAbsent(cause)) return void 0;
    throw registryError("credentials-invalid", {}, "the Docker configuration cannot be read", { cause });
  }
}
function set(variable) {
  return variable === "" ? void 0 : variable;
}
function isAbsent(cause) {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return false;
  return cause.code === "ENOENT" || cause.code === "ENOTDIR";
}
function parse4(source) {
  let value;
  try {
    value = parseJson(source);
  } catch {
    throw registryError("credentials-invalid", {}, "the Docker configuration is not JSON");
  }
  if (isJsonObject(value)) return value;
  throw registryError("credentials-invalid", {}, "the Docker configuration is not an object");
}
function readHelpers(value) {
  const found = /* @__PURE__ */ new Map();
  if (!isJsonObject(value)) return found;
  for (const host of ownKeysFirst(Object.keys(value))) {
    const name = memberOf(value, host);
    if (typeof name === "string" && !found.has(registryKey(host))) found.set(registryKey(host), name);
  }
  return found;
}
function readAuths(value) {
  if (value === void 0 || value === null) return {};
  if (isJsonObject(value)) return value;
  throw registryError("credentials-invalid", {}, "`auths` of the Docker configuration is not an object");
}

// packages/registry/credential-helper.ts
var HELPER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
var HELPER_VARIABLES = /^(AWS_|AZURE_|GOOGLE_|CLOUDSDK_|XDG_|GNUPGHOME$|PASSWORD_STORE_DIR$|DBUS_SESSION_BUS_ADDRESS$|DOCKER_CONFIG$|USERPROFILE$|APPDATA$|LOCALAPPDATA$|HOME$)/;
var NOT_FOUND = "credentials not found in native keychain";
var TIMEOUT_MS = 3e4;
var OUTPUT_LIMIT = 1024 * 1024;
var runHelper = async (name, registry, environment) => {
  if (!HELPER_NAME.test(name)) throw failed(name, "it is not the name of a helper");
  const { allowEnvironment, BASE_ENVIRONMENT, runProgram } = await import("./process-IQIP7SB6.js");
  const names = Object.keys(environment).filter((variable) => HELPER_VARIABLES.test(variable));
  const finished = await runProgram({
    program: `docker-credential-${name}`,
    args: ["get"],
    cwd: process.cwd(),
    env: allowEnvironment([...BASE_ENVIRONMENT, ...names], environment),
    input: new TextEncoder().encode(helperKey(registry)),
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: OUTPUT_LIMIT
  }).catch((cause) => {
    throw failed(name, "it cannot be run", cause);
  });
  return readHelperAnswer(name, finished);
};
function readHelperAnswer(name, finished) {
  const output = new TextDecoder().decode(finished.stdout);
  if (finished.code !== 0 && output.includes(NOT_FOUND)) return void 0;
  if (finished.code !== 0) throw failed(name, `it ended with exit code ${finished.code}`);
  return readAnswer(name, parse5(name, output));
}
function readAnswer(name, answer) {
  const pair = isJsonObject(answer) ? answer : {};
  if (pair["Username"] === "" && pair["Secret"] === "") return void 0;
  const username = textOf(pair, "Username");
  const secret = textOf(pair, "Secret");
  if (username === void 0 || secret === void 0) throw failed(name, "its answer has no Username and Secret");
  if (username === "<token>") return { kind: "identity", token: secret };
  return { kind: "basic", username, password: secret };
}
function parse5(name, output) {
  try {
    return parseJson(output);
  } catch {
    throw failed(name, "its answer is not JSON");
  }
}
function failed(name, why, cause) {
  const shown2 = JSON.stringify(name.slice(0, 64));
  return registryError(
    "credential-helper-failed",
    { helper: name.slice(0, 64) },
    `credential helper ${shown2}: ${why}`,
    { cause }
  );
}

// packages/registry/registry-auths.ts
var ENTRY_LIMIT = 100;
function readRegistryAuths(text) {
  const list = parse6(text);
  if (!isJsonList(list) || list.length > ENTRY_LIMIT) throw invalid4("it is not a list of at most 100 entries");
  const found = /* @__PURE__ */ new Map();
  for (const [index, entry] of list.entries()) {
    const [key, credential] = readEntry(entry, index + 1);
    if (found.has(key)) throw invalid4(`entry ${index + 1} names ${key} a second time`);
    found.set(key, credential);
  }
  return found;
}
function readEntry(entry, number) {
  if (!isJsonObject(entry)) throw invalid4(`entry ${number} is not a mapping`);
  const registry = textOf(entry, "registry");
  const username = textOf(entry, "username");
  const password = textOf(entry, "password");
  if (registry === void 0 || username === void 0 || password === void 0) {
    throw invalid4(`entry ${number} needs registry, username and password, each as text`);
  }
  const server = memberOf(entry, "token-server");
  const tokenServer = server === void 0 ? {} : { tokenServer: readServer(server, number) };
  return [registryKey(registry), { kind: "basic", username, password, ...tokenServer }];
}
function readServer(value, number) {
  const text = typeof value === "string" ? value.trim().replace(/^https:\/\//, "") : "";
  const url = URL.parse(`https://${text}`);
  if (text !== "" && !/@|:\/\//.test(text) && url !== null) return url.host;
  throw invalid4(`token-server of entry ${number} is not a host`);
}
function parse6(text) {
  try {
    return parseYaml(text);
  } catch {
    throw invalid4("it is not YAML");
  }
}
function invalid4(why) {
  return registryError("credentials-invalid", {}, `registry-auths: ${why}`);
}

// packages/registry/credentials.ts
function readCredentials(options) {
  const auths = options.auths === void 0 ? /* @__PURE__ */ new Map() : readRegistryAuths(options.auths);
  const pair = explicitPair(options);
  const named = options.registries?.map(registryKey);
  const helper = options.runHelper ?? runHelper;
  let config;
  return {
    find: async (registry, repository = "") => {
      const key = registryKey(registry);
      const explicit = auths.get(key) ?? (named === void 0 || named.includes(key) ? pair : void 0);
      if (explicit !== void 0) return explicit;
      config ??= readDockerConfig(options.dockerConfig, options.environment);
      return dockerCredential(
        await config,
        { key, repository },
        (program, host) => helper(program, host, options.environment)
      );
    }
  };
}
function explicitPair({ username, password }) {
  if (username === void 0 && password === void 0) return void 0;
  if (username !== void 0 && password !== void 0) return { kind: "basic", username, password };
  throw registryError(
    "credentials-invalid",
    {},
    `registry-${username === void 0 ? "username" : "password"} is missing`
  );
}

export {
  unknownContent,
  descriptorJson,
  blobLocation,
  createRegistryClient,
  readCredentials
};
