import { sign, type KeyPairKeyObjectResult } from 'node:crypto'
import type { X509Certificate } from '@sigstore/core'
import * as z from 'zod/mini'
import { parsePem, publicKeyOf } from './certificate.ts'
import { sigstoreError } from './errors.ts'
import type { IdentityToken } from './identity-token.ts'
import { under } from './instance.ts'
import { ask, described, jsonOf, unexpected, type ServicePorts, type ServiceRequest } from './service.ts'

const chainShape = z.object({
  chain: z.object({ certificates: z.array(z.string()).check(z.minLength(1), z.maxLength(10)) }),
})

const answerShape = z.union([
  z.object({ signedCertificateEmbeddedSct: chainShape }),
  z.object({ signedCertificateDetachedSct: chainShape }),
])

/**
 * Asks for a short-lived certificate over the key (fulcio, fulcio.proto, CreateSigningCertificate). Throws
 * `certificate-refused` when the token is not accepted, `sigstore-refused`, or `sigstore-unavailable`; no error holds the token.
 */
export async function requestCertificate(
  fulcio: URL,
  token: IdentityToken,
  keys: KeyPairKeyObjectResult,
  ports: ServicePorts,
): Promise<X509Certificate> {
  const request: ServiceRequest = {
    method: 'POST',
    url: under(fulcio, 'api/v2/signingCert'),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token.text },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: keys.publicKey.export({ format: 'pem', type: 'spki' }).toString() },
        proofOfPossession: sign('sha256', Buffer.from(token.challenge), keys.privateKey).toString('base64'),
      },
    }),
    secrets: [token.text],
  }
  const response = await ask(ports, request)
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    throw sigstoreError('certificate-refused', { status: response.status }, described(request, response))
  }
  if (response.status !== 200 && response.status !== 201) throw unexpected(request, response)
  const leaf = readLeaf(jsonOf(request, response))
  if (leaf === undefined || !publicKeyOf(leaf).equals(keys.publicKey)) {
    throw sigstoreError('sigstore-unavailable', {}, 'Fulcio answered without a certificate for the key that was sent')
  }
  return leaf
}

/** The first certificate of the chain; the authorities above it are the verifier's to know. */
function readLeaf(answer: unknown): X509Certificate | undefined {
  const parsed = answerShape.safeParse(answer)
  if (!parsed.success) return undefined
  const { data } = parsed
  const signed =
    'signedCertificateEmbeddedSct' in data ? data.signedCertificateEmbeddedSct : data.signedCertificateDetachedSct
  try {
    const [leaf] = signed.chain.certificates
    return leaf === undefined ? undefined : parsePem(leaf)
  } catch {
    return undefined
  }
}
