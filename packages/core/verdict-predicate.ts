import * as z from 'zod/mini'
import { hexOf, isDigest, type Digest } from './digest.ts'
import { environment as environmentName, outcome, text, time } from './documents/shapes.ts'
import type { Verdict } from './documents/verdict.ts'
import { isJsonObject, memberAt, sameJson } from './json-members.ts'
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

/** promo writes one; a stranger's list may hold a million. */
const LEVELS_LIMIT = 20

/** Of a stranger's predicate only this much is kept. */
const predicate = z.object({
  verifier: z.object({ id: z.literal(VERDICT_VERIFIER) }),
  timeVerified: time,
  resourceUri: text,
  policy: z.object({ uri: text, digest: z.object({ sha256: text }) }),
  verificationResult: z.enum(['PASSED', 'FAILED']),
  verifiedLevels: z.array(text).check(z.maxLength(LEVELS_LIMIT)),
  [VERDICT_EXTENSION]: z.object({ environment: environmentName, outcome, expires: z.optional(time) }),
})

/**
 * A verdict as a Verification Summary (SLSA v1.1, verification_summary): PASSED for the outcome `pass` alone. The environment
 * is part of `resourceUri`, since what passed for `dev` must not be usable for `prod`, and of the level, which readers that
 * know only SLSA compare. It names no level of SLSA: the gate verifies evidence by its own rules, which no track describes.
 * What was judged, and by which rules with which codes, stands under a URI of promo's; facts, which may quote strangers, stay
 * in the document.
 */
export function verdictPredicate(verdict: Verdict): JsonValue {
  const { environment, image, policy, evaluatedAt, rules, exceptions, expiresAt } = verdict
  const evidence = [...new Set(rules.flatMap((rule) => rule.evidence))].sort()
  return {
    verifier: { id: VERDICT_VERIFIER },
    timeVerified: evaluatedAt,
    resourceUri: resourceUri(image, environment),
    policy: { uri: policy.uri, digest: { sha256: hexOf(policy.digest) } },
    inputAttestations: evidence.map((digest) => ({ digest: { sha256: hexOf(digest) } })),
    verificationResult: verdict.outcome === 'pass' ? 'PASSED' : 'FAILED',
    verifiedLevels: [levelOf(verdict)],
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

/** A package URL of type `oci` (package-url/purl-spec, types/oci-definition) with the environment as one more qualifier. */
function resourceUri({ name, digest }: Verdict['image'], environment: EnvironmentName): string {
  const last = name.slice(name.lastIndexOf('/') + 1)
  const where = `${environmentQualifier(environment)}&repository_url=${encodeURIComponent(name)}`
  return `pkg:oci/${last}@${encodeURIComponent(digest)}?${where}`
}

function environmentQualifier(environment: EnvironmentName): string {
  return `environment=${encodeURIComponent(environment)}`
}

/**
 * SLSA lets verifiers name levels of their own, without its prefix. Names of environments are lower-case, so that no two give
 * one level: `PROMO_GATE_PROD-EU` and `PROMO_GATE_PROD.EU`.
 */
function levelOf({ outcome: ended, environment }: Pick<Verdict, 'outcome' | 'environment'>): string {
  return ended === 'pass' ? `PROMO_GATE_${environment.toUpperCase()}` : 'FAILED'
}

/** What a predicate says when it is a verdict of promo that agrees with itself; undefined for any other. */
export function readVerdictPredicate(value: JsonValue): VerdictClaim | undefined {
  const parsed = predicate.safeParse(value)
  if (!parsed.success) return undefined
  const { policy, verificationResult: result, verifiedLevels, resourceUri: uri, [VERDICT_EXTENSION]: own } = parsed.data
  const digest = `sha256:${policy.digest.sha256}`
  const agrees =
    (result === 'PASSED') === (own.outcome === 'pass') &&
    sameJson(verifiedLevels, [levelOf(own)]) &&
    uri.includes(`?${environmentQualifier(own.environment)}&`)
  if (!isDigest(digest) || !agrees) return undefined
  return { result, environment: own.environment, expires: own.expires, policy: digest }
}

/**
 * True when two verdicts differ at most in when they were reached and in the commit of the policy, whose digest is the same:
 * the second need not be attested.
 */
export function sameVerdict(a: JsonValue, b: JsonValue): boolean {
  return sameJson(withoutMoment(a), withoutMoment(b))
}

function withoutMoment(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value
  return { ...value, timeVerified: '', policy: memberAt(value, 'policy', 'digest') ?? null }
}
