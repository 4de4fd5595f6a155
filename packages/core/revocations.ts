import * as z from 'zod/mini'
import { describeFaults, IN_WORDS } from './documents/faults.ts'
import { digest, environment, text, time } from './documents/shapes.ts'
import { defineErrors } from './errors.ts'
import { day } from './trust-schema.ts'
import { parseYaml } from './yaml.ts'

const revocationsError = defineErrors('core', {
  'revocations-invalid': {
    ending: 'configuration',
    remedy:
      'Correct the file that `revocations` of promo.yaml names, at the places named. While it cannot be read, nothing is promoted.',
  },
})

/** Why, for the person who is refused. */
const reason = text.check(z.minLength(1))

const revokedDigest = z.strictObject({ digest, reason, at: day })

/** Marks of the environment on the digest, signed up to `at` (a whole day, or a time), do not count; a later one does. */
const revokedMark = z.strictObject({ environment, digest, reason, at: z.union([day, time]) })

/** The shape of `promo.revocations.yaml`. Unknown keys are faults: a misspelt list must never be an empty one. */
export const revocationsSchema = z.strictObject({
  version: z.literal(1),
  digests: z._default(z.array(revokedDigest), []),
  marks: z._default(z.array(revokedMark), []),
})

export type Revocations = z.infer<typeof revocationsSchema>

/** What holds where promo.yaml names no file. */
export const NO_REVOCATIONS: Revocations = { version: 1, digests: [], marks: [] }

/** Reads `promo.revocations.yaml`; throws `yaml-invalid`, or `revocations-invalid` with every fault. */
export function readRevocations(input: string | Uint8Array): Revocations {
  const parsed = revocationsSchema.safeParse(parseYaml(input), IN_WORDS)
  if (parsed.success) return parsed.data
  const faults = describeFaults(parsed.error.issues)
  throw revocationsError('revocations-invalid', { faults }, `the revocations are not valid: ${faults.join('; ')}`)
}
