import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  isJsonList,
  isJsonObject,
  memberOf
} from "./chunk-HIKYTEVY.js";
import {
  digestOf,
  isDigest,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  defineErrors,
  isPromoError
} from "./chunk-P6ISFHGS.js";

// packages/registry/errors.ts
var registryError = defineErrors("registry", {
  "registry-unauthorized": {
    ending: "configuration",
    remedy: "Give credentials that may read (and, where promo writes, push to) this repository: `registry-username` and `registry-password`, `registry-auths`, or a Docker configuration. For ghcr.io the job needs `permissions: packages: write`."
  },
  "registry-unavailable": {
    ending: "infrastructure",
    remedy: "The registry is overloaded or down. Run again later; the answer and the time to wait are in the message."
  },
  "registry-refused": {
    ending: "configuration",
    remedy: "The registry does not accept this request; its own words are in the message."
  },
  "manifest-unsupported": {
    ending: "configuration",
    remedy: "The registry does not take a manifest of this kind; evidence is a manifest with `artifactType` and `subject` (OCI 1.1). Update the registry (Quay: 3.11 or newer), keep evidence in another one (`evidence-repository`), or write only the older form (`evidence-formats: legacy`). Artifactory says the same to who may not overwrite: grant that permission."
  },
  "content-unknown": {
    ending: "infrastructure",
    remedy: "The registry refuses a manifest since it does not know what that names, though it was put there or said to be there just before. Run again when no garbage collection runs; if it stays, restart the registry or clear its cache. Some registries also want the subject of evidence in the same repository."
  },
  "repository-unknown": {
    ending: "configuration",
    remedy: "Create the repository first, its project included: this registry does not create one on the first push (ECR: `aws ecr create-repository`; Artifact Registry: `gcloud artifacts repositories create`; Harbor: the project)."
  },
  "tag-immutable": {
    ending: "configuration",
    remedy: "The registry does not let this tag name something else. Evidence is listed in tags that grow: leave `sha256-*` out of the immutability rule (ECR: `IMMUTABLE_WITH_EXCLUSION` with the wildcard `sha256-*`; Harbor: exclude `sha256-*` in the rule)."
  },
  "registry-response-invalid": {
    ending: "infrastructure",
    remedy: "The registry answered against the OCI distribution specification. Try again; if it stays, report it to the registry."
  },
  "registry-lagging": {
    ending: "infrastructure",
    remedy: "The registry does not yet show what was written. Run again: what is there already is not written twice."
  },
  "manifest-missing": {
    ending: "configuration",
    remedy: "Check the name of the repository and the tag or digest: the registry holds no such manifest."
  },
  "manifest-invalid": {
    ending: "configuration",
    remedy: "The manifest is not one that the OCI image specification allows. Build and push the image again."
  },
  "manifest-unexpected": {
    ending: "configuration",
    remedy: "Name a digest of the wanted kind: an index where all platforms are meant, an image manifest where one is."
  },
  "blob-missing": {
    ending: "configuration",
    remedy: "The manifest names content that the registry does not hold. Push the image again."
  },
  "content-mismatch": {
    ending: "infrastructure",
    remedy: "The content is not what its descriptor promises. Try again; if it stays, the source is corrupt or hostile."
  },
  "realm-refused": {
    ending: "configuration",
    remedy: "The registry sends its clients to a token server that promo does not trust with credentials. Check the registry name; a token server must be reached by https, on the registry host or in its domain. One elsewhere that is yours goes into the entry of `registry-auths` as `token-server`."
  },
  "location-refused": {
    ending: "infrastructure",
    remedy: "The registry points to an address that promo does not follow. Check the registry name and its configuration."
  },
  "credentials-invalid": {
    ending: "configuration",
    remedy: "Write `registry-auths` as a YAML list of `registry`, `username` and `password` (and `token-server`, where the registry has one in another domain), and keep the Docker configuration valid JSON."
  },
  "credential-helper-failed": {
    ending: "configuration",
    remedy: "Run the credential helper by hand (`docker-credential-… get`), or remove it from the Docker configuration."
  },
  "tag-taken": {
    ending: "configuration",
    remedy: "The tag names another digest already and promo never moves a tag. Choose another tag, or pass `on-tag-conflict: keep` to leave it where it is."
  },
  "copy-unequal": {
    ending: "infrastructure",
    remedy: "The destination does not hold the bytes of the source. Run the copy again and do not use the destination before."
  },
  "evidence-tag-full": {
    ending: "configuration",
    remedy: "cosign reads at most 1000 layers of a `.sig` or `.att` tag. Remove old ones, or write the `bundle` format alone."
  },
  "referrers-invalid": {
    ending: "infrastructure",
    remedy: "The tag that holds or lists the evidence of this digest names something else. Remove that tag, then run again."
  },
  "layout-not-empty": {
    ending: "configuration",
    remedy: "Name a directory that does not exist, or is empty: a layout is never written over another."
  },
  "layout-invalid": {
    ending: "configuration",
    remedy: "Give an OCI image layout (directory or tar) with one image, as `docker buildx build --output type=oci` writes it."
  }
});

// packages/registry/json-shape.ts
function textOf(object, key) {
  const value = memberOf(object, key);
  return typeof value === "string" && value !== "" ? value : void 0;
}

// packages/registry/descriptor.ts
var MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
function readDescriptor(value, where) {
  if (!isJsonObject(value)) throw invalid(where, "is not an object");
  const mediaType = textOf(value, "mediaType");
  if (mediaType === void 0 || !MEDIA_TYPE.test(mediaType)) throw invalid(where, "has no media type");
  const digest = memberOf(value, "digest");
  if (!isDigest(digest)) throw invalid(where, "has no full sha256 digest");
  const size = memberOf(value, "size");
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw invalid(where, "has no size");
  return { mediaType, digest, size, ...optionalParts(value) };
}
function optionalParts(value) {
  const artifactType = textOf(value, "artifactType");
  const platform = readPlatform(memberOf(value, "platform"));
  const annotations = readAnnotations(memberOf(value, "annotations"));
  return {
    ...artifactType === void 0 ? {} : { artifactType },
    ...platform === void 0 ? {} : { platform },
    ...annotations === void 0 ? {} : { annotations }
  };
}
function readPlatform(value) {
  if (!isJsonObject(value)) return void 0;
  const os = textOf(value, "os");
  const architecture = textOf(value, "architecture");
  if (os === void 0 || architecture === void 0) return void 0;
  const variant = textOf(value, "variant");
  const osVersion = textOf(value, "os.version");
  return {
    os,
    architecture,
    ...variant === void 0 ? {} : { variant },
    ...osVersion === void 0 ? {} : { osVersion }
  };
}
function readAnnotations(value) {
  if (!isJsonObject(value)) return void 0;
  const texts = Object.entries(value).filter((entry) => typeof entry[1] === "string");
  return Object.fromEntries(texts);
}
function invalid(where, why) {
  return registryError("manifest-invalid", { where }, `${where} ${why}`);
}

// packages/registry/media-types.ts
var OCI_INDEX = "application/vnd.oci.image.index.v1+json";
var OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
var OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
var OCI_EMPTY = "application/vnd.oci.empty.v1+json";
var DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
var DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
var DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
var KINDS = /* @__PURE__ */ new Map([
  [OCI_INDEX, "index"],
  [OCI_MANIFEST, "image"],
  [DOCKER_LIST, "index"],
  [DOCKER_MANIFEST, "image"]
]);
var ACCEPT_MANIFESTS = [...KINDS.keys()].join(", ");
function manifestKind(mediaType) {
  return KINDS.get(mediaType);
}
function isImageConfig(mediaType) {
  return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG;
}
function isNonDistributable(mediaType) {
  return /nondistributable|\.foreign\./.test(mediaType);
}
function bareMediaType(header) {
  const bare = header?.split(";", 1)[0]?.trim().toLowerCase();
  return bare === "" ? void 0 : bare;
}

// packages/registry/manifest.ts
var MANIFEST_LIMIT = 4 * 1024 * 1024;
var DESCRIPTOR_LIMIT = 2e3;
function readManifest(bytes, declared) {
  const object = readObject(bytes);
  const mediaType = mediaTypeOf(object, declared);
  return { digest: digestOf(bytes), mediaType, bytes, content: readContent(object, mediaType) };
}
function describeManifest(manifest) {
  const { artifactType } = manifest.content;
  return {
    mediaType: manifest.mediaType,
    digest: manifest.digest,
    size: manifest.bytes.byteLength,
    ...artifactType === void 0 ? {} : { artifactType }
  };
}
function readObject(bytes) {
  let value;
  try {
    value = parseJson(bytes, { maxBytes: MANIFEST_LIMIT, maxDepth: 16 });
  } catch (cause) {
    throw registryError("manifest-invalid", {}, "the manifest is not JSON that promo reads", { cause });
  }
  if (!isJsonObject(value)) throw invalid2("it is not an object");
  if (memberOf(value, "schemaVersion") !== 2) throw invalid2("its schemaVersion is not 2");
  return value;
}
function mediaTypeOf(object, declared) {
  const own = textOf(object, "mediaType");
  const named = declared !== void 0 && manifestKind(declared) !== void 0 ? declared : void 0;
  if (own !== void 0 && named !== void 0 && own !== named)
    throw invalid2(`it says ${own}, its source says ${named}`);
  const mediaType = own ?? named ?? shapeOf(object);
  if (manifestKind(mediaType) === void 0) throw invalid2(`media type ${mediaType} is not supported`);
  return mediaType;
}
function shapeOf(object) {
  return Object.hasOwn(object, "manifests") ? OCI_INDEX : OCI_MANIFEST;
}
function readContent(object, mediaType) {
  const isIndex = mediaType === OCI_INDEX || mediaType === DOCKER_LIST;
  const foreign = isIndex ? ["config", "layers", "fsLayers"] : ["manifests", "fsLayers"];
  const strange = foreign.find((key) => Object.hasOwn(object, key));
  if (strange !== void 0) throw invalid2(`${mediaType} must not have \`${strange}\``);
  const common = readCommon(object);
  if (isIndex) return { kind: "index", manifests: descriptors(object, "manifests"), ...common };
  return {
    kind: "image",
    config: readDescriptor(memberOf(object, "config"), "config"),
    layers: descriptors(object, "layers"),
    ...common
  };
}
function readCommon(object) {
  const subject = memberOf(object, "subject");
  const artifactType = textOf(object, "artifactType");
  return {
    annotations: readAnnotations(memberOf(object, "annotations")) ?? {},
    ...subject === void 0 || subject === null ? {} : { subject: readDescriptor(subject, "subject") },
    ...artifactType === void 0 ? {} : { artifactType }
  };
}
function descriptors(object, key) {
  const list = memberOf(object, key) ?? [];
  if (!isJsonList(list)) throw invalid2(`\`${key}\` is not a list`);
  if (list.length > DESCRIPTOR_LIMIT) throw invalid2(`\`${key}\` has more than ${DESCRIPTOR_LIMIT} entries`);
  return list.map((entry, index) => readDescriptor(entry, `${key}[${index}]`));
}
function invalid2(why) {
  return registryError("manifest-invalid", {}, `not a manifest that promo reads: ${why}`);
}

// packages/registry/blobs.ts
import { createHash } from "node:crypto";

// packages/registry/answers.ts
var THROTTLED = "TOOMANYREQUESTS";
var BUSY_STATUSES = /* @__PURE__ */ new Set([408, 425, 429]);
var LIMIT_HEADERS = ["ratelimit-limit", "ratelimit-remaining"];
var LIMIT_FORM = /^\d{1,10}(?:;w=\d{1,10})?$/;
var NO_REPOSITORY = /* @__PURE__ */ new Set(["NAME_UNKNOWN", "NOT_FOUND"]);
var IMMUTABLE = [
  [400, "TAG_INVALID"],
  [412, "PRECONDITION"]
];
function answerError(answer, what, meaning = meaningOf) {
  const said = errorCodes(answer.body);
  const facts = { status: answer.status, host: answer.url.host, path: answer.url.pathname, said };
  const words = said.length === 0 ? "" : ` (${said.join(", ")})`;
  const code = meaning(answer.status, said);
  const wait = code === "registry-unavailable" ? waitOf(answer.headers) : "";
  return registryError(code, facts, `${what}: ${answer.url.host} answered ${answer.status}${words}${wait}`);
}
function meaningOf(status, said) {
  if (said.includes(THROTTLED) || BUSY_STATUSES.has(status) || status >= 500) return "registry-unavailable";
  if (status < 400) return "registry-response-invalid";
  if (IMMUTABLE.some(([refusal, code]) => refusal === status && said.includes(code))) return "tag-immutable";
  if (status === 404 && said.some((code) => NO_REPOSITORY.has(code))) return "repository-unknown";
  return status === 401 || status === 403 ? "registry-unauthorized" : "registry-refused";
}
function waitOf(headers) {
  const retryAfter = headers.get("retry-after");
  const wait = retryAfter === null ? "" : `, to be asked again after ${retryAfter.slice(0, 40)}`;
  const limits = LIMIT_HEADERS.flatMap((name) => {
    const value = headers.get(name) ?? "";
    return LIMIT_FORM.test(value) ? [`${name} ${value}`] : [];
  });
  return limits.length === 0 ? wait : `${wait}, ${limits.join(", ")}`;
}
function errorCodes(body) {
  if (body === void 0 || body.byteLength === 0 || body.byteLength > 64 * 1024) return [];
  try {
    const value = parseJson(body);
    const errors = isJsonObject(value) ? memberOf(value, "errors") : void 0;
    const codes = isJsonList(errors) ? errors.slice(0, 10).map((entry) => isJsonObject(entry) ? textOf(entry, "code") : void 0) : [];
    return codes.filter((code) => code !== void 0 && /^[A-Z0-9_]{1,64}$/.test(code));
  } catch {
    return [];
  }
}

// packages/registry/blobs.ts
var RESUME_LIMIT = 4;
var ERROR_BODY_BYTES = 64 * 1024;
async function blobExists(session, name, digest) {
  const what = `${name}@${digest}`;
  const response = await session.request({ name, path: `blobs/${digest}`, method: "HEAD", access: "push" });
  if (response.status === 404) return false;
  if (response.status !== 200) throw answerError(response, what);
  const reported = response.headers.get("docker-content-digest");
  if (isDigest(reported) && reported !== digest) throw mismatch(what, `a header that says ${reported}`);
  if (bareMediaType(response.headers.get("content-type")) !== "text/html") return true;
  throw registryError("registry-response-invalid", { blob: what }, `${response.url.host} answered with a web page`);
}
async function* readBlobStream(session, name, pointer) {
  yield* verified(resumed(session, name, pointer), pointer, `${name}@${pointer.digest}`);
}
async function* verified(chunks, pointer, what) {
  const hash = createHash("sha256");
  let size = 0;
  let held;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > pointer.size) throw mismatch(what, `more than the ${pointer.size} bytes of its descriptor`);
    hash.update(chunk);
    if (held !== void 0) yield held;
    held = chunk;
  }
  if (size !== pointer.size) throw mismatch(what, `${size} bytes, its descriptor says ${pointer.size}`);
  assertHash(hash, pointer.digest, what);
  if (held !== void 0) yield held;
}
async function readWholeBlob(session, name, digest, maxBytes) {
  const what = `${name}@${digest}`;
  const response = await session.request({
    name,
    path: `blobs/${digest}`,
    method: "GET",
    access: "pull",
    maxResponseBytes: maxBytes
  });
  if (response.status === 404) throw missingBlob(what);
  if (response.status !== 200) throw answerError(response, what);
  assertHash(createHash("sha256").update(response.body), digest, what);
  return response.body;
}
async function* resumed(session, name, pointer) {
  let offset = 0;
  for (let attempt = 0; ; attempt += 1) {
    const start = offset;
    const stream = await open(session, name, pointer, offset);
    try {
      for await (const chunk of contentFrom(stream, offset)) {
        offset += chunk.byteLength;
        yield chunk;
        if (offset > pointer.size) return;
      }
      if (offset === pointer.size || offset === start || attempt >= RESUME_LIMIT) return;
    } catch (error) {
      if (attempt >= RESUME_LIMIT || !isConnectionFault(error)) throw error;
    }
    session.log(`${name}@${pointer.digest}: resuming at byte ${offset}`);
  }
}
async function open(session, name, pointer, offset) {
  const { digest, size } = pointer;
  const what = `${name}@${digest}`;
  const headers = offset === 0 ? {} : { range: `bytes=${offset}-` };
  const maxResponseBytes = size + ERROR_BODY_BYTES;
  const call = { name, path: `blobs/${digest}`, method: "GET", access: "pull", maxResponseBytes };
  let stream = await session.stream({ ...call, headers });
  if (stream.status === 416 && offset > 0) {
    await stream.cancel();
    stream = await session.stream(call);
  }
  if (stream.status === 404) {
    await stream.cancel();
    throw missingBlob(what);
  }
  if (stream.status !== 200 && (stream.status !== 206 || offset === 0)) await refuse(stream, what);
  return stream;
}
function contentFrom(stream, offset) {
  if (stream.status !== 206) return skip(stream.body, offset);
  const range = stream.headers.get("content-range");
  const start = Number(/^bytes (\d{1,15})-/.exec(range ?? `bytes ${offset}-`)?.[1]);
  if (start <= offset) return skip(stream.body, offset - start);
  const { host } = stream.url;
  const told = JSON.stringify(range?.slice(0, 80));
  throw registryError("registry-response-invalid", { host, offset }, `${host} answered byte ${offset} with ${told}`);
}
async function* skip(chunks, bytes) {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.byteLength > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}
async function refuse(stream, what) {
  await stream.cancel();
  throw answerError({ status: stream.status, headers: stream.headers, url: stream.url }, what);
}
function isConnectionFault(error) {
  return isPromoError(error) && (error.code === "http-unreachable" || error.code === "http-timeout");
}
function missingBlob(what) {
  return registryError("blob-missing", { blob: what }, `the registry has no blob ${what}`);
}
function assertHash(hash, expected, what) {
  const found = `sha256:${hash.digest("hex")}`;
  if (found !== expected) throw mismatch(what, `hash ${found}`);
}
function mismatch(what, found) {
  return registryError("content-mismatch", { what, found }, `${what}: received ${found}`);
}

export {
  registryError,
  textOf,
  readDescriptor,
  readPlatform,
  OCI_INDEX,
  OCI_MANIFEST,
  OCI_CONFIG,
  OCI_EMPTY,
  ACCEPT_MANIFESTS,
  manifestKind,
  isImageConfig,
  isNonDistributable,
  bareMediaType,
  MANIFEST_LIMIT,
  readManifest,
  describeManifest,
  answerError,
  meaningOf,
  errorCodes,
  blobExists,
  readBlobStream,
  verified,
  readWholeBlob,
  skip
};
