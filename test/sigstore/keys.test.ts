import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, jest, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createKeySigner, PUBLIC_GOOD, readPublicKey, type AcceptedKeys, type PrivateKeyText } from '@promo/sigstore'
import { createSigningBench, statementAbout, SUBJECT } from './signing.ts'

jest.setTimeout(20_000)

const bench = await createSigningBench()
/** What a key signs with alone: no log, no timestamp authority. */
const NOTHING = { logs: [], logVersion: 1, timestamps: [] } as const

function signer(key: PrivateKeyText, instance: Parameters<typeof createKeySigner>[0]['instance'] = NOTHING) {
  return createKeySigner({ key, instance, http: bench.http })
}

function pem(key: KeyObject, type: 'pkcs8' | 'sec1' | 'pkcs1' = 'pkcs8', passphrase?: string): string {
  const cipher = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  return key.export({ format: 'pem', type, ...cipher }).toString()
}

const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey

const p256 = ec('P-256')
const KINDS: readonly (readonly [string, string])[] = [
  ['P-256 as PKCS #8', pem(p256)],
  ['P-256 as SEC 1', pem(p256, 'sec1')],
  ['P-384', pem(ec('P-384'))],
  ['P-521', pem(ec('P-521'))],
  ['RSA of 2048 bits as PKCS #1', pem(rsa(2048), 'pkcs1')],
  ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey)],
]

/** `cosign generate-key-pair` of version 3.1.3 with the password `correct horse`. */
const COSIGN_KEY = `-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
OCwicCI6MX0sInNhbHQiOiJSdUMyeTNIc0N4Z2VFTGkyeno3SW01Y0NHNTF2TkVy
NXppQ25PU3FCajdrPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
Iiwibm9uY2UiOiI4aW5FYlBuc0tzZ29CYXJYK0xJUERjbEN5OGdyZ0tjRCJ9LCJj
aXBoZXJ0ZXh0IjoiZ3ZJdnFhbVJLQldRYWlLNkh2Sk5aejhoWEhsZ0RVWjlVWDZo
WXQ2bmJETVQ3dHRYamlUUmFxNk5CUEFGQzBWd3Z6Wk11aWsrdVFZT3dBNHo1ZWpX
Unhob1ZldWRsTktrUnVlT0dVZHZ0cjlMcS9mZlRuMTUvN0kxY0U2M0laejNnMWRj
WlV2eWw2clhHc3BqbWF6QTEySG5kL1ZubEpuV3d6SXpsbXorMUhWZVVGSnNxT0RN
dUlPcDEreW53cDhXWnh2ZkRDOW1ubjd4bEE9PSJ9
-----END ENCRYPTED SIGSTORE PRIVATE KEY-----
`
const COSIGN_PUBLIC = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgFaf7eo0W6xRvuNOL4kTBRxnArN5
tJy57yJ04WG7FaApuIZWDC67QBKG8S7DFKUXssH0YDSz5pZDuDu588Hjkg==
-----END PUBLIC KEY-----
`

async function accepted(key: PrivateKeyText, unlogged: boolean): Promise<AcceptedKeys> {
  const identity = await signer(key).identity()
  if (identity.kind !== 'key') throw new Error('no key')
  return { keys: [readPublicKey(identity.publicKey)], unlogged }
}

describe('a key', () => {
  test.each(KINDS)('of the kind %s signs a bundle that it verifies and no other key does', async (_kind, text) => {
    const { bundle, logIndex } = await signer({ pem: text }).signStatement(statementAbout(SUBJECT))
    const verified = bench.trust.verifyBundle(bundle, await accepted({ pem: text }, true))
    expect(verified).toMatchObject({ subjects: [SUBJECT], signer: { kind: 'key' }, signedAt: undefined })
    expect(logIndex).toBe('')
    const stranger = await accepted({ pem: pem(ec('P-256')) }, true)
    await expectCode('signature-invalid', () => bench.trust.verifyBundle(bundle, stranger))
  })

  test('is hinted at by the digest of its public part, and the envelope names no key', async () => {
    const { bundle } = await signer({ pem: pem(p256) }).signStatement(statementAbout(SUBJECT))
    const { verificationMaterial, dsseEnvelope } = JSON.parse(Buffer.from(bundle).toString()) as KeyedBundle
    const hints = (await accepted({ pem: pem(p256) }, true)).keys.map(({ keyId }) =>
      Buffer.from(keyId.slice('sha256:'.length), 'hex').toString('base64'),
    )
    expect([verificationMaterial.publicKey.hint]).toEqual(hints)
    expect(verificationMaterial.certificate).toBeUndefined()
    expect(dsseEnvelope.signatures[0]?.keyid ?? '').toBe('')
  })

  test('is logged and timestamped where there are services, and Fulcio is never asked', async () => {
    const before = bench.http.requests.length
    const key = { pem: pem(p256) }
    const signed = await signer(key, PUBLIC_GOOD).signStatement(statementAbout(SUBJECT))
    const payload = await signer(key, PUBLIC_GOOD).signPayload(payloadAbout(SUBJECT))
    expect(bench.trust.verifyBundle(signed.bundle, await accepted(key, false)).signedAt).toBeInstanceOf(Date)
    expect(bench.trust.verifyLegacySignature(payload.layer, await accepted(key, false)).digest).toBe(SUBJECT)
    expect(payload.layer.annotations['dev.sigstore.cosign/certificate']).toBeUndefined()
    const hosts = bench.http.requests.slice(before).map(({ url }) => new URL(url).host)
    expect(new Set(hosts)).toEqual(new Set(['rekor.sigstore.dev', 'timestamp.sigstore.dev']))
  })

  test('that signs no digests is refused by name where a log holds digests alone, which is not asked', async () => {
    const asked = (): number => bench.http.requests.filter(({ url }) => new URL(url).host.includes('rekor')).length
    const before = asked()
    const key = { pem: pem(generateKeyPairSync('ed25519').privateKey) }
    const second = { ...PUBLIC_GOOD, logVersion: 2 } as const
    await expectCode('key-unsupported', () => signer(key, second).signStatement(statementAbout(SUBJECT)))
    await expectCode('key-unsupported', () => signer(key, PUBLIC_GOOD).signPayload(payloadAbout(SUBJECT)))
    expect(asked()).toBe(before)
  })

  test.each([
    ['on a curve that nobody verifies', pem(ec('secp256k1'))],
    ['of RSA with 1024 bits', pem(rsa(1024))],
    ['that only agrees on secrets', pem(generateKeyPairSync('x25519').privateKey)],
  ])('%s is refused by name', async (_what, text) => {
    await expectCode('key-unsupported', () => signer({ pem: text }).identity())
  })
})

describe('an encrypted key', () => {
  const encrypted = pem(p256, 'pkcs8', 'correct horse')

  test('is opened by its password', async () => {
    const key = { pem: encrypted, password: 'correct horse' }
    expect(await signer(key).identity()).toEqual(await signer({ pem: pem(p256) }).identity())
  })

  test('of cosign is opened by its password', async () => {
    const identity = await signer({ pem: COSIGN_KEY, password: 'correct horse' }).identity()
    expect(identity).toMatchObject({ kind: 'key', keyId: readPublicKey(COSIGN_PUBLIC).keyId })
  })

  test.each([
    ['as PKCS #8', encrypted],
    ['of cosign', COSIGN_KEY],
    ['of cosign under its older name', COSIGN_KEY.replaceAll('SIGSTORE', 'COSIGN')],
  ])('%s stays closed without its password', async (_form, text) => {
    for (const password of [undefined, '', 'wrong']) {
      const error = await expectCode('key-password-wrong', () => signer({ pem: text, password }).identity())
      expect(error.ending).toBe('configuration')
    }
  })

  test('that asks for more memory than cosign ever does is not tried', async () => {
    const greedy = recoded(COSIGN_KEY, (text) => text.replace('"N":65536', '"N":1073741824'))
    await expectCode('key-password-wrong', () => signer({ pem: greedy, password: 'correct horse' }).identity())
  })
})

describe('text that is no key', () => {
  const body = /-----\n([^-]+)/.exec(pem(p256))?.[1] ?? ''
  test.each([
    ['is empty', ''],
    ['is a public key', COSIGN_PUBLIC],
    ['holds two', pem(p256) + pem(ec('P-256'))],
    ['is cut off', pem(p256).slice(0, 100)],
    ['has its bytes changed', pem(p256).replace(body, `A${body.slice(1)}`)],
  ])('is refused when it %s, and no part of it is in the error', async (_what, text) => {
    const error = await expectCode('key-invalid', () => signer({ pem: text }).identity())
    const shown = inspect(error, { depth: 20, showHidden: true })
    for (const line of text.split('\n').filter((each) => each.length > 20 && !each.startsWith('---')))
      expect(shown).not.toContain(line)
  })
})

interface KeyedBundle {
  readonly verificationMaterial: { readonly publicKey: { readonly hint: string }; readonly certificate?: unknown }
  readonly dsseEnvelope: { readonly signatures: readonly { readonly keyid?: string }[] }
}

function payloadAbout(digest: string): Uint8Array {
  const critical = {
    identity: { 'docker-reference': 'ghcr.io/your-org/app' },
    image: { 'docker-manifest-digest': digest },
    type: 'cosign container image signature',
  }
  return Buffer.from(JSON.stringify({ critical, optional: null }))
}

function recoded(text: string, change: (json: string) => string): string {
  return text.replace(/(-----\n)([^-]+)(-----END)/, (_all, start: string, body: string, end: string) => {
    const json = change(Buffer.from(body, 'base64').toString())
    return `${start}${Buffer.from(json).toString('base64')}\n${end}`
  })
}
