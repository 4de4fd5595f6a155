import * as z from 'zod/mini'
import { hexOf, isDigest, type Digest } from './digest.ts'
import { environment as environmentName, outcome, text, time } from './documents/shapes.ts'
import type { Verdict } from './documents/verdict.ts'
import type { ImageName } from './image-reference.ts'
import { isJsonObject, sameJson } from './json-members.ts'
import type { JsonValue } from './json.ts'
import type { EnvironmentName } from './names.ts'
import { VERDICT_EXTENSION, VERDICT_VERIFIER } from './predicate-types.ts'

/** What a reader needs of an attested verdict. */
export interface VerdictClaim {
  readonly result: 'PASSED' | 'FAILED'
  readonly environment: EnvironmentName
  /** RFC 3339: after it a pass has to be judged anew; undefined when nothing expires. */
  readonly expires: string | undefined
  readonly policy: Digest
}

const SLSA_VERSION = '1.1'

/** Of a stranger's predicate only this much is kept. */
const predicate = z.object({
  timeVerified: time,
  resourceUri: text,
  policy: z.object({ uri: text, digest: z.object({ sha256: text }) }),
  verificationResult: z.enum(['PASSED', 'FAILED']),
  [VERDICT_EXTENSION]: z.object({ environment: environmentName, outcome, expires: z.optional(time) }),
})

/**
 * A verdict as a Verification Summary (SLSA v1.1, verification_summary): PASSED for the outcome `pass` alone. It names no level
 * of SLSA: the gate verifies evidence by its own rules, which no track of levels describes. What was judged, and by which
 * rules with which codes, stands under a URI of promo's; facts, which may quote strangers, stay in the document.
 */
export function verdictPredicate(verdict: Verdict): JsonValue {
  const { environment, image, policy, evaluatedAt, rules, exceptions, expiresAt } = verdict
  const evidence = [...new Set(rules.flatMap((rule) => rule.evidence))].sort()
  return {
    verifier: { id: VERDICT_VERIFIER },
    timeVerified: evaluatedAt,
    resourceUri: resourceUri(image.name, image.digest),
    policy: { uri: policy.uri, digest: { sha256: hexOf(policy.digest) } },
    inputAttestations: evidence.map((digest) => ({ digest: { sha256: hexOf(digest) } })),
    verificationResult: verdict.outcome === 'pass' ? 'PASSED' : 'FAILED',
    verifiedLevels: verdict.outcome === 'pass' ? [] : ['FAILED'],
    slsaVersion: SLSA_VERSION,
    [VERDICT_EXTENSION]: {
      environment,
      outcome: verdict.outcome,
      rules: rules.map(({ rule, outcome: ended, code }) => ({
        rule,
        outcome: ended,
        ...(code === '' ? {} : { code }),
      })),
      exceptions: [...exceptions],
      ...(expiresAt === null ? {} : { expires: expiresAt }),
    },
  }
}

/** A package URL of type `oci` (package-url/purl-spec, types/oci-definition). */
function resourceUri(name: ImageName, digest: Digest): string {
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  return `pkg:oci/${last}@${encodeURIComponent(digest)}?repository_url=${encodeURIComponent(name)}`
}

/** What a predicate says when it is a verdict of promo; undefined for any other. */
export function readVerdictPredicate(value: JsonValue): VerdictClaim | undefined {
  const parsed = predicate.safeParse(value)
  if (!parsed.success) return undefined
  const { policy, verificationResult: result, [VERDICT_EXTENSION]: own } = parsed.data
  const digest = `sha256:${policy.digest.sha256}`
  if (!isDigest(digest) || (result === 'PASSED') !== (own.outcome === 'pass')) return undefined
  return { result, environment: own.environment, expires: own.expires, policy: digest }
}

/** True when two verdicts differ at most in when they were reached: the second need not be attested. */
export function sameVerdict(a: JsonValue, b: JsonValue): boolean {
  return sameJson(withoutTime(a), withoutTime(b))
}

function withoutTime(value: JsonValue): JsonValue {
  return isJsonObject(value) ? { ...value, timeVerified: '' } : value
}
