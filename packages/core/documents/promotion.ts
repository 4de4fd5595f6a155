import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { commit, count, digest, environment, text, time } from './shapes.ts'

/** An object id of Git, of SHA-1 or SHA-256 repositories. */
const gitObject = z.string().check(z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/))
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** What is elsewhere, as in-toto describes it (in-toto/attestation, spec/v1/resource_descriptor.md). */
const resource = z.object({ uri: text, digest: z.object({ sha256 }) })
const list = <Item extends z.ZodMiniType>(item: Item): z.ZodMiniArray<Item> => z.array(item).check(z.maxLength(1000))

/** A place of an environment: `resourceUri` is what deploys from there, such as the overlay at its commit. */
const place = { environment, resourceUri: text }

const approval = z.object({
  login: text,
  /** Numeric id of the review. */
  id: z.optional(text),
  submittedAt: time,
  /** The head that was approved. */
  commitSha: z.optional(commit),
})

/**
 * How one digest came into one environment: what is attested as a promotion. `srcRef`, `dstRef` and `digest` mean what they
 * mean in the record of kpromo (kubernetes-sigs/promo-tools, promotion_record.proto). What is not known is left out.
 */
export const promotionDocument = defineDocument('promotion', {
  promotion: z.object({
    /** Names it among the promotions of its environment; what `rollbackOf` refers to. */
    id: text,
    kind: z.enum(['promote', 'rollback', 'drill']),
    /** Absent where the digest came from a build, and from no environment. */
    from: z.optional(z.object(place)),
    to: z.object({
      ...place,
      /** Blobs before and after; null for a file that was not there. */
      files: list(z.object({ path: text, gitBlobBefore: z.nullable(gitObject), gitBlobAfter: gitObject })),
    }),
  }),
  artifact: z.object({ digest, srcRef: z.optional(text), dstRef: text, tag: z.optional(text) }),
  /** What the environment held before; absent for its first digest. */
  previous: z.optional(z.object({ digest })),
  change: z.optional(
    z.object({
      /** URL; absent where it was pushed. */
      pullRequest: z.optional(text),
      headSha: z.optional(commit),
      mergeSha: commit,
      author: text,
      approvals: list(approval),
    }),
  ),
  policy: resource,
  /** The attested verdict that let it pass, by the digest of the manifest that holds it. */
  verdict: z.optional(resource),
  exceptions: list(z.object({ id: text, expires: time })),
  rollbackOf: z.optional(text),
  holds: list(text),
  /** Digest of the attestation of the promotion before; absent for the first of its environment, whose index is 0. */
  chain: z.optional(z.object({ prevDigest: z.optional(digest), index: count })),
  times: z.object({
    requested: z.optional(time),
    verified: z.optional(time),
    merged: z.optional(time),
    deployed: z.optional(time),
  }),
})

export type Promotion = ReturnType<typeof promotionDocument.check>
