import { PREDICATE_TYPES } from '@promo/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../../scripts/root.ts'

/** What a specification outside of promo says about one predicate type. */
export interface PublishedShape {
  readonly source: string
  readonly shape: z.ZodType
  /** Members that the specification lets be absent; each of the others is required. */
  readonly optional: readonly string[]
  /** How it lets others name members of their own. */
  readonly extension: RegExp
}

/** in-toto/attestation, spec/v1/README.md, parsing rules: names that are URIs. */
const BY_URI = /^https?:\/\//
/** SLSA v1.1, provenance, extension fields: `<vendor>_<name>`. */
const BY_VENDOR = /^promo_/
const NONE = /^$/

const timestamp = z.iso.datetime()
/** in-toto/attestation, spec/v1/field_types.md, TypeURI and ResourceURI. */
const uri = z.string().regex(/^[a-zA-Z][a-zA-Z0-9+.-]*:.+/)
/** in-toto/attestation, spec/v1/digest_set.md: values in lower-case hexadecimal. */
const digestSet = z.record(z.string(), z.string().regex(/^[0-9a-f]+$/))
/** in-toto/attestation, spec/v1/resource_descriptor.md and protos/in_toto_attestation/v1/resource_descriptor.proto. */
const descriptor = z
  .strictObject({
    name: z.string().optional(),
    uri: uri.optional(),
    digest: digestSet.optional(),
    content: z.base64().optional(),
    downloadLocation: uri.optional(),
    mediaType: z.string().optional(),
    annotations: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ uri: at, digest, content }) => at !== undefined || digest !== undefined || content !== undefined)
const digested = descriptor.refine(({ digest }) => Object.keys(digest ?? {}).length > 0)
const object = z.record(z.string(), z.unknown())

/** SLSA v1.1, verification_summary, SlsaResult: own values never begin with `SLSA_`. */
const slsaResult = z
  .string()
  .regex(/^(?!SLSA_).+$/)
  .or(z.string().regex(/^SLSA_[A-Z]+_LEVEL_[0-9]$/))

const verdict = z
  .strictObject({
    verifier: z.strictObject({ id: uri, version: z.record(z.string(), z.string()).optional() }),
    timeVerified: timestamp,
    resourceUri: uri,
    policy: descriptor.refine((policy) => policy.uri !== undefined),
    inputAttestations: z.array(digested).optional(),
    verificationResult: z.enum(['PASSED', 'FAILED']),
    verifiedLevels: z.array(slsaResult),
    dependencyLevels: z.record(z.string(), z.int()).optional(),
    slsaVersion: z
      .string()
      .regex(/^1\.\d+$/)
      .optional(),
  })
  .refine((each) => (each.verificationResult === 'FAILED') === each.verifiedLevels.includes('FAILED'))

const provenance = z.strictObject({
  buildDefinition: z.strictObject({
    buildType: uri,
    externalParameters: object,
    internalParameters: object.optional(),
    resolvedDependencies: z.array(descriptor).optional(),
  }),
  runDetails: z.strictObject({
    builder: z.strictObject({
      id: uri,
      version: z.record(z.string(), z.string()).optional(),
      builderDependencies: z.array(descriptor).optional(),
    }),
    metadata: z
      .strictObject({
        invocationId: z.string().optional(),
        startedOn: timestamp.optional(),
        finishedOn: timestamp.optional(),
      })
      .optional(),
    byproducts: z.array(descriptor).optional(),
  }),
})

/** Go refuses a time that is not RFC 3339, and so the whole predicate. `lastUpdate` is a member of in-toto's vulns. */
const scan = z.strictObject({
  invocation: z.strictObject({
    parameters: z.unknown(),
    uri: z.string(),
    event_id: z.string(),
    'builder.id': z.string(),
  }),
  scanner: z.strictObject({
    uri: z.string(),
    version: z.string(),
    db: z.strictObject({ uri: z.string(), version: z.string(), lastUpdate: timestamp.optional() }),
    result: object,
  }),
  metadata: z.strictObject({ scanStartedOn: timestamp, scanFinishedOn: timestamp }),
})

const tests = z.strictObject({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  configuration: z.array(descriptor),
  url: uri.optional(),
  passedTests: z.array(z.string()).optional(),
  warnedTests: z.array(z.string()).optional(),
  failedTests: z.array(z.string()).optional(),
})

const mark = z.strictObject({
  verifier: z.strictObject({ id: uri, policies: z.array(descriptor) }),
  timeCreated: timestamp,
  properties: z.array(z.string()),
})

const reference = z.strictObject({
  attester: z.strictObject({ id: uri }),
  references: z.array(descriptor.and(z.object({ downloadLocation: uri, mediaType: z.string() }))),
})

/** Its schema is promo's own, published with the documents; the predicate type stands for `schema`. */
function ownSchema(kind: string): z.ZodType {
  const schema = JSON.parse(
    readFileSync(join(ROOT, `schemas/${kind}.schema.json`), 'utf8'),
  ) as z.core.JSONSchema.JSONSchema
  const document = z.fromJSONSchema(schema)
  return object.transform((members): unknown => ({ schema: `promo/${kind}/v1`, ...members })).pipe(document)
}

export const PUBLISHED: Readonly<Record<string, PublishedShape>> = {
  [PREDICATE_TYPES.provenance]: {
    source: 'slsa-framework/slsa, docs/spec/v1.1/provenance.md and schema/provenance.proto',
    ...{ shape: provenance, optional: [], extension: BY_VENDOR },
  },
  [PREDICATE_TYPES.scan]: {
    source: 'sigstore/cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md and CosignVulnPredicate in pkg/cosign/attestation',
    ...{ shape: scan, optional: [], extension: NONE },
  },
  [PREDICATE_TYPES.tests]: {
    source: 'in-toto/attestation, spec/predicates/test-result.md and predicates/test_result/v0/test_result.proto',
    ...{ shape: tests, optional: ['url', 'passedTests', 'warnedTests', 'failedTests'], extension: BY_URI },
  },
  [PREDICATE_TYPES.verdict]: {
    source: 'slsa-framework/slsa, docs/spec/v1.1/verification_summary.md; v1.2 adds verifier.version',
    ...{ shape: verdict, optional: ['inputAttestations', 'slsaVersion'], extension: BY_URI },
  },
  [PREDICATE_TYPES.mark]: {
    source: 'in-toto/attestation, spec/predicates/svr.md, v0.2: all members, and verifier.policies, are required',
    ...{ shape: mark, optional: [], extension: BY_URI },
  },
  [PREDICATE_TYPES.reference]: {
    source: 'in-toto/attestation, spec/predicates/reference.md and predicates/reference/v0/reference.proto',
    ...{ shape: reference, optional: [], extension: BY_URI },
  },
  [PREDICATE_TYPES.promotion]: {
    source: 'schemas/promotion.schema.json',
    shape: ownSchema('promotion'),
    ...{ optional: ['previous', 'change', 'verdict', 'chain', 'rollbackOf'], extension: NONE },
  },
}
