import type { TransparencyLogEntry } from '@sigstore/protobuf-specs'
import * as z from 'zod/mini'
import { derOf } from './certificate.ts'

const dsseBody = z.object({
  spec: z.object({ signatures: z.array(z.object({ verifier: z.string() })).check(z.length(1)) }),
})
const hashedRekordBody = z.object({
  spec: z.object({ signature: z.object({ publicKey: z.object({ content: z.string() }) }) }),
})

/**
 * True when a Rekor v1 entry was logged with this certificate (DER), as cosign requires. Entries of other kinds (v2, intoto) are
 * bound by the signature that the library compares.
 */
export function namesCertificate(entry: TransparencyLogEntry, certificate: Uint8Array): boolean {
  const logged = loggedVerifier(entry)
  if (logged === undefined) return true
  return derOf(Buffer.from(logged, 'base64').toString()).equals(certificate)
}

function loggedVerifier(entry: TransparencyLogEntry): string | undefined {
  const kind = entry.kindVersion?.version === '0.0.1' ? entry.kindVersion.kind : undefined
  const body: unknown = JSON.parse(entry.canonicalizedBody.toString())
  if (kind === 'dsse') return dsseBody.parse(body).spec.signatures[0]?.verifier
  return kind === 'hashedrekord' ? hashedRekordBody.parse(body).spec.signature.publicKey.content : undefined
}
