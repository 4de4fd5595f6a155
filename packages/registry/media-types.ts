/** OCI image-spec, media-types.md. */
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
export const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json'
export const OCI_EMPTY = 'application/vnd.oci.empty.v1+json'
/** Docker image manifest version 2, schema 2. */
export const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json'
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
export const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json'

export type ManifestKind = 'index' | 'image'

const KINDS: ReadonlyMap<string, ManifestKind> = new Map([
  [OCI_INDEX, 'index'],
  [OCI_MANIFEST, 'image'],
  [DOCKER_LIST, 'index'],
  [DOCKER_MANIFEST, 'image'],
])

/** What promo asks registries for; Docker schema 1 is not among them. */
export const ACCEPT_MANIFESTS = [...KINDS.keys()].join(', ')

/** The kind of manifest a media type names; undefined for anything else. */
export function manifestKind(mediaType: string): ManifestKind | undefined {
  return KINDS.get(mediaType)
}

/** The config of an image, which says its platform; an artifact has another or none (OCI image-spec, config.md). */
export function isImageConfig(mediaType: string): boolean {
  return mediaType === OCI_CONFIG || mediaType === DOCKER_CONFIG
}

/** Layers that a registry need not hold (OCI image-spec, layer.md, "Non-Distributable Layers"; Docker `foreign`). */
export function isNonDistributable(mediaType: string): boolean {
  return /nondistributable|\.foreign\./.test(mediaType)
}

/** The media type alone of a Content-Type header, in lower case. */
export function bareMediaType(header: string | null): string | undefined {
  const bare = header?.split(';', 1)[0]?.trim().toLowerCase()
  return bare === '' ? undefined : bare
}
