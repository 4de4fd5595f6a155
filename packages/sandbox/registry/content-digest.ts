import { createHash } from 'node:crypto'
import { digestOf, isDigest, type Branded, type Digest } from '@promo/core'

/**
 * What names content in the registry: either registered algorithm (OCI image-spec, descriptor.md, "Registered algorithms").
 * promo itself knows sha256 alone; what others push is kept under the algorithm they chose.
 */
export type ContentDigest = Digest | Branded<'Sha512Digest'>

const SHA512 = /^sha512:[0-9a-f]{128}$/

export function isContentDigest(value: unknown): value is ContentDigest {
  return isDigest(value) || (typeof value === 'string' && SHA512.test(value))
}

/** Whether these bytes are what the digest names. */
export function isDigestOf(digest: ContentDigest, bytes: Uint8Array): boolean {
  if (isDigest(digest)) return digestOf(bytes) === digest
  return `sha512:${createHash('sha512').update(bytes).digest('hex')}` === digest
}

/** A text with a colon can only be meant for a digest: no tag has one (OCI distribution-spec, "Pulling manifests"). */
export function isMeantAsDigest(reference: string): boolean {
  return reference.includes(':')
}
