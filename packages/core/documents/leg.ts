import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { digest, imageName, leg, outcome, platformDigest, run, severityCounts, source, text, time } from './shapes.ts'

/** An attestation or signature that was written and read back: its predicate type and the digest of its manifest. */
export const writtenEvidence = z.object({ predicateType: text, digest })

/** What one leg of the matrix sealed. Only what certificates confirm of it is ever believed. */
export const legDocument = defineDocument('leg', {
  leg,
  image: z.object({ name: imageName, digest }),
  tags: z.array(text),
  platforms: z.array(platformDigest),
  source,
  run,
  sealedAt: time,
  scan: z.nullable(z.object({ outcome, counts: severityCounts, reportDigest: digest })),
  evidence: z.array(writtenEvidence),
})

export type WrittenEvidence = z.infer<typeof writtenEvidence>
export type Leg = ReturnType<typeof legDocument.check>
