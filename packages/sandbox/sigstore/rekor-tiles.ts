import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import type { Handler, SandboxResponse } from '../network/index.ts'
import type { LoggedEntry, TransparencyLog } from './transparency-log.ts'

export const REKOR_TILES_HOST = 'log2026-1.rekor.sigstore.dev'

const raw = z.object({ rawBytes: z.string() })
const requestShape = z.object({
  hashedRekordRequestV002: z.object({
    digest: z.string(),
    signature: z.object({
      content: z.string(),
      verifier: z.object({
        keyDetails: z.string(),
        publicKey: z.optional(raw),
        x509Certificate: z.optional(raw),
      }),
    }),
  }),
})

type HashedRekord = z.infer<typeof requestShape>['hashedRekordRequestV002']

/** Hashes by the algorithms that the log takes (rekor-tiles, internal/algorithmregistry), with their names in an entry. */
const HASHES: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
  PKIX_ECDSA_P256_SHA_256: ['SHA2_256', 32],
  PKIX_ECDSA_P384_SHA_384: ['SHA2_384', 48],
  PKIX_ECDSA_P521_SHA_512: ['SHA2_512', 64],
  PKIX_RSA_PKCS1V15_2048_SHA256: ['SHA2_256', 32],
}

/**
 * Rekor v2's API over a log: an entry of the kind `hashedrekord`, answered with its proof; 409 without the entry when it is
 * there, as the real one does (rekor-tiles, internal/server/service.go). The signature is not checked: Node offers no ECDSA
 * over a given hash.
 */
export function createRekorTilesHandler(log: TransparencyLog): Handler {
  return async ({ method, url, body }) => {
    if (url.pathname === '/healthz') return answer(200, { status: 'SERVING' })
    if (url.pathname !== '/api/v2/log/entries' || method !== 'POST') return refuse(404, 5, 'Not Found')
    const entry = storedEntry(body)
    if (entry === undefined) return refuse(400, 3, 'invalid hashedrekord request')
    const { uuid, added } = log.append(entry)
    const logged = log.entry(uuid)
    if (!added || logged === undefined) return refuse(409, 6, 'an equal entry is in the log')
    return answer(201, { ...tileEntry(logged), inclusionPromise: null })
  }
}

/** An entry of the log as a bundle has it: a proof, no promise, no time. */
export function tileEntry({ body, logID, verification }: LoggedEntry): Readonly<Record<string, unknown>> {
  const { inclusionProof } = verification
  return {
    logIndex: String(inclusionProof.logIndex),
    logId: { keyId: fromHex(logID) },
    kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
    integratedTime: '0',
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: fromHex(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(fromHex),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: body,
  }
}

function storedEntry(body: Uint8Array): unknown {
  try {
    const { hashedRekordRequestV002 } = requestShape.parse(JSON.parse(Buffer.from(body).toString()))
    const { digest, signature } = hashedRekordRequestV002
    const [algorithm = '', bytes] = HASHES[signature.verifier.keyDetails] ?? []
    keyOf(hashedRekordRequestV002)
    if (Buffer.from(digest, 'base64').byteLength !== bytes) return undefined
    const hashedRekordV002 = { data: { algorithm, digest }, signature }
    return { apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002 } }
  } catch {
    return undefined
  }
}

function keyOf({ signature: { verifier } }: HashedRekord): KeyObject {
  const { publicKey, x509Certificate } = verifier
  if (x509Certificate !== undefined)
    return new X509Certificate(Buffer.from(x509Certificate.rawBytes, 'base64')).publicKey
  return createPublicKey({ key: Buffer.from(publicKey?.rawBytes ?? '', 'base64'), format: 'der', type: 'spki' })
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}

function refuse(status: number, code: number, message: string): SandboxResponse {
  return answer(status, { code, message, details: [] })
}

function answer(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
