import { createHash } from 'node:crypto'
import { RFC3161Timestamp } from '@sigstore/core'
import { reasonOf, sigstoreError } from './errors.ts'
import { under } from './instance.ts'
import { ask, unexpected, type ServicePorts, type ServiceRequest } from './service.ts'
import { signatureOf, type Witness } from './witness.ts'

/**
 * A timestamp authority as a witness (RFC 3161; sigstore/timestamp-authority's JSON form of the query). Throws
 * `sigstore-refused` or `sigstore-unavailable`, also when the token is not over this signature.
 */
export function timestampWitness(authority: URL, ports: ServicePorts): Witness {
  return {
    testify: async (content) => {
      const signature = signatureOf(content)
      const token = await requestTimestamp(authority, signature, ports)
      assertOver(token, signature, authority)
      return { rfc3161Timestamps: [{ signedTimestamp: token }] }
    },
  }
}

async function requestTimestamp(authority: URL, signature: Buffer, ports: ServicePorts): Promise<Buffer> {
  const request: ServiceRequest = {
    method: 'POST',
    url: authority.pathname === '/' ? under(authority, 'api/v1/timestamp') : authority,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      artifactHash: createHash('sha256').update(signature).digest('base64'),
      hashAlgorithm: 'sha256',
    }),
  }
  const response = await ask(ports, request)
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response)
  return Buffer.from(response.body)
}

function assertOver(token: Buffer, signature: Buffer, authority: URL): void {
  try {
    RFC3161Timestamp.parse(Buffer.from(token)).tstInfo.verify(signature)
  } catch (cause) {
    const message = `the timestamp authority answered without a timestamp of the signature: ${reasonOf(cause)}`
    throw sigstoreError('sigstore-unavailable', { service: authority.host }, message, { cause })
  }
}
