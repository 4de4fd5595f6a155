import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { digest, imageName, leg, text, time } from './shapes.ts'

/** What a link of the chain is about, from where an image runs back to its source. */
export const CHAIN_LINKS = [
  'environment',
  'promotion',
  'mark',
  'image',
  'revocation',
  'signature',
  'provenance',
  'scan',
  'refusal',
  'tests',
  'sbom',
  'run',
  'source',
  'change',
] as const

/**
 * `verified`: a signature says so that was verified now, by a signer that promo.yaml trusts for it. `recorded`: Git or the
 * registry holds it. `absent`: nothing says so and nothing has to. `missing` and `broken`: the chain does not hold here.
 */
export const CHAIN_STATES = ['verified', 'recorded', 'absent', 'missing', 'broken'] as const

/** Where anyone can look it up: a manifest in the registry, an entry of the log, a commit, a pull request, a run. */
export const chainEvidence = z.object({
  kind: z.enum(['manifest', 'log-entry', 'commit', 'pull-request', 'run', 'file']),
  value: text,
  url: z.optional(text),
})

export const chainLink = z.object({
  link: z.enum(CHAIN_LINKS),
  /** The environment, platform or repository it is about; empty for the image itself. */
  at: text,
  state: z.enum(CHAIN_STATES),
  fact: text,
  /** Code and remedy where the chain does not hold, else empty. */
  code: text,
  remedy: text,
  evidence: z.array(chainEvidence),
  /** The claims and numbers behind the fact, by name. */
  details: z.record(z.string(), text),
})

/** The chain of one digest. `complete` when no link is missing or broken. */
export const imageChain = z.object({
  leg: z.nullable(leg),
  name: imageName,
  digest,
  complete: z.boolean(),
  links: z.array(chainLink),
})

/** What trace found, link by link, for every digest that its subject means. */
export const chainDocument = defineDocument('chain', {
  subject: z.object({ kind: z.enum(['image', 'commit', 'pull-request', 'environment', 'pods']), text }),
  tracedAt: time,
  complete: z.boolean(),
  images: z.array(imageChain),
})

export type ChainEvidence = z.infer<typeof chainEvidence>
export type ChainLink = z.infer<typeof chainLink>
export type ImageChain = z.infer<typeof imageChain>
export type Chain = ReturnType<typeof chainDocument.check>
