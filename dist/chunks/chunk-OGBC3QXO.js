import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseYaml
} from "./chunk-CKUSWQA4.js";
import {
  fallbackTag
} from "./chunk-PVD3OVMN.js";
import {
  isLoopbackHost,
  isPrivateAddress
} from "./chunk-DO3XTPCD.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  MANIFEST_LIMIT,
  answerError,
  blobExists,
  describeManifest,
  isList,
  isObject,
  memberOf,
  readBlobStream,
  readDescriptor,
  readManifest,
  readWholeBlob,
  registryError,
  textOf,
  unknownContent
} from "./chunk-K6BTLXDG.js";
import {
  ACCEPT_MANIFESTS,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
  bareMediaType,
  manifestKind
} from "./chunk-VKODZR62.js";
import {
  assertDigest,
  digestOf,
  isDigest,
  isTag,
  parseImageReference,
  parseJson,
  pinImage,
  sameRepository
} from "./chunk-VNZST3SK.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";

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
  if (response.status === 412 && to.condition !== void 0) return void 0;
  if (response.status !== 201 && response.status !== 200) throw answerError(response, what);
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
  if (manifest.content.kind === "index") return { manifest, entries: manifest.content.manifests, etag };
  const what = `${name}:${fallbackTag(subject)} is not an index`;
  if (forWriting) throw registryError("referrers-invalid", { name, subject }, what);
  session.log(`${what}: it lists no referrers`);
  return void 0;
}
function mergeIntoIndex(current, added, gone = /* @__PURE__ */ new Set()) {
  const before = current === void 0 ? {} : readIndex(current);
  const list = memberOf(before, "manifests");
  const entries = isList(list) ? list : [];
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
  return isObject(entry) ? memberOf(entry, "digest") : void 0;
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
  return isObject(value) ? value : {};
}

// packages/registry/pause.ts
var BASE_MS = 250;
var CAP_MS = 8e3;
async function pauseBefore(attempt, clock, random = Math.random) {
  if (attempt <= 1) return;
  await clock.sleep(Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2));
}

// packages/registry/link.ts
function nextPage(header, current) {
  if (header === null || header.length > 8192) return void 0;
  for (const link of header.split(/,(?=\s*<)/)) {
    const target = /^\s*<([^<>]*)>/.exec(link)?.[1];
    if (target === void 0 || !/;\s*rel\s*=\s*"?next"?\s*(?:;|$)/i.test(link)) continue;
    if (URL.canParse(target, current.href)) return new URL(target, current);
  }
  return void 0;
}

// packages/registry/pages.ts
var PAGE_LIMIT = 1e3;
async function* furtherPages(session, name, first) {
  const origin = session.endpoint(name).origin;
  const seen = /* @__PURE__ */ new Set([first.url.href]);
  let next = nextPage(first.headers.get("link"), first.url);
  while (next !== void 0) {
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

// packages/registry/referrers.ts
var REFERRER_LIMIT = 2e3;
var UNSUPPORTED = /* @__PURE__ */ new Set([400, 404, 405, 406, 410, 501]);
async function listReferrers(session, name, subject) {
  const [listed, fallback] = await Promise.all([
    listByApi(session, name, subject),
    readFallback(session, name, subject)
  ]);
  const found = /* @__PURE__ */ new Map();
  for (const descriptor of [...listed ?? [], ...fallback?.entries ?? []]) {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
  }
  return [...found.values()];
}
async function listByApi(session, name, subject) {
  const first = await session.request({
    name,
    path: `referrers/${subject}`,
    method: "GET",
    access: "pull",
    headers: { accept: OCI_INDEX },
    redirect: "manual"
  });
  if (!answersReferrers(first)) return void 0;
  const found = [...readPage(first, name)];
  for await (const page of furtherPages(session, name, first)) {
    found.push(...readPage(page, name));
    if (found.length > REFERRER_LIMIT) throw invalid(name, `more than ${REFERRER_LIMIT} referrers`);
  }
  return found;
}
function answersReferrers(response) {
  const { status } = response;
  if (status >= 300 && status < 400 || UNSUPPORTED.has(status)) return false;
  if (status !== 200) throw answerError(response, "referrers");
  return bareMediaType(response.headers.get("content-type")) === OCI_INDEX;
}
function readPage(response, name) {
  if (response.status !== 200) throw answerError(response, `referrers in ${name}`);
  const index = parse(response, name);
  const manifests = isObject(index) ? memberOf(index, "manifests") : void 0;
  if (manifests === null) return [];
  if (!isList(manifests)) throw invalid(name, "a list of referrers that is none");
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
async function putForSubject({ session, fallback, turns }, name, subject, group) {
  const { origin, repository } = session.endpoint(name);
  const unlisted = await turns.run(`${origin}/${repository}@${subject}`, async () => {
    const processed = [];
    for (const referrer of group) {
      const put = await putManifest(session, name, referrer.manifest);
      if (put?.subjectProcessed === true) processed.push(referrer);
    }
    const listed = processed.length === 0 ? [] : await findListed(session, name, subject, processed);
    return group.filter((referrer) => !listed.includes(referrer));
  });
  if (unlisted.length > 0)
    await fallback.add(
      name,
      subject,
      unlisted.map(({ descriptor }) => descriptor)
    );
}
async function findListed(session, name, subject, put) {
  let found = [];
  for (let attempt = 1; attempt <= LISTED_ATTEMPTS && found.length < put.length; attempt += 1) {
    await pauseBefore(attempt, session.clock);
    const listed = await listByApi(session, name, subject);
    if (listed === void 0) return [];
    const digests = new Set(listed.map(({ digest }) => digest));
    found = put.filter(({ manifest }) => digests.has(manifest.digest));
  }
  return found;
}

// packages/registry/visibility.ts
var ATTEMPTS = 8;
async function waitForManifest(session, name, digest) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock);
    if (await resolveManifest(session, pinImage(name, digest)) !== void 0) return;
  }
  throw registryError("registry-lagging", { name, digest }, `${name} does not show ${digest}`);
}

// packages/registry/attach.ts
var EMPTY_CONFIG = new TextEncoder().encode("{}");
var ATTACH_ATTEMPTS = 4;
async function attachArtifact(ports, name, subject, artifact) {
  const { session, putBlob: putBlob2 } = ports;
  const manifest = artifactManifest(subject, artifact);
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
    for (const bytes of [artifact.payload, EMPTY_CONFIG]) await putBlob2(name, blobOf(bytes));
    refusal = await putReferrers(ports, name, [{ manifest, descriptor }]).then(() => void 0, unknownContent);
    if (refusal === void 0 && await isReadBack(session, name, subject, manifest)) return descriptor;
    session.log(refusal?.message ?? `${name}: ${manifest.digest} is not listed for ${subject.digest} yet`);
  }
  if (refusal !== void 0) throw refusal;
  const facts = { name, subject: subject.digest, referrer: manifest.digest };
  throw registryError("registry-lagging", facts, `${name} does not list ${manifest.digest} for ${subject.digest}`);
}
function artifactManifest(subject, { artifactType, payload, annotations }) {
  const { mediaType, digest, size } = subject;
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: { mediaType: OCI_EMPTY, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.byteLength, artifactType },
    layers: [{ mediaType: artifactType, digest: digestOf(payload), size: payload.byteLength }],
    subject: descriptorJson({ mediaType, digest, size }),
    annotations
  };
  return readManifest(new TextEncoder().encode(JSON.stringify(content)), OCI_MANIFEST);
}
function blobOf(bytes) {
  return { digest: digestOf(bytes), size: bytes.byteLength, open: () => once(bytes) };
}
async function* once(bytes) {
  yield await Promise.resolve(bytes);
}
async function isReadBack(session, name, subject, manifest) {
  await waitForManifest(session, name, manifest.digest);
  const stored = await getManifest(session, name, manifest.digest);
  const listed = await listReferrers(session, name, subject.digest);
  return stored !== void 0 && listed.some(({ digest }) => digest === manifest.digest);
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

// packages/registry/fallback-writer.ts
var ATTEMPTS2 = 8;
function createFallbackWriter(session) {
  const serial = createSerial();
  const subjects = /* @__PURE__ */ new Map();
  async function write(name, subject, entries) {
    let gone = /* @__PURE__ */ new Set();
    for (let attempt = 1; attempt <= ATTEMPTS2; attempt += 1) {
      await pauseBefore(attempt, session.clock);
      const found = await readFallback(session, name, subject, true);
      const merged = mergeIntoIndex(found?.manifest.bytes, entries, gone);
      if (merged === void 0) return;
      const condition = found === void 0 ? absentAt(attempt) : conditionOf(found.etag);
      const to = { tag: fallbackTag(subject), condition };
      const refusal = await putManifest(session, name, merged, to).then(() => void 0, unknownContent);
      if (refusal !== void 0) gone = await findGone(session, name, merged, refusal);
      const after = await readFallback(session, name, subject, true);
      if (after !== void 0 && mergeIntoIndex(after.manifest.bytes, entries, gone) === void 0) return;
      session.log(`${name}:${fallbackTag(subject)}: written entries are not visible yet`);
    }
    const facts = { name, subject, entries: entries.map(({ digest }) => digest) };
    throw registryError("registry-lagging", facts, `${name}:${fallbackTag(subject)} does not show what was written`);
  }
  return {
    add: (name, subject, entries) => {
      const { origin, repository } = session.endpoint(name);
      const key = `${origin}/${repository}@${subject}`;
      const { written, waiting } = subjects.get(key) ?? noEntries();
      subjects.set(key, { written, waiting });
      for (const entry of entries) waiting.set(entry.digest, entry);
      return serial.run(key, async () => {
        if (!entries.some(({ digest }) => waiting.has(digest))) return;
        const taken = new Map(waiting);
        for (const [digest, entry] of taken) written.set(digest, entry);
        await write(name, subject, [...written.values()]);
        for (const digest of taken.keys()) waiting.delete(digest);
      });
    }
  };
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
function absentAt(attempt) {
  return attempt <= 2 ? "absent" : void 0;
}
function conditionOf(etag) {
  return etag === null ? void 0 : { etag };
}

// packages/registry/challenge.ts
var LENGTH_LIMIT = 4096;
var TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
var PARAMETER = /\s*,?\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y;
function parseChallenge(header) {
  if (header === null || header.length > LENGTH_LIMIT) return void 0;
  const challenges = readAll(header);
  return challenges.find(({ scheme }) => scheme === "bearer") ?? challenges[0];
}
function readAll(header) {
  const found = [];
  let index = 0;
  while (index < header.length) {
    const [scheme, afterScheme] = match(TOKEN, header, skip(header, index));
    if (scheme === void 0) break;
    const [parameters, next] = readParameters(header, afterScheme);
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
  return scheme === "bearer" && realm !== void 0 ? { scheme, realm, service: parameters.get("service") } : void 0;
}
function skip(header, index) {
  let at = index;
  while (header[at] === " " || header[at] === "," || header[at] === "	") at += 1;
  return at;
}
function match(pattern, text, index) {
  pattern.lastIndex = index;
  const found = pattern.exec(text);
  return found === null ? [void 0, index] : [found, pattern.lastIndex];
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
function checkRealm(realm, endpoint, withCredentials) {
  if (!URL.canParse(realm)) throw refused2(realm, "it is not a URL", endpoint);
  const url = new URL(realm);
  const fault = addressFault(url, endpoint);
  if (fault !== void 0) throw refused2(url.host, fault, endpoint);
  const host = new URL(endpoint.origin).hostname;
  if (withCredentials && !sameSite(host, url.hostname)) {
    throw refused2(url.host, `it is outside the domain of ${endpoint.registry}`, endpoint);
  }
  return url;
}
function sameSite(a, b) {
  if (a === b) return true;
  if (isIP(a) !== 0 || isIP(b) !== 0) return false;
  return domain(a) === domain(b) && domain(a).includes(".");
}
function domain(host) {
  const labels = host.split(".");
  return labels.slice(/\.[a-z]{2,3}\.[a-z]{2}$/.test(host) ? -3 : -2).join(".");
}
function refused2(realm, why, endpoint) {
  const shown = realm.slice(0, 200);
  return registryError(
    "realm-refused",
    { registry: endpoint.registry, realm: shown },
    `${endpoint.registry} names the token server ${JSON.stringify(shown)}: ${why}`
  );
}

// packages/registry/token.ts
var DEFAULT_LIFE_SECONDS = 60;
var USED_PART = 0.9;
var FLAKY_REGISTRY = "ghcr.io";
var FLAKY_PAUSE_MS = 1e3;
var ANSWER_LIMIT = 256 * 1024;
var TOKEN_FORM = /^[A-Za-z0-9._~+/=:-]{1,65536}$/;
async function fetchToken(request, ports) {
  if (request.credential?.kind === "bearer") return { value: request.credential.token, usableUntil: Infinity };
  const realm = checkRealm(request.challenge.realm, request.endpoint, request.credential !== void 0);
  const send = () => ports.http.request({
    ...tokenCall(realm, request),
    redirect: "manual",
    idempotent: true,
    discoveredFrom: request.endpoint.origin,
    maxResponseBytes: ANSWER_LIMIT
  });
  let response = await send();
  if (response.status === 403 && request.endpoint.registry === FLAKY_REGISTRY) {
    await ports.clock.sleep(FLAKY_PAUSE_MS);
    response = await send();
  }
  if (response.status >= 300 && response.status < 400) {
    throw registryError("realm-refused", { realm: realm.host }, `the token server ${realm.host} redirects elsewhere`);
  }
  if (response.status !== 200) throw answerError(response, `token for ${request.scopes.join(" ")} from ${realm.host}`);
  return readToken(response, ports.clock.now().getTime());
}
function tokenCall(realm, { challenge, scopes, credential }) {
  if (credential?.kind === "identity") {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: credential.token,
      client_id: "promo"
    });
    if (challenge.service !== void 0) form.set("service", challenge.service);
    form.set("scope", scopes.join(" "));
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { method: "POST", url: realm, headers, body: form.toString() };
  }
  const url = new URL(realm);
  if (challenge.service !== void 0) url.searchParams.set("service", challenge.service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  return { method: "GET", url, headers: credential?.kind === "basic" ? { authorization: basicHeader(credential) } : {} };
}
function basicHeader(credential) {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString("base64")}`;
}
function readToken(response, now) {
  const answer = parse2(response);
  const value = isObject(answer) ? textOf(answer, "token") ?? textOf(answer, "access_token") : void 0;
  if (value === void 0 || !TOKEN_FORM.test(value)) {
    throw registryError(
      "registry-response-invalid",
      { host: response.url.host },
      `${response.url.host} gave no usable token`
    );
  }
  const life = isObject(answer) ? memberOf(answer, "expires_in") : void 0;
  const seconds = typeof life === "number" && life > 0 ? life : DEFAULT_LIFE_SECONDS;
  return { value, usableUntil: now + seconds * 1e3 * USED_PART };
}
function parse2(response) {
  try {
    return parseJson(response.body);
  } catch {
    throw registryError("registry-response-invalid", { host: response.url.host }, `${response.url.host} gave no JSON`);
  }
}

// packages/registry/authorization.ts
function createAuthorization(ports) {
  const challenges = /* @__PURE__ */ new Map();
  const tokens = /* @__PURE__ */ new Map();
  async function token(endpoint, scopes, challenge) {
    const key = tokenKey(endpoint, scopes);
    const cached = tokens.get(key);
    if (cached !== void 0) {
      const known = await cached;
      if (known.usableUntil > ports.clock.now().getTime()) return known;
      if (tokens.get(key) === cached) tokens.delete(key);
    }
    const current = tokens.get(key) ?? request(endpoint, scopes, challenge);
    tokens.set(key, current);
    return current;
  }
  async function request(endpoint, scopes, challenge) {
    try {
      const credential = await ports.credentials.find(endpoint.registry);
      return await fetchToken({ endpoint, challenge, scopes, credential }, ports);
    } catch (error) {
      tokens.delete(tokenKey(endpoint, scopes));
      throw error;
    }
  }
  async function header(endpoint, scopes) {
    const challenge = challenges.get(endpoint.origin);
    if (challenge === void 0) return void 0;
    if (challenge.scheme === "bearer") return `Bearer ${(await token(endpoint, scopes, challenge)).value}`;
    const credential = await ports.credentials.find(endpoint.registry);
    return credential?.kind === "basic" ? basicHeader(credential) : void 0;
  }
  return {
    header,
    renew: async (endpoint, scopes, text, used) => {
      const challenge = parseChallenge(text);
      if (challenge === void 0) return void 0;
      challenges.set(endpoint.origin, challenge);
      const known = await header(endpoint, scopes);
      if (known !== used) return known;
      if (challenge.scheme === "basic") return void 0;
      tokens.delete(tokenKey(endpoint, scopes));
      return header(endpoint, scopes);
    }
  };
}
function tokenKey(endpoint, scopes) {
  return [endpoint.origin, ...[...scopes].sort()].join(" ");
}

// packages/registry/endpoint.ts
var HUB_HOST = "registry-1.docker.io";
function endpointOf(name, insecure = []) {
  const { registry, repository } = parseImageReference(name);
  const host = registry === "docker.io" ? HUB_HOST : registry;
  const plain = insecure.includes(registry) || isLoopbackHost(new URL(`http://${host}`).hostname);
  return { registry, origin: new URL(`${plain ? "http" : "https"}://${host}`).origin, repository, plain };
}
function urlOf(endpoint, path) {
  return new URL(`/v2/${endpoint.repository}/${path}`, endpoint.origin);
}

// packages/registry/session.ts
function createSession(ports) {
  const authorization = createAuthorization(ports);
  const endpoint = (name) => endpointOf(name, ports.insecure);
  async function authorized(call, send, drop) {
    const target = endpoint(call.name);
    const request = toRequest(call, target);
    const own = (url) => new URL(url).origin === target.origin;
    if (!own(request.url)) return send(request);
    const scopes = scopesOf(call, target, endpoint);
    const used = await authorization.header(target, scopes);
    const answer = await send(withAuthorization(request, used));
    if (answer.status !== 401 || !own(answer.url)) return answer;
    const header = await authorization.renew(target, scopes, answer.headers.get("www-authenticate"), used);
    if (header === void 0) return answer;
    await drop(answer);
    return send(withAuthorization(request, header));
  }
  return {
    clock: ports.clock,
    log: ports.log,
    endpoint,
    request: (call) => authorized(
      call,
      (request) => ports.http.request(request),
      () => Promise.resolve()
    ),
    stream: (call) => authorized(
      call,
      (request) => ports.http.stream(request),
      (answer) => answer.cancel()
    )
  };
}
function toRequest({ name: _name, path, access: _access, readsToo: _readsToo, ...rest }, endpoint) {
  if (typeof path === "string") return { ...rest, url: urlOf(endpoint, path) };
  return { ...rest, url: path, discoveredFrom: endpoint.origin };
}
function withAuthorization(request, header) {
  return header === void 0 ? request : { ...request, headers: { ...request.headers, authorization: header } };
}
function scopesOf(call, target, endpoint) {
  const actions = call.access === "push" ? "pull,push" : "pull";
  const own = `repository:${target.repository}:${actions}`;
  return call.readsToo === void 0 ? [own] : [own, `repository:${endpoint(call.readsToo).repository}:pull`];
}

// packages/registry/tags.ts
var PAGE_SIZE = 1e3;
var TAG_LIMIT = 1e5;
async function listTags(session, name) {
  const first = await session.request({ name, path: `tags/list?n=${PAGE_SIZE}`, method: "GET", access: "pull" });
  if (first.status === 404) return [];
  const tags = new Set(readTags(first, name));
  for await (const page of furtherPages(session, name, first)) {
    for (const tag of readTags(page, name)) tags.add(tag);
    if (tags.size > TAG_LIMIT)
      throw registryError("registry-response-invalid", { name }, `${name} lists more than ${TAG_LIMIT} tags`);
  }
  return [...tags];
}
function readTags(response, name) {
  if (response.status !== 200) throw answerError(response, `tags of ${name}`);
  const list = parse3(response, name);
  const tags = isObject(list) ? memberOf(list, "tags") ?? [] : void 0;
  if (!isList(tags)) throw registryError("registry-response-invalid", { name }, `the tag list of ${name} is not one`);
  return tags.filter((tag) => typeof tag === "string" && isTag(tag));
}
function parse3(response, name) {
  try {
    return parseJson(response.body, { maxBytes: response.body.byteLength });
  } catch (cause) {
    throw registryError("registry-response-invalid", { name }, `the tag list of ${name} is not JSON`, { cause });
  }
}

// packages/registry/uploads.ts
var UPLOAD_ATTEMPTS = 4;
var LOST_SESSION = /* @__PURE__ */ new Set([400, 404, 409, 416]);
async function putBlob(session, name, blob) {
  const { isExpected = false } = blob;
  if (isExpected && await blobExists(session, name, blob.digest)) return "present";
  const started = await mount(session, name, blob);
  if (started === "mounted") return "mounted";
  if (!isExpected && await blobExists(session, name, blob.digest)) return "present";
  await upload(session, name, blob, started);
  return "uploaded";
}
async function upload(session, name, blob, started) {
  let location = started;
  for (let attempt = 1; ; attempt += 1) {
    const refused3 = await finishUpload(session, name, blob, location ?? await startUpload(session, name));
    if (refused3 === void 0 || await blobExists(session, name, blob.digest)) return;
    if (attempt >= UPLOAD_ATTEMPTS) throw refused3;
    session.log(`${name}@${blob.digest}: the upload starts over (${refused3.message})`);
    location = void 0;
  }
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
  if (response?.status === 201) return "mounted";
  return response?.status === 202 ? locationOf(session, name, response) : void 0;
}
function isMountable(session, from, to) {
  return session.endpoint(from).origin === session.endpoint(to).origin && !sameRepository(from, to);
}
async function startUpload(session, name) {
  const response = await session.request({
    name,
    path: "blobs/uploads/",
    method: "POST",
    access: "push",
    idempotent: true
  });
  if (response.status !== 202) throw answerError(response, `start an upload to ${name}`);
  return locationOf(session, name, response);
}
async function finishUpload(session, name, blob, location) {
  const url = new URL(location);
  const digest = `digest=${encodeURIComponent(blob.digest)}`;
  url.search = url.search === "" ? `?${digest}` : `${url.search}&${digest}`;
  const response = await session.request({
    name,
    path: url,
    method: "PUT",
    access: "push",
    headers: { "content-type": "application/octet-stream" },
    body: { size: blob.size, open: () => blob.open() }
  });
  if (response.status === 201 || response.status === 204) {
    assertStored(response, blob);
    return void 0;
  }
  const refusal = answerError(response, `upload ${name}@${blob.digest}`);
  if (LOST_SESSION.has(response.status) || response.status >= 500) return refusal;
  throw refusal;
}
function assertStored(response, blob) {
  const reported = response.headers.get("docker-content-digest");
  if (!isDigest(reported) || reported === blob.digest) return;
  throw registryError(
    "content-mismatch",
    { expected: blob.digest, found: reported },
    `${response.url.host} stored ${reported} instead of ${blob.digest}`
  );
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

// packages/registry/client.ts
function createRegistryClient(ports) {
  const { http, credentials, clock = systemClock, log = () => void 0, insecure = [] } = ports;
  const session = createSession({ http, credentials, clock, log, insecure });
  const referrers = { session, fallback: createFallbackWriter(session), turns: createSerial() };
  const uploads = createSerial();
  const putBlobInTurn = (name, blob) => {
    const { origin, repository } = session.endpoint(name);
    return uploads.run(`${origin}/${repository}@${blob.digest}`, () => putBlob(session, name, blob));
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
    referrers: (name, subject) => listReferrers(session, name, subject),
    attach: (name, subject, artifact) => attachArtifact({ ...referrers, putBlob: putBlobInTurn }, name, subject, artifact),
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
function registryKey(text) {
  const host = text.trim().replace(/^https?:\/\//, "").split("/", 1)[0]?.toLowerCase() ?? "";
  return HUB_NAMES.has(host) ? "docker.io" : host;
}
function helperKey(key) {
  return key === "docker.io" ? "https://index.docker.io/v1/" : key;
}

// packages/registry/docker-config.ts
var EMPTY = { credHelpers: /* @__PURE__ */ new Map(), credsStore: void 0, auths: /* @__PURE__ */ new Map() };
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
async function dockerCredential(config, key, ask) {
  const program = config.credHelpers.get(key) ?? config.credsStore;
  const stored = program === void 0 ? void 0 : await ask(program, key);
  return stored ?? config.auths.get(key);
}
async function readConfigFile(environment) {
  const directory = environment["DOCKER_CONFIG"] ?? join(environment["HOME"] ?? homedir(), ".docker");
  try {
    return await readFile(join(directory, "config.json"), "utf8");
  } catch (cause) {
    if (isAbsent(cause)) return void 0;
    throw registryError("credentials-invalid", {}, "the Docker configuration cannot be read", { cause });
  }
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
  if (isObject(value)) return value;
  throw registryError("credentials-invalid", {}, "the Docker configuration is not an object");
}
function readHelpers(value) {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.flatMap(([host, name]) => typeof name === "string" ? [[registryKey(host), name]] : []));
}
function readAuths(value) {
  const found = /* @__PURE__ */ new Map();
  for (const [host, entry] of isObject(value) ? Object.entries(value) : []) {
    const credential = isObject(entry) ? readAuth(entry) : void 0;
    if (credential !== void 0 && !found.has(registryKey(host))) found.set(registryKey(host), credential);
  }
  return found;
}
function readAuth(entry) {
  const identity = textOf(entry, "identitytoken");
  if (identity !== void 0) return { kind: "identity", token: identity };
  const bearer = textOf(entry, "registrytoken");
  if (bearer !== void 0) return { kind: "bearer", token: bearer };
  const [username, password] = decodePair(textOf(entry, "auth")) ?? [
    textOf(entry, "username"),
    textOf(entry, "password")
  ];
  return username === void 0 || password === void 0 ? void 0 : { kind: "basic", username, password };
}
function decodePair(auth) {
  const text = auth === void 0 ? "" : Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
  const colon = text.indexOf(":");
  return colon < 1 ? void 0 : [text.slice(0, colon), text.slice(colon + 1)];
}

// packages/registry/credential-helper.ts
var HELPER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
var HELPER_VARIABLES = /^(AWS_|AZURE_|GOOGLE_|CLOUDSDK_|XDG_|GNUPGHOME$|PASSWORD_STORE_DIR$|DBUS_SESSION_BUS_ADDRESS$|DOCKER_CONFIG$|USERPROFILE$|APPDATA$|LOCALAPPDATA$|HOME$)/;
var NOT_FOUND = "credentials not found in native keychain";
var TIMEOUT_MS = 3e4;
var OUTPUT_LIMIT = 1024 * 1024;
var runHelper = async (name, registry, environment) => {
  if (!HELPER_NAME.test(name)) throw failed(name, "it is not the name of a helper");
  const { allowEnvironment, BASE_ENVIRONMENT, runProgram } = await import("./process-X5DWYIC5.js");
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
  const answer = parse5(name, output);
  const username = isObject(answer) ? textOf(answer, "Username") : void 0;
  const secret = isObject(answer) ? textOf(answer, "Secret") : void 0;
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
  const shown = JSON.stringify(name.slice(0, 64));
  return registryError(
    "credential-helper-failed",
    { helper: name.slice(0, 64) },
    `credential helper ${shown}: ${why}`,
    { cause }
  );
}

// packages/registry/registry-auths.ts
var ENTRY_LIMIT = 100;
function readRegistryAuths(text) {
  const list = parse6(text);
  if (!isList(list) || list.length > ENTRY_LIMIT) throw invalid2("it is not a list of at most 100 entries");
  const found = /* @__PURE__ */ new Map();
  for (const [index, entry] of list.entries()) {
    const [key, credential] = readEntry(entry, index + 1);
    if (found.has(key)) throw invalid2(`entry ${index + 1} names ${key} a second time`);
    found.set(key, credential);
  }
  return found;
}
function readEntry(entry, number) {
  if (!isObject(entry)) throw invalid2(`entry ${number} is not a mapping`);
  const registry = textOf(entry, "registry");
  const username = textOf(entry, "username");
  const password = textOf(entry, "password");
  if (registry === void 0 || username === void 0 || password === void 0) {
    throw invalid2(`entry ${number} needs registry, username and password, each as text`);
  }
  return [registryKey(registry), { kind: "basic", username, password }];
}
function parse6(text) {
  try {
    return parseYaml(text);
  } catch {
    throw invalid2("it is not YAML");
  }
}
function invalid2(why) {
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
    find: async (registry) => {
      const key = registryKey(registry);
      const explicit = auths.get(key) ?? (named === void 0 || named.includes(key) ? pair : void 0);
      if (explicit !== void 0) return explicit;
      config ??= readDockerConfig(options.dockerConfig, options.environment);
      return dockerCredential(await config, key, (program, host) => helper(program, host, options.environment));
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
  descriptorJson,
  createRegistryClient,
  readCredentials
};
