import { createPublicKey } from 'node:crypto'
import type { TransparencyLogEntry } from '@sigstore/protobuf-specs'
import * as z from 'zod/mini'
import { derOf } from './certificate.ts'

/** What a log entry must have been made with, DER: a certificate, or the SubjectPublicKeyInfo of a bare key. */
export interface LoggedSigner {
  readonly kind: 'certificate' | 'key'
  readonly der: Uint8Array
}

const dsseBody = z.object({
  spec: z.object({ signatures: z.tuple([z.object({ verifier: z.string() })]) }),
})
const intotoBody = z.object({
  spec: z.object({
    content: z.object({ envelope: z.object({ signatures: z.tuple([z.object({ publicKey: z.string() })]) }) }),
  }),
})
const hashedRekordBody = z.object({
  spec: z.object({ signature: z.object({ publicKey: z.object({ content: z.string() }) }) }),
})
const bytes = z.object({ rawBytes: z.string() })
const hashedRekordV2Body = z.object({
  spec: z.object({
    hashedRekordV002: z.object({
      signature: z.object({
        verifier: z.object({ x509Certificate: z.optional(bytes), publicKey: z.optional(bytes) }),
      }),
    }),
  }),
})

/** Gives the verifier that a body names: PEM as Rekor v1 stores it, or which of the two it is and its DER. */
type BodyReader = (body: unknown) => string | LoggedSigner | undefined

/**
 * Kinds of entry that a bundle may have (client-spec.md, 4.4: entries of any other kind end the verification), by
 * `kind/version`. Rekor v2 has no `dsse` any more (rekor-v2-spec.md, 4.3).
 */
const READERS: Readonly<Partial<Record<string, BodyReader>>> = {
  'dsse/0.0.1': (body) => pemOf(dsseBody.parse(body).spec.signatures[0].verifier),
  'intoto/0.0.2': (body) => pemOf(intotoBody.parse(body).spec.content.envelope.signatures[0].publicKey),
  'hashedrekord/0.0.1': (body) => pemOf(hashedRekordBody.parse(body).spec.signature.publicKey.content),
  'hashedrekord/0.0.2': (body) => {
    const { x509Certificate, publicKey } = hashedRekordV2Body.parse(body).spec.hashedRekordV002.signature.verifier
    if ((x509Certificate === undefined) === (publicKey === undefined)) return undefined
    const der = Buffer.from(x509Certificate?.rawBytes ?? publicKey?.rawBytes ?? '', 'base64')
    return { kind: x509Certificate === undefined ? 'key' : 'certificate', der }
  },
}

/** True when the entry was logged with this certificate or key: client-spec.md, 4.4, which the library leaves out. */
export function namesSigner(entry: TransparencyLogEntry, signer: LoggedSigner): boolean {
  const logged = READERS[nameOf(entry)]?.(JSON.parse(entry.canonicalizedBody.toString()))
  if (logged === undefined) return false
  const found = typeof logged === 'string' ? signerIn(logged) : logged
  return found.kind === signer.kind && Buffer.from(found.der).equals(signer.der)
}

/** `kind/version`, which the library has compared with the body's own. */
export function nameOf({ kindVersion }: TransparencyLogEntry): string {
  return `${kindVersion?.kind ?? ''}/${kindVersion?.version ?? ''}`
}

function signerIn(pem: string): LoggedSigner {
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return { kind: 'certificate', der: derOf(pem) }
  return { kind: 'key', der: createPublicKey(pem).export({ type: 'spki', format: 'der' }) }
}

function pemOf(verifier: string): string {
  return Buffer.from(verifier, 'base64').toString()
}
