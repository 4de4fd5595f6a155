import { isDigest, type Material } from '@promo/core'
import { layoutImage, type Layout, type Manifest } from '@promo/registry'
import { isAttestationManifest } from './attested.ts'
import type { Materials } from './materials.ts'

/** OCI image-spec, annotations.md; ko and buildah write both. */
const BASE_NAME = 'org.opencontainers.image.base.name'
const BASE_DIGEST = 'org.opencontainers.image.base.digest'

/**
 * The base images that the manifests of a layout name by digest. Never complete: an annotation tells of the last stage alone,
 * and nothing of what the build fetched.
 */
export async function baseImages(layout: Layout): Promise<Materials> {
  const root = await layout.manifest(layoutImage(layout))
  const { content } = root
  const children =
    content.kind === 'index'
      ? content.manifests.filter((child) => child.mediaType.includes('manifest.v') && !isAttestationManifest(child))
      : []
  const manifests = [root, ...(await Promise.all(children.map((child) => layout.manifest(child))))]
  const bases = manifests.flatMap(baseOf)
  return {
    materials: [...new Map(bases.map((base) => [`${base.uri} ${base.digest['sha256'] ?? ''}`, base])).values()],
    materialsComplete: false,
  }
}

function baseOf({ content: { annotations } }: Manifest): readonly Material[] {
  const [name, digest] = [annotations[BASE_NAME], annotations[BASE_DIGEST]]
  if (name === undefined || name === '' || !isDigest(digest)) return []
  return [{ uri: `docker://${name}`, digest: { sha256: digest.slice('sha256:'.length) } }]
}
