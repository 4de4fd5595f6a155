import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { count, digest, imageName, outcome, platform, severity, severityCounts, text, time } from './shapes.ts'

/** What was looked at. Tools and findings name a target by its index. */
export const scanTarget = z.object({
  kind: z.enum(['image', 'path']),
  image: z.optional(imageName),
  path: z.optional(text),
  /** Manifest digest of the platform that was scanned; the commit's tree is not a digest and has none. */
  digest: z.optional(digest),
  /** Digest of the index the platform belongs to, or of the single manifest: the image's own digest. */
  imageDigest: z.optional(digest),
  platform: z.optional(platform),
  mediaType: z.optional(text),
  tagsAtScan: z.array(text),
})

/** One run of one tool over one target. `complete: false` or any outcome but `pass` makes the whole scan incomplete. */
export const scanTool = z.object({
  name: text,
  version: text,
  target: count,
  database: z.optional(z.object({ version: text, updatedAt: time })),
  startedAt: time,
  finishedAt: time,
  outcome,
  complete: z.boolean(),
  error: z.optional(z.object({ code: text, message: text })),
})

const findingPackage = z.object({
  name: text,
  installed: text,
  fixed: z.array(text),
  purl: z.optional(text),
  ecosystem: z.optional(text),
  path: z.optional(text),
})

const findingLocation = z.object({
  path: z.optional(text),
  startLine: z.optional(count),
  endLine: z.optional(count),
  resource: z.optional(text),
})

export const finding = z.object({
  tool: text,
  target: count,
  ruleId: text,
  aliases: z.array(text),
  kind: z.enum(['vulnerability', 'secret', 'misconfiguration', 'license', 'lint', 'quality']),
  severity,
  title: text,
  package: z.optional(findingPackage),
  location: z.optional(findingLocation),
  status: z.enum([
    'affected',
    'fixed',
    'will_not_fix',
    'fix_deferred',
    'end_of_life',
    'under_investigation',
    'not_affected',
    'unknown',
  ]),
  layer: z.optional(text),
  url: z.optional(text),
  /** sha256 of tool, rule, package and place, without line numbers: the same finding in the next scan has the same one. */
  fingerprint: text,
})

export const suppressedFinding = z.object({
  finding,
  by: z.enum(['exception', 'vex', 'baseline', 'inline', 'ignore-unfixed']),
  reason: text,
  expires: z.optional(time),
})

export const scanDecision = z.object({
  failOn: severity,
  ignoreUnfixed: z.boolean(),
  outcome,
  /** Fingerprints of the findings that failed the scan. */
  failing: z.array(text),
})

/** What scanners said, in one shape for all of them, and what was decided from it. */
export const scanDocument = defineDocument('scan', {
  targets: z.array(scanTarget),
  tools: z.array(scanTool),
  findings: z.array(finding),
  suppressed: z.array(suppressedFinding),
  counts: severityCounts,
  decision: scanDecision,
})

export type ScanTarget = z.infer<typeof scanTarget>
export type ScanTool = z.infer<typeof scanTool>
export type Finding = z.infer<typeof finding>
export type SuppressedFinding = z.infer<typeof suppressedFinding>
export type ScanDecision = z.infer<typeof scanDecision>
export type Scan = ReturnType<typeof scanDocument.check>
