import { describe, expect, jest, test } from '@jest/globals'
import { digestOf, isPromoError, parseJson, type JsonValue } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { legacyEncoding, readTrustedRoot } from '@promo/sigstore'
import fc from 'fast-check'
import { expectOwnError, leavesOf, replaced } from './corruption.ts'
import { createSigningBench, statementAbout, SUBJECT } from './signing.ts'

jest.setTimeout(20_000)

const bench = await createSigningBench()
const { bundle } = await bench.signer().signStatement(statementAbout(SUBJECT, { ok: true }))
const layer = legacyEncoding(bundle)
if (layer === undefined) throw new Error('the bench has a log')

type Json = Record<string, unknown>
type Edit = (bundle: {
  mediaType: string
  verificationMaterial: {
    certificate?: Json
    tlogEntries: Json[]
    timestampVerificationData?: { rfc3161Timestamps: Json[] }
    publicKey?: Json
    x509CertificateChain?: Json
  }
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] }
}) => void

function edited(edit: Edit): Uint8Array {
  const value = JSON.parse(Buffer.from(bundle).toString()) as Parameters<Edit>[0]
  edit(value)
  return Buffer.from(JSON.stringify(value))
}

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
const other = await bench.signer().signStatement(statementAbout(digestOf('other')))
const otherParts = JSON.parse(Buffer.from(other.bundle).toString()) as Parameters<Edit>[0]

describe('a bundle', () => {
  const refused: readonly (readonly [string, string, Edit])[] = [
    [
      'whose payload was changed',
      'signature-invalid',
      (b) => (b.dsseEnvelope.payload = base64(statementAbout(digestOf('evil')))),
    ],
    [
      'with a signature of another statement',
      'signature-invalid',
      (b) => (b.dsseEnvelope.signatures = otherParts.dsseEnvelope.signatures),
    ],
    [
      'with the log entry of another statement',
      'signature-invalid',
      (b) => (b.verificationMaterial.tlogEntries = otherParts.verificationMaterial.tlogEntries),
    ],
    [
      'with the timestamp of another signature',
      'signature-invalid',
      (b) =>
        (b.verificationMaterial.timestampVerificationData = otherParts.verificationMaterial
          .timestampVerificationData ?? { rfc3161Timestamps: [] }),
    ],
    ['without a log entry', 'signature-invalid', (b) => (b.verificationMaterial.tlogEntries = [])],
    [
      'with its log entry twice',
      'signature-invalid',
      (b) => b.verificationMaterial.tlogEntries.push(...b.verificationMaterial.tlogEntries),
    ],
    [
      'with a changed integrated time',
      'signature-invalid',
      (b) => b.verificationMaterial.tlogEntries.forEach((e) => (e['integratedTime'] = '1700000000')),
    ],
    [
      'without a proof of inclusion',
      'bundle-invalid',
      (b) => b.verificationMaterial.tlogEntries.forEach((e) => delete e['inclusionProof']),
    ],
    ['of version 0.2', 'bundle-invalid', (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2')],
    ['of a version to come', 'bundle-invalid', (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle.v0.9+json')],
    ['of another payload type', 'bundle-invalid', (b) => (b.dsseEnvelope.payloadType = 'text/plain')],
    [
      'with two signatures',
      'bundle-invalid',
      (b) => b.dsseEnvelope.signatures.push(...otherParts.dsseEnvelope.signatures),
    ],
    [
      'with a thousand timestamps',
      'bundle-invalid',
      (b) =>
        (b.verificationMaterial.timestampVerificationData = {
          rfc3161Timestamps: Array.from({ length: 1000 }, () => ({ signedTimestamp: 'AA==' })),
        }),
    ],
    [
      'signed with a key',
      'signature-invalid',
      (b) => {
        delete b.verificationMaterial.certificate
        b.verificationMaterial.publicKey = { hint: 'me' }
      },
    ],
    [
      'with another certificate',
      'signature-invalid',
      (b) => (b.verificationMaterial.certificate = otherParts.verificationMaterial.certificate ?? {}),
    ],
    [
      'with an unreadable certificate',
      'bundle-invalid',
      (b) => (b.verificationMaterial.certificate = { rawBytes: base64('no certificate') }),
    ],
  ]

  test.each(refused)('%s is refused as %s', async (_what, code, edit) => {
    await expectCode(code, () => bench.trust.verifyBundle(edited(edit)))
  })

  test('over ten megabytes is not parsed', async () => {
    await expectCode('bundle-invalid', () => bench.trust.verifyBundle(Buffer.alloc(10_000_001, ' ')))
  })

  test('of another instance does not verify', async () => {
    const foreign = readTrustedRoot((await createSigningBench()).sigstore.trustedRoot)
    await expectCode('signature-invalid', () => foreign.verifyBundle(bundle))
    await expectCode('signature-invalid', () => foreign.verifyLegacyEnvelope(layer))
  })

  test('never makes the verifier throw anything but its own error, whatever is in it', () => {
    const parsed = parseJson(bundle)
    const paths = leavesOf(parsed)
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.oneof(
          fc.json(),
          fc.string().map((text) => JSON.stringify(text)),
          fc.base64String().map((text) => JSON.stringify(text)),
        ),
        (path, replacement) => {
          const changed = Buffer.from(JSON.stringify(replaced(parsed, path, JSON.parse(replacement) as JsonValue)))
          expectOwnError(() => bench.trust.verifyBundle(changed))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('cut or corrupted at any byte does not verify and throws only its own error', () => {
    fc.assert(
      fc.property(fc.nat(bundle.byteLength - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        expectOwnError(() => bench.trust.verifyBundle(bundle.subarray(0, place)))
        const corrupt = Uint8Array.from(bundle)
        corrupt[place] = (corrupt[place] ?? 0) ^ change
        try {
          // A flip in a part that nothing is bound to (a key's name, padding bits) may pass: then it says the same.
          expect(bench.trust.verifyBundle(corrupt).statement).toEqual(bench.trust.verifyBundle(bundle).statement)
        } catch (error) {
          expect(isPromoError(error)).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('a legacy attestation', () => {
  test('whose blob is not byte for byte the logged one is refused', async () => {
    const payload = Buffer.from(`${Buffer.from(layer.payload).toString()} `)
    await expectCode('bundle-invalid', () => bench.trust.verifyLegacyEnvelope({ ...layer, payload }))
  })

  test('without or with broken annotations is refused by its own error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(layer.annotations)),
        fc.oneof(fc.string(), fc.json()),
        (name, text) => {
          try {
            bench.trust.verifyLegacyEnvelope({ ...layer, annotations: { ...layer.annotations, [name]: text } })
          } catch (error) {
            expect(isPromoError(error)).toBe(true)
          }
        },
      ),
      { numRuns: 25 },
    )
    return expectCode('signature-invalid', () => bench.trust.verifyLegacyEnvelope({ ...layer, annotations: {} }))
  })
})

describe('a trusted root', () => {
  test.each([
    ['empty', ''],
    ['a list', '[]'],
    ['without services', '{}'],
    ['with an authority without a chain', '{"certificateAuthorities":[{}],"tlogs":[]}'],
    ['of a wrong shape', '{"tlogs":3}'],
    ['too large', 'x'.repeat(2_000_000)],
  ])('is refused when it is %s', async (_what, text) => {
    await expectCode('trusted-root-invalid', () => readTrustedRoot(text))
  })
})
