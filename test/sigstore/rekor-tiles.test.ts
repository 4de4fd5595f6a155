import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, jest, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { httpOver, type Host } from '@promo/registry/testing'
import { REKOR_TILES_HOST } from '@promo/sandbox/sigstore'
import { createKeySigner, legacyEncoding, PUBLIC_GOOD, type SigstoreInstance } from '@promo/sigstore'
import { createSigningBench, statementAbout, SUBJECT } from './signing.ts'

jest.setTimeout(20_000)

const bench = await createSigningBench()
const SECOND: SigstoreInstance = { ...PUBLIC_GOOD, logs: [new URL(`https://${REKOR_TILES_HOST}`)], logVersion: 2 }
const handlers = Object.fromEntries(bench.sigstore.handlers)
const log = handlers[REKOR_TILES_HOST]
if (log === undefined) throw new Error('no log')

/** Signs with the log answering otherwise. */
function signWith(answer: Host): Promise<unknown> {
  const http = httpOver({ ...handlers, [REKOR_TILES_HOST]: answer })
  return bench.signer({ instance: SECOND, http }).signStatement(statementAbout(SUBJECT))
}

interface Entry {
  readonly kindVersion: unknown
  readonly inclusionPromise?: unknown
  readonly inclusionProof: { readonly checkpoint: { readonly envelope: string } }
}

describe('a signature in a Rekor v2 log', () => {
  test('verifies by proof and timestamp, without a promise of the log', async () => {
    const signer = bench.signer({ instance: SECOND })
    const { bundle, logIndex } = await signer.signStatement(statementAbout(SUBJECT))
    expect(bench.trust.verifyBundle(bundle)).toMatchObject({ subjects: [SUBJECT], logIndex })
    const { verificationMaterial } = JSON.parse(Buffer.from(bundle).toString()) as {
      readonly verificationMaterial: { readonly tlogEntries: readonly Entry[] }
    }
    expect(verificationMaterial.tlogEntries).toEqual([
      expect.objectContaining({ kindVersion: { kind: 'hashedrekord', version: '0.0.2' } }),
    ])
    expect(verificationMaterial.tlogEntries[0]?.inclusionPromise).toBeUndefined()
  })

  test('has no legacy form, and none is signed', async () => {
    const signer = bench.signer({ instance: SECOND })
    expect(signer.writesLegacy).toBe(false)
    const before = bench.sigstore.tiles.size
    await expectCode('legacy-unsupported', () => signer.signPayload(Buffer.from('payload')))
    expect(bench.sigstore.tiles.size).toBe(before)
    expect(legacyEncoding((await signer.signStatement(statementAbout(SUBJECT, { n: 1 }))).bundle)).toBeUndefined()
  })

  test('whose answer was lost is made once more', async () => {
    let answers = 0
    await signWith(async (request) => {
      answers += 1
      if (answers === 1) await log(request)
      return log(request)
    })
    expect(answers).toBe(2)
  })

  test('that a key makes anew each time just so is waited out', async () => {
    const key = { pem: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(PEM).toString() }
    const signer = createKeySigner({ key, instance: SECOND, http: bench.http })
    await signer.signStatement(statementAbout(SUBJECT))
    const error = await expectCode('log-entry-lost', () => signer.signStatement(statementAbout(SUBJECT)))
    expect(error.ending).toBe('infrastructure')
  })

  test.each<readonly [string, string, (answer: string) => string]>([
    [
      'is of other content',
      'log-answer-invalid',
      (text) => text.replace(/"canonicalizedBody":"[^"]*"/, '"canonicalizedBody":"e30="'),
    ],
    ['has no checkpoint', 'log-answer-invalid', (text) => text.replace('"envelope"', '"enveloped"')],
    ['is of another kind', 'log-answer-invalid', (text) => text.replace('"version":"0.0.2"', '"version":"0.0.1"')],
    ['is cut off', 'sigstore-unavailable', (text) => text.slice(0, text.length / 2)],
    ['is a page', 'sigstore-unavailable', () => '<html>'],
  ])('is not believed when the answer %s', async (_what, code, change) => {
    await expectCode(code, () =>
      signWith(async (request) => {
        const { status, body = '' } = await log(request)
        return { status, body: change(Buffer.from(body).toString()) }
      }),
    )
  })

  test('is refused where the log refuses it', async () => {
    await expectCode('sigstore-refused', () => signWith(() => ({ status: 400, body: '{}' })))
    await expectCode('sigstore-unavailable', () => signWith(() => ({ status: 503, body: '{}' })))
  })
})

test('a signature is in every log and has every timestamp that the instance names', async () => {
  const other = new URL('https://rekor.example')
  const http = httpOver({ ...handlers, 'rekor.example': handlers['rekor.sigstore.dev'] ?? log })
  const instance = {
    ...PUBLIC_GOOD,
    logs: [...PUBLIC_GOOD.logs, other],
    timestamps: [0, 1].flatMap(() => PUBLIC_GOOD.timestamps),
  }
  const { bundle } = await bench.signer({ instance, http }).signStatement(statementAbout(SUBJECT, { logs: 2 }))
  const { verificationMaterial } = JSON.parse(Buffer.from(bundle).toString()) as {
    readonly verificationMaterial: {
      readonly tlogEntries: readonly unknown[]
      readonly timestampVerificationData: { readonly rfc3161Timestamps: readonly unknown[] }
    }
  }
  expect(verificationMaterial.tlogEntries).toHaveLength(2)
  expect(verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(2)
})

const PEM = { format: 'pem', type: 'pkcs8' } as const
