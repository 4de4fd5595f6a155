import * as z from 'zod/mini'
import { environment as environmentName, text, time } from './documents/shapes.ts'
import type { JsonValue } from './json.ts'
import type { EnvironmentName } from './names.ts'
import { MARK_EXTENSION } from './predicate-types.ts'

/** Name of a property of a mark, such as `SMOKE_PASSED`. */
export const PROPERTY_PATTERN = /^[A-Z][A-Z0-9_]{0,99}$/

/** What a mark says about a digest in one environment, before it is signed. */
export interface MarkFacts {
  readonly environment: EnvironmentName
  /** Without the property of the environment itself. */
  readonly properties: readonly string[]
  /** RFC 3339. */
  readonly timeCreated: string
  /** RFC 3339; undefined for a revocation, which holds until a newer mark. */
  readonly expires: string | undefined
  readonly revoked: boolean
  readonly reason: string | undefined
  readonly evidenceUrl: string | undefined
  /** Since when the environment was seen to run the digest, RFC 3339. */
  readonly observedSince: string | undefined
}

const extension = z.object({
  environment: environmentName,
  revoked: z.boolean(),
  expires: z.optional(time),
  reason: z.optional(text),
  evidenceUrl: z.optional(text),
  observedSince: z.optional(time),
})

/** Of a stranger's predicate only this much is kept. */
const predicate = z.object({
  timeCreated: time,
  properties: z.array(text).check(z.maxLength(200)),
  [MARK_EXTENSION]: extension,
})

/**
 * The property that says an environment was passed, or that this no longer holds: `PROMO_ENV_STAGING_PASSED`. Readers that
 * know promo trust the exact name in the extension, since `prod-eu` and `prod.eu` give one property.
 */
export function environmentProperty(environment: EnvironmentName, revoked: boolean): string {
  return `PROMO_ENV_${environment.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_${revoked ? 'REVOKED' : 'PASSED'}`
}

/** A Simple Verification Result (in-toto/attestation, spec/predicates/svr.md, v0.2). What SVR has no field for stands under a URI of promo's. */
export function markPredicate(mark: MarkFacts, verifier: string): JsonValue {
  const { environment, revoked, expires, reason, evidenceUrl, observedSince } = mark
  return {
    verifier: { id: verifier, policies: [] },
    timeCreated: mark.timeCreated,
    properties: [environmentProperty(environment, revoked), ...mark.properties],
    [MARK_EXTENSION]: {
      environment,
      revoked,
      ...(expires === undefined ? {} : { expires }),
      ...(reason === undefined ? {} : { reason }),
      ...(evidenceUrl === undefined ? {} : { evidenceUrl }),
      ...(observedSince === undefined ? {} : { observedSince }),
    },
  }
}

/** The mark in a predicate; undefined for an SVR that is no mark of promo's. */
export function readMarkPredicate(value: JsonValue): MarkFacts | undefined {
  const parsed = predicate.safeParse(value)
  if (!parsed.success) return undefined
  const { timeCreated, properties, [MARK_EXTENSION]: own } = parsed.data
  const { environment, revoked, expires, reason, evidenceUrl, observedSince } = own
  if (!properties.includes(environmentProperty(environment, revoked))) return undefined
  const others = properties.filter((property) => property !== environmentProperty(environment, revoked))
  return { environment, revoked, timeCreated, expires, reason, evidenceUrl, observedSince, properties: others }
}
