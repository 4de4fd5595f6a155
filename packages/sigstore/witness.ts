import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle'
import type { SigningSession } from './signing-session.ts'

/** What was signed and the signature, in the form of a bundle. */
export type SignatureContent = Bundle['content']

export interface Testimony {
  readonly tlogEntries?: readonly TransparencyLogEntry[]
  readonly rfc3161Timestamps?: readonly { readonly signedTimestamp: Buffer }[]
}

/** Someone who confirms when a signature was there: a transparency log or a timestamp authority. */
export interface Witness {
  testify(content: SignatureContent, session: SigningSession): Promise<Testimony>
}

/** Asks all witnesses at once; one that fails fails the signature. */
export async function gatherTestimony(
  witnesses: readonly Witness[],
  content: SignatureContent,
  session: SigningSession,
): Promise<Required<Testimony>> {
  const all = await Promise.all(witnesses.map((witness) => witness.testify(content, session)))
  return {
    tlogEntries: all.flatMap(({ tlogEntries = [] }) => tlogEntries),
    rfc3161Timestamps: all.flatMap(({ rfc3161Timestamps = [] }) => rfc3161Timestamps),
  }
}

/** The bytes of the one signature. */
export function signatureOf(content: SignatureContent): Buffer {
  if (content.$case === 'messageSignature') return content.messageSignature.signature
  return content.dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0)
}
