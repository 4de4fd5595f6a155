import { isDigest, parseJson, type Digest, type JsonValue } from '@promo/core'
import { builderError } from './errors.ts'

/** The digest that buildx says it pushed (docker/buildx, `--metadata-file`); throws `builder-metadata-invalid`. */
export function readBuildxDigest(text: string | Uint8Array): Digest {
  const digest = member(parseJson(text), 'containerimage.digest')
  if (isDigest(digest)) return digest
  throw builderError('builder-metadata-invalid', {}, 'the metadata file of buildx names no image digest')
}

function member(value: JsonValue, key: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: JsonValue })[key]
    : undefined
}
