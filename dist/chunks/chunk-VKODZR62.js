import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

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

export {
  OCI_INDEX,
  OCI_MANIFEST,
  OCI_CONFIG,
  OCI_EMPTY,
  DOCKER_LIST,
  ACCEPT_MANIFESTS,
  manifestKind,
  isImageConfig,
  isNonDistributable,
  bareMediaType
};
