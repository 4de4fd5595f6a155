import { describe, expect, jest, test } from '@jest/globals'
import { parseJson, type JsonValue } from '@promo/core'
import { createBundleVerifier, readPublicKey, type AcceptedKeys } from '@promo/sigstore'
import fc from 'fast-check'
import { createBundleBench, V01, V03, type BundlePlan } from './bundle-bench.ts'
import { expectOwn, leavesOf, replaced } from './corruption.ts'

jest.setTimeout(60_000)

const bench = await createBundleBench()
const verifier = createBundleVerifier(JSON.stringify(bench.root))

const STATEMENT: BundlePlan = {
  content: 'statement',
  signer: 'certificate',
  log: 'v1',
  timestamp: true,
  mediaType: V03,
}
const PLANS: readonly (readonly [string, BundlePlan])[] = [
  ['over a file', { ...STATEMENT, content: 'message' }],
  ['over a file, 0.1 with a promise alone', { ...STATEMENT, content: 'message', log: 'v1 promise', mediaType: V01 }],
  ['0.2', { ...STATEMENT, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2' }],
  ['in Rekor v2', { ...STATEMENT, log: 'v2' }],
  ['signed with a key', { ...STATEMENT, signer: 'P-256' }],
  ['over a file, signed with an RSA key', { ...STATEMENT, signer: 'RSA', content: 'message' }],
]

const RUNS = 60

/** What a bundle says, or undefined when it does not verify. Any other failure is one of the test. */
function said(bundle: Uint8Array, keys?: AcceptedKeys): unknown {
  try {
    const verified = verifier.verify(bundle, keys)
    return 'file' in verified ? [verified.file.text, verified.signer] : [verified.statement, verified.signer]
  } catch (error) {
    expectOwn(error)
    return undefined
  }
}

describe.each(PLANS)('a bundle %s', (_what, plan) => {
  test('with anything in the place of anything says the same or does not verify', async () => {
    const made = await bench.make(plan)
    const keys = plan.signer === 'certificate' ? undefined : { keys: [readPublicKey(made.publicKey)] }
    const bytes = Buffer.from(JSON.stringify(made.bundle))
    const whole = said(bytes, keys)
    expect(whole).toBeDefined()
    const value = parseJson(bytes)
    const anything = fc.oneof(fc.jsonValue(), fc.base64String(), fc.constantFrom(0, -1, 1e21, '', null, [], {}))
    fc.assert(
      fc.property(fc.constantFrom(...leavesOf(value)), anything, (path, other) => {
        const changed = Buffer.from(JSON.stringify(replaced(value, path, other as JsonValue)))
        expect([undefined, whole]).toContainEqual(said(changed, keys))
      }),
      { numRuns: RUNS },
    )
  })

  test('cut or corrupted at any byte says the same or does not verify', async () => {
    const made = await bench.make(plan)
    const keys = plan.signer === 'certificate' ? undefined : { keys: [readPublicKey(made.publicKey)] }
    const bytes = Buffer.from(JSON.stringify(made.bundle))
    const whole = said(bytes, keys)
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        expect(said(bytes.subarray(0, place), keys)).toBeUndefined()
        const corrupt = Uint8Array.from(bytes)
        corrupt[place] = (corrupt[place] ?? 0) ^ change
        expect([undefined, whole]).toContainEqual(said(corrupt, keys))
      }),
      { numRuns: RUNS },
    )
  })
})
