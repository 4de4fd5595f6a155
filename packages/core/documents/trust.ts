import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { commit, digest, environment, leg, numericId, repository, text, time } from './shapes.ts'

const standing = {
  id: text,
  roles: z.array(text),
  /** What a signature made now would be worth. */
  status: z.enum(['valid', 'not yet valid', 'expired', 'superseded', 'compromised']),
  /** Days in UTC, both inclusive; null for no bound. */
  valid: z.object({ from: z.nullable(text), until: z.nullable(text) }),
  revoked: z.nullable(z.object({ at: text, reason: text })),
}

/** Whom promo.yaml trusts, for people and other verifiers. */
export const trustDocument = defineDocument('trust', {
  at: time,
  signers: z.array(
    z.object({
      ...standing,
      issuer: text,
      workflow: text,
      commits: z.array(commit),
      refs: z.array(text),
      runners: z.array(text),
      source: z.nullable(z.object({ repository, id: numericId, refs: z.array(text) })),
      environment: z.nullable(environment),
      /** Subjects of the certificates, as others match them; they cannot tell at which commit a ref was. */
      identities: z.array(text),
    }),
  ),
  keys: z.array(
    z.object({
      ...standing,
      images: z.nullable(z.array(leg)),
      /** sha256 of the SubjectPublicKeyInfo. */
      keyId: digest,
      /** PEM text. */
      publicKey: text,
    }),
  ),
  /** What a person should look at. */
  warnings: z.array(text),
  /** Entries that an export does not give to others, with the reason. */
  leftOut: z.array(z.object({ id: text, status: text })),
})

export type TrustList = ReturnType<typeof trustDocument.check>
