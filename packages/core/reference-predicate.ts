import * as z from 'zod/mini'
import { hexOf, isDigest, type Digest } from './digest.ts'
import type { JsonValue } from './json.ts'

/** A document that lies elsewhere. */
export interface DocumentReference {
  readonly downloadLocation: string
  readonly mediaType: string
  readonly digest: Digest
}

/** Media types of SBOMs (IANA, media-types/application). */
export const SBOM_MEDIA_TYPES = {
  spdx: 'application/spdx+json',
  cyclonedx: 'application/vnd.cyclonedx+json',
} as const

/** Of a stranger's predicate only this much is kept. */
const predicateShape = z.object({
  references: z
    .array(
      z.object({
        downloadLocation: z.string(),
        mediaType: z.string(),
        digest: z.optional(z.record(z.string(), z.string())),
      }),
    )
    .check(z.maxLength(100)),
})

/** A predicate of type Reference (in-toto/attestation, spec/predicates/reference.md, v0.1); `attester` is a TypeURI. */
export function referencePredicate(attester: string, references: readonly DocumentReference[]): JsonValue {
  return {
    attester: { id: attester },
    references: references.map(({ downloadLocation, mediaType, digest }) => ({
      downloadLocation,
      digest: { sha256: hexOf(digest) },
      mediaType,
    })),
  }
}

/** What a predicate refers to by sha256; a reference without it binds nothing and is left out. Empty for another shape. */
export function readReferencePredicate(predicate: JsonValue): readonly DocumentReference[] {
  const parsed = predicateShape.safeParse(predicate)
  if (!parsed.success) return []
  return parsed.data.references.flatMap(({ downloadLocation, mediaType, digest }) => {
    const found = `sha256:${digest?.['sha256'] ?? ''}`
    return isDigest(found) ? [{ downloadLocation, mediaType, digest: found }] : []
  })
}

/** True for a reference to an SBOM in either format. */
export function refersToSbom(predicate: JsonValue): boolean {
  const types: readonly string[] = Object.values(SBOM_MEDIA_TYPES)
  return readReferencePredicate(predicate).some(({ mediaType }) =>
    types.includes(mediaType.split(';')[0]?.trim() ?? ''),
  )
}
