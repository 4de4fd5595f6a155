import { HashAlgorithm } from '@sigstore/protobuf-specs'
import type { TrustMaterial } from '@sigstore/verify'
import type { MessageSignature, ReadMessage } from './bundle.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'
import { isSignatureOver } from './prehashed.ts'
import type { AcceptedKeys } from './public-key.ts'
import { messageContent } from './signed-content.ts'
import { parseSubjectDigest, type SubjectDigest } from './subject-digest.ts'
import { verifySigned, type VerifiedSigning } from './verification.ts'

/** A signature over a file that verifies. Which file: the one with this digest. */
export type VerifiedMessage = { readonly file: SubjectDigest } & VerifiedSigning

const ALGORITHMS: Readonly<Partial<Record<HashAlgorithm, SubjectDigest['algorithm']>>> = {
  [HashAlgorithm.SHA2_256]: 'sha256',
  [HashAlgorithm.SHA2_384]: 'sha384',
  [HashAlgorithm.SHA2_512]: 'sha512',
}

/**
 * Verifies a signature over a file by the digest in its bundle. That digest is a hint (sigstore_common.proto, MessageSignature):
 * it is what the signature is checked over, and the caller compares it with the file's. Throws `bundle-invalid` or
 * `signature-invalid`, the latter also for Ed25519, which signs files and not digests.
 */
export function verifyMessage(material: TrustMaterial, read: ReadMessage, keys?: AcceptedKeys): VerifiedMessage {
  const file = fileOf(read.message)
  const content = messageContent(read.bundle, (key, signature) => {
    if (key.asymmetricKeyType === 'ed25519') throw needsFile()
    return isSignatureOver(key, signature, file)
  })
  return { file, ...verifySigned(material, read.bundle, content, keys) }
}

function fileOf({ messageDigest }: MessageSignature): SubjectDigest {
  try {
    const algorithm = ALGORITHMS[messageDigest.algorithm]
    if (algorithm === undefined) throw malformed('its digest is of an unknown algorithm')
    return parseSubjectDigest(`${algorithm}:${messageDigest.digest.toString('hex')}`)
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

function needsFile(): Error {
  return sigstoreError(
    'signature-invalid',
    {},
    'an Ed25519 signature over a file cannot be verified by its digest alone',
    {
      remedy: 'Sign a statement about the file instead, or use an ECDSA key.',
    },
  )
}
