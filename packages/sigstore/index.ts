export { BUNDLE_MEDIA_TYPE } from './bundle.ts'
export { createBundleVerifier, type BundleVerifier } from './bundle-verifier.ts'
export type { CertificateClaims } from './claims.ts'
export { PUBLIC_GOOD, type SigstoreInstance } from './instance.ts'
export { LEGACY_ANNOTATIONS, type Annotations } from './legacy-annotations.ts'
export { legacyEncoding } from './legacy-encoding.ts'
export type { LegacyLayer } from './legacy.ts'
export { publicGoodTrust } from './public-good.ts'
export type { KeylessPorts } from './keyless-session.ts'
export type { PrivateKeyText } from './private-key.ts'
export {
  createKeylessSigner,
  createKeySigner,
  type KeySignerPorts,
  type SignedPayload,
  type SignedStatement,
  type Signer,
} from './signer.ts'
export { readPublicKey, type AcceptedKeys, type PublicKey } from './public-key.ts'
export type { SignerIdentity } from './signing-session.ts'
export { readSigningConfig } from './signing-config.ts'
export { BUNDLE_LIMIT, IN_TOTO_PAYLOAD } from './statement.ts'
export { parseSubjectDigest, type SubjectDigest } from './subject-digest.ts'
export {
  readTrustedRoot,
  type CertifiedStatement,
  type Trust,
  type VerifiedSignature,
  type VerifiedStatement,
} from './trust.ts'
export type { VerifiedMessage } from './verified-message.ts'
export type { KeySigner, VerifiedSigner } from './verified-signer.ts'
