import { isDigest, parseJson, type Digest, type JsonValue, isJsonObject } from '@promo/core'
import * as z from 'zod/mini'
import { reasonOf, sigstoreError } from './errors.ts'

/** DSSE payload type of in-toto statements. */
export const IN_TOTO_PAYLOAD = 'application/vnd.in-toto+json'

/** Largest bundle or statement that is read: Kyverno refuses a layer over 10,000,000 bytes. */
export const BUNDLE_LIMIT = 10_000_000
const DEPTH_LIMIT = 100
const SUBJECT_LIMIT = 1000

const statementShape = z.object({
  _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: z
    .array(z.object({ digest: z.record(z.string(), z.string()) }))
    .check(z.minLength(1), z.maxLength(SUBJECT_LIMIT)),
  predicateType: z.string().check(z.minLength(1), z.maxLength(1024)),
})

/** What a statement says, and about which sha256 digests. */
export interface Statement {
  readonly predicateType: string
  /** Null for a statement without a predicate, as cosign 3.0 wrote them. */
  readonly predicate: JsonValue
  /** Subjects with a sha256 digest, in order; others (a Git commit) are in `statement` alone. */
  readonly subjects: readonly Digest[]
  /** Digests of all subjects in all algorithms, `<algorithm>:<value>` as the statement has them. */
  readonly subjectDigests: readonly string[]
  /** The whole statement as it was read. */
  readonly statement: JsonValue
}

/** Reads an in-toto Statement v1 or v0.1; throws `bundle-invalid`. */
export function readStatement(payload: Uint8Array): Statement {
  const statement = parse(payload)
  const parsed = statementShape.safeParse(statement)
  if (!parsed.success) {
    throw sigstoreError(
      'bundle-invalid',
      {},
      'the payload is not an in-toto statement with subjects and a predicate type',
    )
  }
  const subjectDigests = parsed.data.subject.flatMap(({ digest }) =>
    Object.entries(digest).map(([algorithm, value]) => `${algorithm}:${value}`),
  )
  const digests = parsed.data.subject.flatMap(({ digest }) =>
    digest['sha256'] === undefined ? [] : [`sha256:${digest['sha256']}`],
  )
  if (!digests.every(isDigest))
    throw sigstoreError('bundle-invalid', {}, 'a subject of the statement has a malformed sha256 digest')
  const predicate = isJsonObject(statement) ? (statement['predicate'] ?? null) : null
  return { predicateType: parsed.data.predicateType, predicate, subjects: digests, subjectDigests, statement }
}

function parse(payload: Uint8Array): JsonValue {
  try {
    return parseJson(payload, { maxBytes: BUNDLE_LIMIT, maxDepth: DEPTH_LIMIT })
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the statement cannot be read: ${reasonOf(cause)}`, { cause })
  }
}
