import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { digest, environment, imageName, text, time } from './shapes.ts'

/** One mark on one digest, as it was signed and read back. What counts is the attestation; this is its copy for people and later steps. */
export const markDocument = defineDocument('mark', {
  environment,
  image: z.object({ name: imageName, digest }),
  properties: z.array(text),
  /** When it was signed, as its timestamp or log entry says. */
  markedAt: time,
  /** Null for a revocation. */
  expiresAt: z.nullable(time),
  revoked: z.boolean(),
  reason: text,
  evidenceUrl: text,
  observedSince: z.nullable(time),
  /** Manifests that hold it, one for each format. */
  evidence: z.array(z.object({ format: text, digest })),
  logIndex: text,
  /** An earlier attempt of the same run had signed it. */
  existing: z.boolean(),
})

export type Mark = ReturnType<typeof markDocument.check>
