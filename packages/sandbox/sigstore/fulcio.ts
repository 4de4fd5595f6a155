import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { pem } from '@sigstore/core'
import type { initializeCA } from '@sigstore/mock'
import type { JWTPayload } from 'jose'
import * as z from 'zod/mini'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'
import type { OidcIssuer } from '../oidc/index.ts'
import { extensionsOf, subjectUri } from './certificate-extensions.ts'
import type { ServiceClock } from './service-clock.ts'

export const FULCIO_HOST = 'fulcio.sigstore.dev'
/** The audience Fulcio wants in an identity token. */
const AUDIENCE = 'sigstore'

type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>

const requestShape = z.object({
  credentials: z.optional(z.object({ oidcIdentityToken: z.string() })),
  publicKeyRequest: z.object({
    publicKey: z.object({ content: z.string() }),
    proofOfPossession: z.string(),
  }),
})

/** Fulcio's v2 API: a certificate for the key that the token's holder proves to have, and the trust bundle. */
export function createFulcioHandler(ports: {
  readonly authority: CertificateAuthority
  readonly issuer: OidcIssuer
  readonly clock: ServiceClock
}): Handler {
  return async (request) => {
    const { pathname } = request.url
    if (pathname === '/api/v2/trustBundle') {
      return answer(200, { chains: [{ certificates: [toPem(ports.authority.rootCertificate)] }] })
    }
    if (pathname !== '/api/v2/signingCert' || request.method !== 'POST') return refuse(404, 5, 'Not Found')
    const parsed = readRequest(request)
    if (parsed === undefined) return refuse(400, 3, 'The request could not be read')
    const claims = await ports.issuer.verify(parsed.token, AUDIENCE).catch(() => undefined)
    const subject = claims === undefined ? undefined : subjectUri(claims)
    if (claims === undefined || subject === undefined) {
      return refuse(401, 16, 'There was an error processing the identity token')
    }
    if (!proves(parsed, claims)) return refuse(400, 3, 'The signature supplied in the request could not be verified')
    const certificate = await ports.clock.inTurn(() =>
      ports.authority.issueCertificate({
        publicKey: parsed.key.export({ format: 'der', type: 'spki' }),
        subjectAltName: subject,
        extensions: [...extensionsOf(claims)],
      }),
    )
    const certificates = [toPem(certificate), toPem(ports.authority.rootCertificate)]
    return answer(200, { signedCertificateEmbeddedSct: { chain: { certificates } } })
  }
}

interface CertificateRequest {
  readonly token: string
  readonly key: KeyObject
  readonly proof: Buffer
}

/** The token stands in the body (sigstore-js, cosign 2) or in the Authorization header (sigstore-go). */
function readRequest(request: SandboxRequest): CertificateRequest | undefined {
  try {
    const body = requestShape.parse(JSON.parse(Buffer.from(request.body).toString()))
    const token =
      body.credentials?.oidcIdentityToken ?? /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1]
    const { publicKey, proofOfPossession } = body.publicKeyRequest
    if (token === undefined) return undefined
    return { token, key: publicKeyOf(publicKey.content), proof: Buffer.from(proofOfPossession, 'base64') }
  } catch {
    return undefined
  }
}

/** A PEM text, or base64 of one: protobuf JSON encodes bytes so. */
function publicKeyOf(content: string): KeyObject {
  return createPublicKey(content.startsWith('-----') ? content : Buffer.from(content, 'base64').toString())
}

function proves(request: CertificateRequest, claims: JWTPayload): boolean {
  return verify('sha256', Buffer.from(claims.sub ?? ''), request.key, request.proof)
}

function toPem(certificate: ArrayBufferView<ArrayBuffer>): string {
  return pem.fromDER(Buffer.from(certificate.buffer, certificate.byteOffset, certificate.byteLength))
}

function refuse(status: number, code: number, message: string): SandboxResponse {
  return answer(status, { code, message, details: [] })
}

function answer(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
