import { readAnyBundle } from './bundle.ts'
import type { AcceptedKeys } from './public-key.ts'
import { verifyStatement, type VerifiedStatement } from './trust.ts'
import { readTrustMaterial } from './trusted-root.ts'
import { verifyMessage, type VerifiedMessage } from './verified-message.ts'

/** Verifies bundles of any version, over a statement or over a file. A file is not needed: its digest was signed. */
export interface BundleVerifier {
  /** By a certificate, or by one of the keys when a bare key signed. Throws `bundle-invalid` or `signature-invalid`. */
  verify(bundle: Uint8Array, keys?: AcceptedKeys): VerifiedStatement | VerifiedMessage
}

/**
 * Makes a verifier from a `TrustedRoot` (JSON); throws `trusted-root-invalid`. Apart from `Trust`, which actions load, for
 * the curves that signatures over digests need.
 */
export function createBundleVerifier(trustedRoot: string): BundleVerifier {
  const material = readTrustMaterial(trustedRoot)
  return {
    verify: (bundle, keys) => {
      const read = readAnyBundle(bundle)
      return 'payload' in read ? verifyStatement(material, read, keys) : verifyMessage(material, read, keys)
    },
  }
}
