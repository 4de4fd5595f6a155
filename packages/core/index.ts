export type { Branded } from './brands.ts'
export { formatTime, systemClock, type Clock } from './clock.ts'
export { environmentOrder, policyOf, readConfig } from './config.ts'
export {
  configSchema,
  type Config,
  type ConfigEnvironment,
  type ConfigImage,
  type ConfigPolicy,
} from './config-schema.ts'
export { repositoryPath } from './config-shapes.ts'
export { assertDigest, digestOf, hexOf, isDigest, parseDigest, type Digest } from './digest.ts'
export * from './documents/index.ts'
export { parseDuration, type Milliseconds } from './duration.ts'
export {
  asPromoError,
  definedErrors,
  defineErrors,
  isPromoError,
  PromoError,
  type DefinedError,
  type Ending,
  type ErrorDefinition,
  type ErrorFactory,
  type Facts,
} from './errors.ts'
export {
  canonicalName,
  formatImage,
  isPinned,
  notPinned,
  parseImageName,
  parseImageReference,
  parsePinnedImage,
  pinImage,
  sameRepository,
  type ImageName,
  type ImageReference,
  type PinnedImage,
} from './image-reference.ts'
export { parseJson, type JsonValue, type ReadLimits } from './json.ts'
export { isJsonList, isJsonObject, memberAt, memberOf, sameJson, type JsonObject } from './json-members.ts'
export {
  environmentProperty,
  markPredicate,
  PROPERTY_PATTERN,
  readMarkPredicate,
  type MarkFacts,
} from './mark-predicate.ts'
export { isMovingRef } from './moving-ref.ts'
export {
  parseCommit,
  parseEnvironmentName,
  parseLegName,
  parseRepositoryName,
  type CommitSha,
  type EnvironmentName,
  type LegName,
  type RepositoryName,
} from './names.ts'
export { formatPlatform, isRunnable, normalPlatform, parsePlatform, type Platform } from './platform.ts'
export { isPredicateType, LEG_BUILD_TYPE, PREDICATE_TYPES, REFERENCE_ATTESTER } from './predicate-types.ts'
export { isTag, normalReference, readReferenceParts, type ReferenceParts } from './reference-grammar.ts'
export {
  readReferencePredicate,
  referencePredicate,
  refersToSbom,
  SBOM_MEDIA_TYPES,
  type DocumentReference,
} from './reference-predicate.ts'
export { NO_REVOCATIONS, readRevocations, revocationsSchema, type Revocations } from './revocations.ts'
export { checkPromotionPredicate, promotionPredicate, readPromotionPredicate } from './promotion-predicate.ts'
export { isSeverity, reaches, SEVERITIES, type Severity } from './severity.ts'
export { readTestsPredicate, testsPredicate, type TestsClaim } from './tests-predicate.ts'
export { decodeText } from './text.ts'
export { TRUST_ROLES, type TrustKey, type TrustRole, type TrustSection, type TrustSigner } from './trust-schema.ts'
export { readVerdictPredicate, sameVerdict, verdictPredicate, type VerdictClaim } from './verdict-predicate.ts'
export { parseYaml } from './yaml.ts'
