import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { digest, imageName, leg, platformDigest, run, source, text, time } from './shapes.ts'

export const releaseImage = z.object({
  leg,
  name: imageName,
  digest,
  platforms: z.array(platformDigest),
  tags: z.array(text),
})

/** The digests that one run built and proved, one for each expected leg: what is promoted. */
export const releaseDocument = defineDocument('release', {
  source,
  run,
  images: z.array(releaseImage),
  collectedAt: time,
})

export type ReleaseImage = z.infer<typeof releaseImage>
export type Release = ReturnType<typeof releaseDocument.check>
