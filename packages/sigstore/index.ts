export { BUNDLE_MEDIA_TYPE } from './bundle.ts'
export type { CertificateClaims } from './claims.ts'
export { PUBLIC_GOOD, type SigstoreInstance } from './instance.ts'
export { LEGACY_ANNOTATIONS, type Annotations } from './legacy-annotations.ts'
export { legacyEncoding } from './legacy-encoding.ts'
export type { LegacyLayer } from './legacy.ts'
export { publicGoodTrust } from './public-good.ts'
export {
  createKeylessSigner,
  type KeylessSigner,
  type SignedPayload,
  type SignedStatement,
  type SignerIdentity,
  type SignerPorts,
} from './signer.ts'
export { readSigningConfig } from './signing-config.ts'
export { BUNDLE_LIMIT, IN_TOTO_PAYLOAD } from './statement.ts'
export { readTrustedRoot, type Trust, type VerifiedSignature, type VerifiedStatement } from './trust.ts'
