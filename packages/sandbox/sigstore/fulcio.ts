import { verify } from 'node:crypto'
import { pem } from '@sigstore/core'
import type { initializeCA } from '@sigstore/mock'
import type { JWTPayload } from 'jose'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'
import type { OidcIssuer } from '../oidc/index.ts'
import { readCurrentRequest, readLegacyRequest, type CertificateRequest } from './certificate-request.ts'
import { extensionsOf, subjectUri } from './certificate-extensions.ts'
import type { ServiceClock } from './service-clock.ts'

export const FULCIO_HOST = 'fulcio.sigstore.dev'
/** The audience Fulcio wants in an identity token. */
const AUDIENCE = 'sigstore'

type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>

interface FulcioPorts {
  readonly authority: CertificateAuthority
  readonly issuer: OidcIssuer
  readonly clock: ServiceClock
  /** Whether certificates are in a certificate log, which stamps them. Default true. */
  readonly logged?: boolean
}

/**
 * Fulcio: a certificate for the key that the token's holder proves to have, and the trust bundle; by the v2 API and by the v1
 * one of cosign 2, which real Fulcio serves over the same code (fulcio, pkg/server/legacy_server.go).
 */
export function createFulcioHandler(ports: FulcioPorts): Handler {
  const root = toPem(ports.authority.rootCertificate)
  const routes: Readonly<Record<string, (request: SandboxRequest) => SandboxResponse | Promise<SandboxResponse>>> = {
    'GET /api/v2/trustBundle': () => answer(200, { chains: [{ certificates: [root] }] }),
    'GET /api/v1/rootCert': () => chain(200, [root]),
    'POST /api/v2/signingCert': (request) =>
      issued(readCurrentRequest(request), ports, (leaf) => {
        const chain = { certificates: [leaf, root] }
        // Without a log the stamp is left empty (fulcio, pkg/server/grpc_server.go).
        if (ports.logged === false)
          return answer(200, { signedCertificateDetachedSct: { chain, signedCertificateTimestamp: '' } })
        return answer(200, { signedCertificateEmbeddedSct: { chain } })
      }),
    'POST /api/v1/signingCert': (request) =>
      issued(readLegacyRequest(request), ports, (leaf) => chain(201, [leaf, root])),
  }
  return async (request) =>
    routes[`${request.method} ${request.url.pathname}`]?.(request) ?? refuse(404, 5, 'Not Found')
}

async function issued(
  request: CertificateRequest | undefined,
  { authority, issuer, clock }: FulcioPorts,
  answered: (leaf: string) => SandboxResponse,
): Promise<SandboxResponse> {
  if (request === undefined) return refuse(400, 3, 'The request could not be read')
  const claims = await issuer.verify(request.token, AUDIENCE).catch(() => undefined)
  const subject = claims === undefined ? undefined : subjectUri(claims)
  if (claims === undefined || subject === undefined) {
    return refuse(401, 16, 'There was an error processing the identity token')
  }
  if (!proves(request, claims)) return refuse(400, 3, 'The signature supplied in the request could not be verified')
  const certificate = await clock.inTurn(() =>
    authority.issueCertificate({
      publicKey: request.key.export({ format: 'der', type: 'spki' }),
      subjectAltName: subject,
      extensions: [...extensionsOf(claims)],
    }),
  )
  return answered(toPem(certificate))
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

/** PEM certificates with a line between them, as the v1 API gives them. */
function chain(status: number, certificates: readonly string[]): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/pem-certificate-chain' },
    body: certificates.join('\n').trim(),
  }
}

function answer(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
