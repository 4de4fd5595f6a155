import * as z from 'zod/mini'
import { environment, leg, repository, text } from './documents/shapes.ts'
import { repositoryId, repositoryPath } from './config-shapes.ts'
import { COMMIT_PATTERN } from './names.ts'

/** Who may say what about an image: `trust` of `promo.yaml`. */

export const TRUST_ROLES = [
  'signature',
  'provenance',
  'sbom',
  'scan',
  'tests',
  'refusal',
  'mark',
  'verdict',
  'promotion',
] as const

/** A day of the calendar in UTC, `2026-01-31`; one that does not exist would compare like one that does. */
export const day = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine(isCalendarDay, 'not a day of the calendar'))

function isCalendarDay(written: string): boolean {
  const time = Date.parse(`${written}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(written)
}

/** Both days are part of it. What counts is the day of signing, never the day of verifying. */
const validity = z.strictObject({ from: z.optional(day), until: z.optional(day) })

/**
 * `compromised`: nothing that was ever signed counts. `superseded`: what was signed before the day `at` still counts. The two
 * are those of RFC 5280 5.3.1 (keyCompromise, superseded).
 */
const revocation = z.strictObject({ at: day, reason: z.enum(['compromised', 'superseded']) })

const standing = { valid: z.optional(validity), revoked: z.optional(revocation) }

const signer = z.strictObject({
  id: text,
  issuer: z.url(),
  /** `owner/repo/.github/workflows/file.yml`, without a ref. */
  workflow: z.string().check(z.regex(/^[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^/\s@]+\.ya?ml$/)),
  commits: z._default(z.array(z.string().check(z.regex(COMMIT_PATTERN))), []),
  refs: z._default(z.array(z.string().check(z.regex(/^refs\/(?:heads|tags)\/[^\s*]+$/))), []),
  'allow-moving-ref': z._default(z.boolean(), false),
  roles: z.array(z.enum(TRUST_ROLES)),
  runners: z._default(z.array(z.enum(['github-hosted', 'self-hosted'])), ['github-hosted']),
  source: z.optional(
    z.strictObject({
      repository,
      id: repositoryId,
      refs: z._default(z.array(text), []),
    }),
  ),
  environment: z.optional(environment),
  ...standing,
})

const key = z.strictObject({
  id: text,
  /** Path of a PEM file beside promo.yaml's commit; the bytes of the base branch are read. */
  'public-key': repositoryPath,
  roles: z.array(z.enum(TRUST_ROLES)),
  /** Images that the key may speak for, by their names in promo.yaml; all of them when left out. */
  images: z.optional(z.array(leg)),
  ...standing,
})

export const trustSchema = z.strictObject({
  signers: z._default(z.array(signer), []),
  keys: z._default(z.array(key), []),
})

export type TrustSection = z.infer<typeof trustSchema>
export type TrustSigner = TrustSection['signers'][number]
export type TrustKey = TrustSection['keys'][number]
export type TrustRole = (typeof TRUST_ROLES)[number]
