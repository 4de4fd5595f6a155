import * as z from 'zod/mini'
import { DIGEST_PATTERN, type Digest } from '../digest.ts'
import { parseImageName, type ImageName } from '../image-reference.ts'
import {
  COMMIT_PATTERN,
  NAME_PATTERN,
  REPOSITORY_PATTERN,
  type CommitSha,
  type EnvironmentName,
  type LegName,
  type RepositoryName,
} from '../names.ts'
import { SEVERITIES } from '../severity.ts'

/** The shapes that several documents share. The types they give are the branded ones: reading a document is parsing it. */

function branded<Kind extends string>(pattern: RegExp): z.ZodMiniType<Kind, string> {
  return z.string().check(z.regex(pattern)) as unknown as z.ZodMiniType<Kind, string>
}

function isImageName(text: string): boolean {
  try {
    return parseImageName(text) === text
  } catch {
    return false
  }
}

export const digest = branded<Digest>(DIGEST_PATTERN)
export const commit = branded<CommitSha>(COMMIT_PATTERN)
export const leg = branded<LegName>(NAME_PATTERN)
export const environment = branded<EnvironmentName>(NAME_PATTERN)
export const repository = branded<RepositoryName>(REPOSITORY_PATTERN)
export const imageName = z
  .string()
  .check(z.maxLength(255), z.refine(isImageName, 'not a repository name')) as unknown as z.ZodMiniType<
  ImageName,
  string
>

/** Numeric ids of GitHub, kept as text: they pass 2^53 some day and are compared, never computed with. */
export const numericId = z.string().check(z.regex(/^[1-9][0-9]{0,19}$/))
export const time = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/))
export const text = z.string().check(z.maxLength(8192))
export const count = z.int().check(z.nonnegative())
export const severity = z.enum(SEVERITIES)
export const outcome = z.enum(['pass', 'findings', 'configuration', 'infrastructure'])
export const platform = z.string().check(z.regex(/^[a-z0-9._-]+\/[a-z0-9._-]+(?:\/[a-z0-9._-]+)?$/))

/** Where sources came from: repository, its immutable id, commit and ref. */
export const source = z.object({ repository, repositoryId: numericId, sha: commit, ref: text })

/** The workflow run that did the work. `workflowSha` is the commit of promo that defined it. */
export const run = z.object({
  id: numericId,
  attempt: z.int().check(z.positive()),
  workflowRef: text,
  workflowSha: commit,
})

export const platformDigest = z.object({ platform, digest, size: count })

/** Numbers of findings by severity; every severity is present. */
export const severityCounts = z.object({
  critical: count,
  high: count,
  medium: count,
  low: count,
  negligible: count,
  unknown: count,
})

export type Outcome = z.infer<typeof outcome>
export type Source = z.infer<typeof source>
export type Run = z.infer<typeof run>
export type PlatformDigest = z.infer<typeof platformDigest>
export type SeverityCounts = z.infer<typeof severityCounts>
