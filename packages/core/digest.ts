import { createHash } from 'node:crypto'
import type { Branded } from './brands.ts'
import { defineErrors } from './errors.ts'

/** `sha256:` and 64 lower-case hexadecimal digits (OCI image-spec, descriptor.md, "Digests"). promo accepts no other algorithm. */
export type Digest = Branded<'Digest'>

export const DIGEST_PATTERN = /^sha256:[0-9a-f]{64}$/

const digestError = defineErrors('core', {
  'digest-invalid': {
    ending: 'configuration',
    remedy: 'Give a full digest: `sha256:` and 64 lower-case hexadecimal digits.',
  },
  'digest-mismatch': {
    ending: 'infrastructure',
    remedy: 'The bytes are not the ones that were asked for. Try again; if it stays, the source is corrupt or hostile.',
  },
})

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && DIGEST_PATTERN.test(text)
}

/** Returns the digest; throws `digest-invalid` for anything but the full form. */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text
  throw digestError(
    'digest-invalid',
    { found: text.slice(0, 100) },
    `not a digest: ${JSON.stringify(text.slice(0, 100))}`,
  )
}

export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest
}

/** The 64 hexadecimal digits alone, as in-toto subjects hold them. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length)
}

/** Throws `digest-mismatch` when the bytes do not hash to the digest; `what` names them in the message. */
export function assertDigest(bytes: Uint8Array | string, expected: Digest, what: string): void {
  const found = digestOf(bytes)
  if (found === expected) return
  throw digestError('digest-mismatch', { what, expected, found }, `${what} has digest ${found}, expected ${expected}`)
}
