import { digestOf, type Digest } from '@promo/core'
import type { BlobSource } from './uploads.ts'

/** What an artifact without a config, or without content, names in its place (OCI image-spec, manifest.md, "Guidance for an Empty Descriptor"). */
export const EMPTY_JSON: Uint8Array = new TextEncoder().encode('{}')

/** A blob whose bytes are at hand. `digest`: of these bytes, where it is known already. */
export function blobOf(bytes: Uint8Array, digest: Digest = digestOf(bytes)): BlobSource {
  return { digest, size: bytes.byteLength, open: () => inOnePiece(bytes) }
}

async function* inOnePiece(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
