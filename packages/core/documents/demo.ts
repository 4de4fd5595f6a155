import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { digest, environment, leg, text } from './shapes.ts'

/** What `promo demo --json FILE` saw: read back from registry and Git at the end, never from memory. */
export const demoDocument = defineDocument('demo', {
  images: z.array(
    z.object({ leg, digest, registryDigest: digest, environments: z.record(z.string(), z.nullable(digest)) }),
  ),
  pullRequests: z.array(z.object({ number: z.int(), environment, state: text, verdict: text })),
  refusals: z.array(z.object({ scenario: text, code: text, fact: text, remedy: text })),
  tools: z.array(z.object({ name: text, version: text, role: text, source: text })),
  /** Seconds. */
  durations: z.object({ total: z.number(), stages: z.record(z.string(), z.number()) }),
})

export type Demo = ReturnType<typeof demoDocument.check>
