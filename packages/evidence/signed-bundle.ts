import type { Digest, ImageName } from '@promo/core'
import { BUNDLE_LIMIT, legacyEncoding, type LegacyLayer } from '@promo/sigstore'
import { evidenceOf } from './bundle-referrers.ts'
import { evidenceError } from './errors.ts'
import type { WritingPorts } from './ports.ts'
import { writeStatement, type StatementInput } from './statement.ts'

/** A bundle that verifies for each of its subjects, to be stored on them. */
export interface SignedBundle {
  readonly bytes: Uint8Array
  readonly predicateType: string
  /** Its other form; undefined without an entry of a Rekor v1 log. */
  legacy(): LegacyLayer | undefined
  /** Decimal; empty when it was there before, or without a log. */
  readonly logIndex: string
  readonly signedAt: Date | undefined
  /** Repositories that gave its bytes back: a blob is there for every manifest that names it. */
  readonly readBackFrom: Set<ImageName>
}

/**
 * Signs one statement about all its subjects (in-toto/attestation, spec/v1/statement.md), and verifies it before anything is written: one bundle that does not verify breaks
 * gh and Kyverno for the whole image. Throws `evidence-too-large`, `evidence-unverifiable` and the codes of the signer.
 */
export async function signShared(statement: StatementInput, ports: WritingPorts): Promise<SignedBundle> {
  const { predicateType, subjects } = statement
  const signed = await ports.signer.signStatement(writeStatement(statement))
  assertSize(signed.bundle)
  const signedAt = assertVerifies(
    subjects.map(({ digest }) => digest),
    signed.bundle,
    ports,
  )
  const { bundle: bytes, logIndex } = signed
  const legacy = lazily(() => signed.legacy())
  return { bytes, predicateType, legacy, logIndex, signedAt, readBackFrom: new Set() }
}

/** A bundle that an earlier run stored in one format only, to be stored in the other without a new signature. */
export function storedBefore(bytes: Uint8Array, predicateType: string, signedAt: Date | undefined): SignedBundle {
  const legacy = lazily(() => legacyEncoding(bytes))
  return { bytes, predicateType, legacy, logIndex: '', signedAt, readBackFrom: new Set() }
}

/** It is as large as the bundle, and stored on every subject. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function assertSize(bundle: Uint8Array): void {
  if (bundle.byteLength <= BUNDLE_LIMIT) return
  const facts = { size: bundle.byteLength, limit: BUNDLE_LIMIT }
  throw evidenceError(
    'evidence-too-large',
    facts,
    `the bundle has ${String(bundle.byteLength)} bytes, the limit is ${String(BUNDLE_LIMIT)}`,
  )
}

function assertVerifies(digests: readonly Digest[], bundle: Uint8Array, ports: WritingPorts): Date | undefined {
  return verifying(digests, () => {
    const verified = ports.trust.verifyBundle(bundle, ports.keys)
    return digests.map((digest) => evidenceOf(verified, digest, digest).signedAt)[0]
  })
}

/** What the check gives; its failure is `evidence-unverifiable`. */
export function verifying<T>(digests: readonly Digest[], verify: () => T): T {
  try {
    return verify()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown'
    const of = digests.join(', ')
    throw evidenceError('evidence-unverifiable', { digests }, `the new signature of ${of} does not verify: ${reason}`, {
      cause,
    })
  }
}
