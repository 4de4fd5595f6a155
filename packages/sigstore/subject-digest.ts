import { sigstoreError } from './errors.ts'

/** The digest of a file or image that a bundle is asked about. */
export interface SubjectDigest {
  /** As in-toto names it (in-toto/attestation, spec/v1/digest_set.md). */
  readonly algorithm: 'sha256' | 'sha384' | 'sha512'
  readonly bytes: Uint8Array
  /** `<algorithm>:<hex>` */
  readonly text: string
}

const LENGTHS = { sha256: 32, sha384: 48, sha512: 64 } as const

/** Reads `sha256:<hex>`, `sha384:<hex>` or `sha512:<hex>`, lower case and in full. Throws `subject-digest-invalid`. */
export function parseSubjectDigest(text: string): SubjectDigest {
  const [, algorithm, hex] = /^(sha256|sha384|sha512):([0-9a-f]+)$/.exec(text) ?? []
  if (isAlgorithm(algorithm) && hex?.length === 2 * LENGTHS[algorithm]) {
    return { algorithm, bytes: Buffer.from(hex, 'hex'), text }
  }
  const found = JSON.stringify(text.slice(0, SHOWN))
  throw sigstoreError('subject-digest-invalid', { found }, `not the digest of a file or image: ${found}`)
}

const SHOWN = 100

function isAlgorithm(text: string | undefined): text is SubjectDigest['algorithm'] {
  return text !== undefined && Object.hasOwn(LENGTHS, text)
}
