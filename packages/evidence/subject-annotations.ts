import { hexOf, type Digest, type JsonValue } from '@promo/core'
import * as z from 'zod/mini'

const shape = z.object({
  subject: z.array(
    z.object({ digest: z.record(z.string(), z.string()), annotations: z.optional(z.record(z.string(), z.string())) }),
  ),
})

/** The annotations a statement gives its subject (in-toto ResourceDescriptor); empty where there are none or they are not text. */
export function subjectAnnotations(statement: JsonValue, subject: Digest): Readonly<Record<string, string>> {
  const parsed = shape.safeParse(statement)
  if (!parsed.success) return {}
  const named = parsed.data.subject.find(({ digest }) => digest['sha256'] === hexOf(subject))
  return named?.annotations ?? {}
}
