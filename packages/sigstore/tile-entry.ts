import type { TransparencyLogEntry } from '@sigstore/bundle'
import { dsse, pem } from '@sigstore/core'
import { parseJson, sameJson, type JsonValue } from '@promo/core'
import { TransparencyLogEntry as Entry } from '@sigstore/protobuf-specs'
import * as z from 'zod/mini'
import { hashOf } from './key-algorithm.ts'
import type { SigningSession } from './signing-session.ts'
import { signatureOf, type SignatureContent } from './witness.ts'

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))
/** int64 in protobuf's JSON. */
const index = z.union([z.string().check(z.regex(/^[0-9]{1,18}$/)), z.int().check(z.nonnegative())])

const answerShape = z.object({
  // A first entry has the index 0, which protobuf's JSON may leave out.
  logIndex: z._default(index, '0'),
  logId: z.object({ keyId: base64 }),
  kindVersion: z.object({ kind: z.literal('hashedrekord'), version: z.literal('0.0.2') }),
  inclusionProof: z.object({
    logIndex: z._default(index, '0'),
    rootHash: base64,
    treeSize: index,
    hashes: z._default(z.array(base64).check(z.maxLength(64)), []),
    checkpoint: z.object({ envelope: z.string().check(z.minLength(1)) }),
  }),
  canonicalizedBody: base64,
})

/** The entry of an answer as it stands in bundles; undefined when it is anything else. */
export function readTileEntry(answer: unknown): TransparencyLogEntry | undefined {
  const parsed = answerShape.safeParse(answer)
  if (!parsed.success) return undefined
  // The promise and the time are of the first API; an answer that has them is not believed in that.
  const { logId, kindVersion, canonicalizedBody, inclusionProof } = parsed.data
  const proof = {
    ...inclusionProof,
    logIndex: String(inclusionProof.logIndex),
    treeSize: String(inclusionProof.treeSize),
  }
  const entry = { logIndex: String(parsed.data.logIndex), logId, kindVersion, canonicalizedBody }
  const { inclusionPromise: _, ...read } = Entry.fromJSON({ ...entry, integratedTime: '0', inclusionProof: proof })
  return { ...read, inclusionPromise: undefined } as TransparencyLogEntry
}

export interface ProposedTileEntry {
  readonly request: unknown
  readonly stored: JsonValue
}

const HASH_NAMES = { sha256: 'SHA2_256', sha384: 'SHA2_384', sha512: 'SHA2_512' } as const

/**
 * What is sent and what the log stores for it (rekor-tiles, pkg/types/hashedrekord). An envelope is logged by the digest of
 * its pre-authentication encoding: the second API has no entries of its own for envelopes (architecture-docs, client spec).
 */
export function proposeTileEntry(content: SignatureContent, session: SigningSession): ProposedTileEntry {
  const { key, identity } = session
  const rawBytes = pem.toDER(session.verifier).toString('base64')
  const verifier = {
    keyDetails: key.algorithm.details,
    ...(identity.kind === 'certificate' ? { x509Certificate: { rawBytes } } : { publicKey: { rawBytes } }),
  }
  const signature = { content: signatureOf(content).toString('base64'), verifier }
  const digest = digestOf(content, session).toString('base64')
  const hashedRekordV002 = { data: { algorithm: HASH_NAMES[hashOf(key.algorithm)], digest }, signature }
  return {
    request: { hashedRekordRequestV002: { digest, signature } },
    stored: { apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002 } },
  }
}

function digestOf(content: SignatureContent, { key }: SigningSession): Buffer {
  if (content.$case === 'messageSignature') return content.messageSignature.messageDigest.digest
  const { payloadType, payload } = content.dsseEnvelope
  return key.digest(dsse.preAuthEncoding(payloadType, payload))
}

/** True when the log stored exactly what was proposed. */
export function isTileEntryOf(entry: TransparencyLogEntry, proposed: ProposedTileEntry): boolean {
  try {
    return sameJson(parseJson(entry.canonicalizedBody), proposed.stored)
  } catch {
    return false
  }
}
