import { createHash } from 'node:crypto'
import { envelopeToJSON, type TransparencyLogEntry } from '@sigstore/bundle'
import { parseJson, sameJson, type JsonValue } from '@promo/core'
import * as z from 'zod/mini'
import { hashOf } from './key-algorithm.ts'
import type { SigningSession } from './signing-session.ts'
import type { SignatureContent } from './witness.ts'

const HEX_256 = /^[0-9a-f]{64}$/
const hex = z.string().check(z.regex(HEX_256))
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))

const loggedEntry = z.object({
  body: base64,
  integratedTime: z.int().check(z.positive()),
  logID: hex,
  logIndex: z.int().check(z.nonnegative()),
  verification: z.object({
    signedEntryTimestamp: base64,
    inclusionProof: z.object({
      checkpoint: z.string(),
      hashes: z.array(hex).check(z.maxLength(64)),
      logIndex: z.int().check(z.nonnegative()),
      rootHash: hex,
      treeSize: z.int().check(z.positive()),
    }),
  }),
})

/** An entry as Rekor v1's API gives it, with promise and proof. */
export type LoggedEntry = z.infer<typeof loggedEntry>

/** What is sent to the log, and the body it must store for it. */
export interface ProposedEntry {
  readonly request: unknown
  /** The stored form as far as it binds content, signature and certificate (rekor, pkg/types/{dsse,hashedrekord}/v0.0.1). */
  readonly stored: StoredBody
}

type StoredBody = {
  readonly kind: 'dsse' | 'hashedrekord'
  readonly apiVersion: '0.0.1'
  readonly spec: JsonValue
}

const responseShape = z.record(z.string(), loggedEntry)

/** Reads the one entry of an answer; undefined when it is anything else. */
export function readLoggedEntry(answer: unknown): LoggedEntry | undefined {
  const parsed = responseShape.safeParse(answer)
  const entries = parsed.success ? Object.values(parsed.data) : []
  return entries.length === 1 ? entries[0] : undefined
}

/** The entry to propose for a signature of the session. Throws `key-unsupported`. */
export function proposeEntry(content: SignatureContent, session: SigningSession): ProposedEntry {
  const verifier = Buffer.from(session.verifier).toString('base64')
  return content.$case === 'messageSignature'
    ? proposeSignature(content.messageSignature, verifier, hashOf(session.key.algorithm))
    : proposeEnvelope(content.dsseEnvelope, verifier)
}

type Envelope = Extract<SignatureContent, { readonly $case: 'dsseEnvelope' }>['dsseEnvelope']
type MessageSignature = Extract<SignatureContent, { readonly $case: 'messageSignature' }>['messageSignature']

function proposeEnvelope(envelope: Envelope, verifier: string): ProposedEntry {
  const text = envelopeText(envelope)
  const signatures = envelope.signatures.map(({ sig }) => ({ signature: sig.toString('base64'), verifier }))
  return {
    request: {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: { proposedContent: { envelope: text, verifiers: [verifier] } },
    },
    stored: {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: { envelopeHash: sha256(text), payloadHash: sha256(envelope.payload), signatures },
    },
  }
}

function proposeSignature(message: MessageSignature, verifier: string, algorithm: string): ProposedEntry {
  const entry = {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm, value: message.messageDigest.digest.toString('hex') } },
      signature: { content: message.signature.toString('base64'), publicKey: { content: verifier } },
    },
  } as const
  return { request: entry, stored: entry }
}

/** The bytes of an envelope that are logged and, byte for byte, stored as a legacy attestation layer. */
export function envelopeText(envelope: Envelope): string {
  const text = texts.get(envelope) ?? JSON.stringify(envelopeToJSON(envelope))
  texts.set(envelope, text)
  return text
}

/** The text is made when it is logged and stored again in the legacy format; an envelope is never changed. */
const texts = new WeakMap<Envelope, string>()

/** True when the log stored exactly what was proposed: an entry read back after a conflict may be someone else's. */
export function isEntryOf(entry: LoggedEntry, proposed: ProposedEntry): boolean {
  try {
    return sameJson(parseJson(Buffer.from(entry.body, 'base64')), proposed.stored)
  } catch {
    return false
  }
}

/** The form the entry has in a bundle (sigstore/protobuf-specs, sigstore_rekor.proto). */
export function bundledEntry(entry: LoggedEntry, proposed: ProposedEntry): TransparencyLogEntry {
  const { inclusionProof, signedEntryTimestamp } = entry.verification
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, 'hex') },
    kindVersion: { kind: proposed.stored.kind, version: proposed.stored.apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, 'base64') },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex'),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, 'hex')),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body, 'base64'),
  }
}

function sha256(content: string | Uint8Array): { readonly algorithm: 'sha256'; readonly value: string } {
  return { algorithm: 'sha256', value: createHash('sha256').update(content).digest('hex') }
}
