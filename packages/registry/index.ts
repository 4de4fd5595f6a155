export type { Artifact } from './attach.ts'
export { blobOf, EMPTY_JSON } from './blob-bytes.ts'
export { createRegistryClient, type RegistryClient, type RegistryPorts } from './client.ts'
export { copyImage, pushLayout, type CopyPorts, type CopyRequest, type CopyResult } from './copy.ts'
export { contentOf, type ContentSource, type Source } from './copy-source.ts'
export type { CopyTally } from './copy-tally.ts'
export { ANONYMOUS, readCredentials, type Credential, type CredentialOptions, type Credentials } from './credentials.ts'
export type { Descriptor } from './descriptor.ts'
export { blobLocation } from './endpoint.ts'
export { archiveTag, fallbackTag, isEvidenceTag, LEGACY_TAG } from './evidence-tags.ts'
export { exportLayout, saveImage, saveLayout, splitLayout, type ExportedLayout } from './export-layout.ts'
export { layoutImage, openLayout, type Layout } from './layout.ts'
export { readManifest, type ImageContent, type IndexContent, type Manifest, type ManifestContent } from './manifest.ts'
export type { ManifestReference } from './manifests.ts'
export {
  DOCKER_LIST,
  DOCKER_MANIFEST,
  isNonDistributable,
  OCI_CONFIG,
  OCI_EMPTY,
  OCI_INDEX,
  OCI_MANIFEST,
  type ManifestKind,
} from './media-types.ts'
export { layoutPlatforms, platformsOf, runnablePlatforms, type PlatformImage } from './platforms.ts'
export { readOnce } from './read-once.ts'
export type { TagConflict, TagResult } from './tag-writes.ts'
export { readTarEntries, writeEntry } from './tar-entries.ts'
export type { BlobPlacement, BlobSource } from './uploads.ts'
