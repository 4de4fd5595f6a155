import { readFile } from 'node:fs/promises'
import { isDigest, parseJson, type Digest, type JsonValue, memberAt, memberOf, isJsonObject } from '@promo/core'
import { builderError } from './errors.ts'

/** What the metadata file of one build says (docker/buildx, docs/reference/buildx_build.md, `--metadata-file`). */
export interface BuildxMetadata {
  /**
   * What was pushed or written. With attestations it is an index even for one platform; a build into a daemon's image
   * store names the config there, and `containerimage.descriptor` alone is what `imagetools` writes.
   */
  readonly digest: Digest
  /** Absent with attestations and with several platforms. */
  readonly config: Digest | undefined
  /** Predicates of SLSA provenance, one for each platform that the file names. */
  readonly provenance: readonly JsonValue[]
}

/** Provenance with `mode=max` holds the whole build definition (moby/buildkit, docs/attestations/slsa-provenance.md). */
const METADATA_LIMIT = 64 * 1024 * 1024
const PROVENANCE = 'buildx.build.provenance'

/** Throws `builder-metadata-invalid` as `readBuildxMetadata`, and when there is no file. */
export async function readMetadataFile(path: string): Promise<BuildxMetadata> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw builderError('builder-metadata-invalid', {}, 'buildx left no metadata file', { cause })
  })
  return readBuildxMetadata(bytes)
}

/** Throws `builder-metadata-invalid` when the file is no JSON or names no digest, or two. */
export function readBuildxMetadata(text: string | Uint8Array): BuildxMetadata {
  const value = parse(text)
  const named = [memberOf(value, 'containerimage.digest'), memberAt(value, 'containerimage.descriptor', 'digest')]
  const digests = new Set(named.filter((digest) => digest !== undefined))
  const [digest, other] = digests
  if (!isDigest(digest)) throw invalid('names no image digest')
  if (other !== undefined) throw invalid('names two different digests')
  const config = memberOf(value, 'containerimage.config.digest')
  return { digest, config: isDigest(config) ? config : undefined, provenance: provenanceOf(value) }
}

function provenanceOf(value: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(value)) return []
  return Object.entries(value)
    .filter(([key]) => key === PROVENANCE || key.startsWith(`${PROVENANCE}/`))
    .map(([, predicate]): JsonValue => predicate)
}

function parse(text: string | Uint8Array): JsonValue {
  try {
    return parseJson(text, { maxBytes: METADATA_LIMIT, maxDepth: 200 })
  } catch (cause) {
    throw builderError('builder-metadata-invalid', {}, 'the metadata file of buildx is not JSON', { cause })
  }
}

function invalid(why: string): Error {
  return builderError('builder-metadata-invalid', {}, `the metadata file of buildx ${why}`)
}
