import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { count, digest, imageName, leg, platformDigest, text, time } from './shapes.ts'

/** A resolved dependency of a build (SLSA provenance v1, ResourceDescriptor): a base image, a source, a builder. */
export const material = z.object({ uri: text, digest: z.record(z.string(), z.string()) })

/** What one build returned: the record that `build-by-digest` leaves for provenance. */
export const buildDocument = defineDocument('build', {
  leg,
  image: z.object({ name: imageName, digest, mediaType: text, size: count }),
  platforms: z.array(platformDigest),
  /** `driver` and `buildkit` (its version) where buildx built. */
  builder: z.object({ name: text, version: text, driver: z.optional(text), buildkit: z.optional(text) }),
  /** What caches the build could read: `none` is part of the claim of SLSA Build L3. */
  cache: z.enum(['none', 'shared']),
  materials: z.array(material),
  /** False when the builder reported no materials: then provenance says so instead of guessing. */
  materialsComplete: z.boolean(),
  reproduced: z.nullable(z.boolean()),
  /** When nothing was built: the run attempt that had built and sealed this digest, as its certificate names it. */
  reused: z.optional(z.object({ invocation: text })),
  startedAt: time,
  finishedAt: time,
})

export type Material = z.infer<typeof material>
export type Build = ReturnType<typeof buildDocument.check>
