import { parseJson, type Digest, type JsonValue, isJsonObject } from '@promo/core'
import { cliError } from '../errors.ts'
import type { Scene } from './scene.ts'

const REPOSITORY = 'your-org/bookstore-catalog'
const INDEX = 'application/vnd.oci.image.index.v1+json'

/**
 * What somebody with write access to the registry could do: change the image after its scan, and put the good evidence of
 * the original beside the changed one.
 */
export function tamperWith({ sandbox }: Scene, original: Digest): Digest {
  const { registry } = sandbox
  const index = registry.manifest(REPOSITORY, original)
  if (index === undefined) throw cliError('demo-failed', { original }, 'the release is gone')
  const changed = {
    ...readObject(index.bytes),
    annotations: { 'org.opencontainers.image.title': 'changed after the scan' },
  }
  const digest = registry.seedManifest(REPOSITORY, JSON.stringify(changed), INDEX)
  for (const [tag, evidence] of registry.tags(REPOSITORY)) {
    if (!tag.startsWith(stem(original))) continue
    const manifest = registry.manifest(REPOSITORY, evidence)
    if (manifest === undefined) continue
    registry.seedManifest(REPOSITORY, manifest.bytes, manifest.mediaType, tag.replace(stem(original), stem(digest)))
  }
  return digest
}

/** `sha256-<hex>`: evidence tags of a digest start with it. */
function stem(digest: Digest): string {
  return digest.replace(':', '-')
}

function readObject(bytes: Uint8Array): { readonly [key: string]: JsonValue } {
  const value = parseJson(bytes)
  return isJsonObject(value) ? value : {}
}
