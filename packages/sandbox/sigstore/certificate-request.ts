import { createPublicKey, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import type { SandboxRequest } from '../network/index.ts'

/** What a client asks a certificate with: its token, its public key, and the proof that it holds the private one. */
export interface CertificateRequest {
  readonly token: string
  readonly key: KeyObject
  readonly proof: Buffer
}

const current = z.object({
  credentials: z.optional(z.object({ oidcIdentityToken: z.string() })),
  publicKeyRequest: z.object({
    publicKey: z.object({ content: z.string() }),
    proofOfPossession: z.string(),
  }),
})

const legacy = z.object({ publicKey: z.object({ content: z.string() }), signedEmailAddress: z.string() })

/** A request of the v2 API. The token stands in the body (sigstore-js) or in the Authorization header (sigstore-go). */
export function readCurrentRequest(request: SandboxRequest): CertificateRequest | undefined {
  return readOr(() => {
    const { credentials, publicKeyRequest } = current.parse(bodyOf(request))
    const { publicKey, proofOfPossession } = publicKeyRequest
    return made(credentials?.oidcIdentityToken ?? bearer(request), publicKey.content, proofOfPossession)
  })
}

/** A request of the v1 API, as cosign 2 makes it (fulcio, pkg/api/client.go): the token stands in the header alone. */
export function readLegacyRequest(request: SandboxRequest): CertificateRequest | undefined {
  return readOr(() => {
    const { publicKey, signedEmailAddress } = legacy.parse(bodyOf(request))
    return made(bearer(request), publicKey.content, signedEmailAddress)
  })
}

function made(token: string | undefined, key: string, proof: string): CertificateRequest | undefined {
  if (token === undefined) return undefined
  return { token, key: publicKeyOf(key), proof: Buffer.from(proof, 'base64') }
}

function readOr(read: () => CertificateRequest | undefined): CertificateRequest | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function bodyOf({ body }: SandboxRequest): unknown {
  return JSON.parse(Buffer.from(body).toString())
}

function bearer({ headers }: SandboxRequest): string | undefined {
  return /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1]
}

/** A PEM text, or base64 of one or of DER: protobuf JSON encodes bytes so (fulcio, pkg/challenges/challenges.go). */
function publicKeyOf(content: string): KeyObject {
  if (content.startsWith('-----')) return createPublicKey(content)
  const bytes = Buffer.from(content, 'base64')
  if (bytes.subarray(0, 5).toString() === '-----') return createPublicKey(bytes)
  return createPublicKey({ key: bytes, format: 'der', type: 'spki' })
}
