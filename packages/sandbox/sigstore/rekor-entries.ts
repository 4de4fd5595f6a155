import { createHash, createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { dsse } from '@sigstore/core'
import * as z from 'zod/mini'

const hash = z.object({ algorithm: z.literal('sha256'), value: z.string().check(z.regex(/^[0-9a-f]{64}$/)) })

const dsseProposal = z.object({
  apiVersion: z.literal('0.0.1'),
  kind: z.literal('dsse'),
  spec: z.object({ proposedContent: z.object({ envelope: z.string(), verifiers: z.array(z.string()) }) }),
})

const envelopeShape = z.object({
  payloadType: z.string(),
  payload: z.string(),
  signatures: z.array(z.object({ sig: z.string() })).check(z.minLength(1)),
})

const hashedRekordProposal = z.object({
  apiVersion: z.literal('0.0.1'),
  kind: z.literal('hashedrekord'),
  spec: z.object({
    data: z.object({ hash }),
    signature: z.object({ content: z.string(), publicKey: z.object({ content: z.string() }) }),
  }),
})

const proposal = z.discriminatedUnion('kind', [dsseProposal, hashedRekordProposal])

/**
 * What the log stores for a proposed entry; throws for one it would refuse. As in Rekor, a `dsse` proposal is verified and
 * then reduced to hashes and signatures (rekor, pkg/types/dsse/v0.0.1/entry.go); a `hashedrekord` is stored as it is. Its
 * signature is not checked here: Node offers no ECDSA over a given hash.
 */
export function canonicalEntry(proposed: unknown): unknown {
  const entry = proposal.parse(proposed)
  return entry.kind === 'dsse' ? canonicalDsse(entry.spec.proposedContent) : canonicalHashedRekord(entry)
}

function canonicalDsse(content: z.infer<typeof dsseProposal>['spec']['proposedContent']): unknown {
  const envelope = envelopeShape.parse(JSON.parse(content.envelope))
  const payload = Buffer.from(envelope.payload, 'base64')
  const signed = dsse.preAuthEncoding(envelope.payloadType, payload)
  const signatures = envelope.signatures.map(({ sig }) => {
    const verifier = content.verifiers.find((each) => verify('sha256', signed, keyOf(each), Buffer.from(sig, 'base64')))
    if (verifier === undefined) throw new Error('could not verify envelope: signature does not match any verifier')
    return { signature: sig, verifier }
  })
  const spec = { envelopeHash: sha256(content.envelope), payloadHash: sha256(payload), signatures }
  return { apiVersion: '0.0.1', kind: 'dsse', spec }
}

function canonicalHashedRekord(entry: z.infer<typeof hashedRekordProposal>): unknown {
  keyOf(entry.spec.signature.publicKey.content)
  return entry
}

/** The key of a verifier: base64 of a PEM certificate or public key. */
function keyOf(verifier: string): KeyObject {
  const pem = Buffer.from(verifier, 'base64').toString()
  return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)
}

function sha256(content: string | Uint8Array): { readonly algorithm: 'sha256'; readonly value: string } {
  return { algorithm: 'sha256', value: createHash('sha256').update(content).digest('hex') }
}
