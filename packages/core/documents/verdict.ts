import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { commit, count, digest, environment, imageName, outcome, text, time } from './shapes.ts'

/** What one rule said about one digest. `fact` is what was found, `expected` what the policy asks for. */
export const ruleResult = z.object({
  rule: text,
  outcome: z.enum(['pass', 'findings', 'configuration', 'infrastructure', 'warn', 'skipped']),
  /** Error code, empty on pass. */
  code: text,
  fact: text,
  expected: text,
  remedy: text,
  owner: z.optional(text),
  /** Digests of the manifests that hold the evidence used. */
  evidence: z.array(digest),
})

const verdictShape = {
  environment,
  image: z.object({ name: imageName, digest }),
  policy: z.object({ uri: text, digest }),
  evaluatedAt: time,
  outcome,
  rules: z.array(ruleResult),
  exceptions: z.array(text),
  /** When the first piece of evidence goes stale; null when nothing expires. */
  expiresAt: z.nullable(time),
}

/** What the policy of one environment says about one digest. */
export const verdictDocument = defineDocument('verdict', verdictShape)

/** All verdicts of one pull request, merge group or command, and the worst of them. */
export const gateDocument = defineDocument('gate', {
  verdicts: z.array(verdictDocument.schema),
  outcome,
  /** Code of the failure that is not a verdict's: an overlay that cannot be read, a digest that is a tag. Empty otherwise. */
  code: text,
  fact: text,
  remedy: text,
  /** The pull request that was judged, at this head; null for named images. */
  pullRequest: z.nullable(z.object({ number: count, head: commit })),
  policyBase: z.object({ repository: text, ref: text, sha: z.nullable(commit) }),
})

export type RuleResult = z.infer<typeof ruleResult>
export type Verdict = ReturnType<typeof verdictDocument.check>
export type Gate = ReturnType<typeof gateDocument.check>
