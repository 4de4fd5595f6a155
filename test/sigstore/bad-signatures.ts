import { createHash } from 'node:crypto'
import { PREDICATE_TYPES, type Digest } from '@promo/core'
import { steppingClock } from '@promo/registry/testing'
import type { Signer } from '@promo/sigstore'
import type { BundleJson } from './bundle-bench.ts'
import { createSigningBench, statementAbout, type SigningBench } from './signing.ts'

/** What is wrong with a signature of a digest by the right signer. */
export const BAD_SIGNATURES = [
  'by a certificate that had expired',
  'over a payload that was changed',
  'with the log entry of another',
  'with its log entry twice',
  'with a timestamp of an unknown authority',
] as const
export type BadSignature = (typeof BAD_SIGNATURES)[number]

export interface BadSignatureBench extends SigningBench {
  readonly clock: ReturnType<typeof steppingClock>
  /** A bundle with this wrong alone. */
  badly(wrong: BadSignature, digest: Digest): Promise<Uint8Array>
}

const stranger = await createSigningBench()

/** An instance whose time only passes when it is told to. */
export async function createBadSignatureBench(): Promise<BadSignatureBench> {
  const clock = steppingClock(new Date().toISOString())
  const bench = await createSigningBench(clock)
  const sign = async (digest: Digest, signer: Signer = bench.signer()): Promise<BundleJson> => {
    const statement = statementAbout(digest, {}, PREDICATE_TYPES.signature)
    return JSON.parse(Buffer.from((await signer.signStatement(statement)).bundle).toString()) as BundleJson
  }
  const late = async (digest: Digest): Promise<BundleJson> => {
    // The signer does not see that its certificate ends: it is the log and the authority that say when it signed.
    const begun = clock.now()
    const signer = bench.signer({ clock: { ...clock, now: () => begun } })
    await signer.identity()
    clock.advance(20 * 60_000)
    return sign(digest, signer)
  }
  return {
    ...bench,
    clock,
    badly: async (wrong, digest) => {
      const bundle = wrong === 'by a certificate that had expired' ? await late(digest) : await sign(digest)
      await EDITS[wrong]?.(bundle, { digest, again: () => sign(digest) })
      return Buffer.from(JSON.stringify(bundle))
    },
  }
}

interface Wanted {
  readonly digest: Digest
  /** Another signature of the same. */
  readonly again: () => Promise<BundleJson>
}

const EDITS: Readonly<Partial<Record<BadSignature, (bundle: BundleJson, wanted: Wanted) => Promise<void> | void>>> = {
  'over a payload that was changed': ({ dsseEnvelope }, { digest }) => {
    const payload = Buffer.from(statementAbout(digest, { more: true }, PREDICATE_TYPES.signature)).toString('base64')
    Object.assign(dsseEnvelope ?? {}, { payload })
  },
  'with the log entry of another': async ({ verificationMaterial }, { again }) => {
    verificationMaterial.tlogEntries = (await again()).verificationMaterial.tlogEntries
  },
  'with its log entry twice': ({ verificationMaterial: { tlogEntries } }) => {
    tlogEntries.push(...tlogEntries)
  },
  'with a timestamp of an unknown authority': async ({ verificationMaterial, dsseEnvelope }) => {
    const signature = Buffer.from(String(dsseEnvelope?.signatures[0]?.['sig']), 'base64')
    const artifactHash = createHash('sha256').update(signature).digest('base64')
    const { body } = await stranger.http.request({
      method: 'POST',
      url: new URL('https://timestamp.sigstore.dev/api/v1/timestamp'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' }),
    })
    const signedTimestamp = Buffer.from(body).toString('base64')
    verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
  },
}
