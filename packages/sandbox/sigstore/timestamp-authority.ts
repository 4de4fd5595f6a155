import { pem } from '@sigstore/core'
import { tsaHandler, type initializeTSA } from '@sigstore/mock'
import { TimeStampReq } from 'pkijs'
import type { Handler, SandboxResponse } from '../network/index.ts'
import type { ServiceClock } from './service-clock.ts'

export const TIMESTAMP_HOST = 'timestamp.sigstore.dev'

type TimestampAuthority = Awaited<ReturnType<typeof initializeTSA>>

/** The names that the mock's JSON form has for the hash algorithms of RFC 3161 requests. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** sigstore/timestamp-authority: takes RFC 3161 queries in DER and the service's own JSON form; gives the certificate chain. */
export function createTimestampHandler(ports: {
  readonly authority: TimestampAuthority
  readonly clock: ServiceClock
}): Handler {
  const { fn } = tsaHandler(ports.authority)
  return async (request) => {
    if (request.url.pathname === '/api/v1/timestamp/certchain') return certificateChain(ports.authority)
    if (request.url.pathname !== '/api/v1/timestamp' || request.method !== 'POST') return refuse(404, 'not found')
    const isQuery = request.headers['content-type']?.startsWith('application/timestamp-query') ?? false
    const query = isQuery ? fromDer(request.body) : Buffer.from(request.body).toString()
    if (query === undefined) return refuse(400, 'Error generating timestamp response: invalid query')
    const result = await ports.clock.inTurn(() => fn(query))
    const body = typeof result.response === 'string' ? result.response : bytesOf(result.response)
    return { status: result.statusCode, headers: { 'content-type': result.contentType ?? 'text/plain' }, body }
  }
}

/** The JSON form of a DER query; undefined for one that the mock cannot answer (its nonces are JavaScript numbers). */
function fromDer(body: Uint8Array): string | undefined {
  try {
    const request = TimeStampReq.fromBER(Uint8Array.from(body).buffer)
    const nonce = request.nonce === undefined ? undefined : Number(request.nonce.toBigInt())
    const hashAlgorithm = HASHES[request.messageImprint.hashAlgorithm.algorithmId]
    if (hashAlgorithm === undefined || (nonce !== undefined && !Number.isSafeInteger(nonce))) return undefined
    const artifactHash = Buffer.from(request.messageImprint.hashedMessage.valueBlock.valueHexView).toString('base64')
    return JSON.stringify({ artifactHash, hashAlgorithm, nonce, certificates: request.certReq ?? false })
  } catch {
    return undefined
  }
}

function certificateChain(authority: TimestampAuthority): SandboxResponse {
  const chain = [authority.intCertificate, authority.rootCertificate].map((each) => pem.fromDER(bytesOf(each))).join('')
  return { status: 200, headers: { 'content-type': 'application/pem-certificate-chain' }, body: chain }
}

function bytesOf(view: ArrayBufferView<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}

function refuse(status: number, message: string): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: status, message }) }
}
