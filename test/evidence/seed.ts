import type { Digest } from '@promo/core'
import { OCI_EMPTY, OCI_MANIFEST } from '@promo/registry'
import type { SandboxRegistry } from '@promo/sandbox/registry'
import { BUNDLE_MEDIA_TYPE } from '@promo/sigstore'
import { REPOSITORY } from './scene.ts'

/** Puts a bundle artifact in place as anybody who may push could. */
export function seedReferrer(
  { sandbox }: { readonly sandbox: SandboxRegistry },
  subject: Digest,
  bundle: Uint8Array,
  changes: Readonly<Record<string, unknown>> = {},
): Digest {
  const layer = { mediaType: BUNDLE_MEDIA_TYPE, digest: sandbox.seedBlob(REPOSITORY, bundle), size: bundle.byteLength }
  const config = { mediaType: OCI_EMPTY, digest: sandbox.seedBlob(REPOSITORY, '{}'), size: 2 }
  const about = { mediaType: OCI_MANIFEST, digest: subject, size: 1 }
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: BUNDLE_MEDIA_TYPE,
    config,
    layers: [layer],
    subject: about,
    ...changes,
  }
  return sandbox.seedManifest(REPOSITORY, JSON.stringify(manifest), OCI_MANIFEST)
}
