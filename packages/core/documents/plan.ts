import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { environment, imageName, leg, platform, source, text } from './shapes.ts'

/** In which order an image is built, scanned and published; a tag always comes last (docs/guarantees.md). */
export const SEQUENCES = ['push-then-scan', 'quarantine', 'scan-then-push'] as const

/** One image to build: what a leg of the matrix gets, as `matrix.leg`. */
export const planLeg = z.object({
  leg,
  image: imageName,
  sequence: z.optional(z.enum(SEQUENCES)),
  /** Repository that holds the bytes until the image passed; only with the sequence `quarantine`. */
  quarantine: z.optional(imageName),
  builder: z.enum(['buildx', 'buildah', 'layout']),
  command: z.optional(z.array(text)),
  layout: z.optional(text),
  context: text,
  file: z.optional(text),
  target: z.optional(text),
  platforms: z.array(platform),
  environments: z.array(environment),
})

/** What there is to do in this run: written by `plan`, read by every job after it. */
export const planDocument = defineDocument('plan', {
  source,
  legs: z.array(planLeg),
  environments: z.array(environment),
})

export type Sequence = (typeof SEQUENCES)[number]
export type PlanLeg = z.infer<typeof planLeg>
export type Plan = ReturnType<typeof planDocument.check>
