import type { Digest } from './digest.ts'
import { documentError } from './documents/document.ts'
import { promotionDocument, type Promotion } from './documents/promotion.ts'
import { isPromoError } from './errors.ts'
import { isJsonObject } from './json-members.ts'
import type { JsonValue } from './json.ts'

/**
 * The predicate of a promotion, `…/promotion/v1`: the document without its schema, which the predicate type stands for. Throws
 * `document-invalid` when the parts contradict one another.
 */
export function promotionPredicate(promotion: Promotion): JsonValue {
  assertSound(promotion, promotion.artifact.digest)
  const { schema: _schema, ...members } = promotion
  return members as JsonValue
}

/**
 * The promotion in a predicate about `subject`, every fault at once. Throws `document-invalid`: also for one of another digest,
 * which could be shown for this one otherwise.
 */
export function checkPromotionPredicate(value: JsonValue, subject: Digest): Promotion {
  const members = isJsonObject(value) ? value : {}
  const promotion = promotionDocument.check({ ...members, schema: promotionDocument.schemaId })
  assertSound(promotion, subject)
  return promotion
}

/** The same of evidence that anybody may have written: undefined for what is no promotion of this digest. */
export function readPromotionPredicate(value: JsonValue, subject: Digest): Promotion | undefined {
  try {
    return checkPromotionPredicate(value, subject)
  } catch (error) {
    if (isPromoError(error) && error.code === 'document-invalid') return undefined
    throw error
  }
}

function assertSound(promotion: Promotion, subject: Digest): void {
  const faults = faultsOf(promotion, subject)
  if (faults.length === 0) return
  const text = `invalid ${promotionDocument.kind} document: ${faults.join('; ')}`
  throw documentError('document-invalid', { kind: promotionDocument.kind, faults }, text)
}

/** What the schema cannot say: where two parts must agree. */
function faultsOf({ promotion, artifact, rollbackOf, chain }: Promotion, subject: Digest): readonly string[] {
  const { kind, from, to } = promotion
  const refs = [artifact.srcRef, artifact.dstRef].filter((reference) => reference !== undefined)
  const checks: readonly (readonly [holds: boolean, fault: string])[] = [
    [artifact.digest === subject, '/artifact/digest is not the subject'],
    [refs.every((reference) => names(reference, subject)), '/artifact refers to another digest'],
    [kind !== 'promote' || rollbackOf === undefined, '/rollbackOf is not of a promotion forwards'],
    [kind !== 'promote' || from?.environment !== to.environment, '/promotion goes from an environment to itself'],
    [(chain?.index ?? 0) === 0 || chain?.prevDigest !== undefined, '/chain/prevDigest is missing'],
    [chain?.index !== 0 || chain.prevDigest === undefined, '/chain/prevDigest is before the first'],
  ]
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault)
}

/** A reference without a digest contradicts none. */
function names(reference: string, digest: Digest): boolean {
  const at = reference.indexOf('@')
  return at < 0 || reference.slice(at + 1) === digest
}
