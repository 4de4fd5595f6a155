import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { readPublicKey } from './public-key.ts'

const spki = { type: 'spki', format: 'pem' } as const
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = ec.publicKey.export(spki).toString()

test('a key has one id, in whatever form it is given', () => {
  const own = rsa.publicKey.export(spki).toString()
  const old = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  expect(readPublicKey(own).keyId).toBe(readPublicKey(old).keyId)
  expect(readPublicKey(pem.replaceAll('\n', '\r\n')).keyId).toBe(readPublicKey(`a comment\n${pem}`).keyId)
})

test.each([
  ['nothing', ''],
  ['two keys', pem + pem],
  ['a private key', ec.privateKey.export(pkcs8).toString()],
  ['a private key beside a public one', pem + ec.privateKey.export(pkcs8).toString()],
  ['what is no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ['a curve that is in no registry', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export(spki)],
  ['a key for agreeing on keys', generateKeyPairSync('x25519').publicKey.export(spki)],
  ['an RSA key that is too short', generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export(spki)],
  ['text without an end', 'x'.repeat(100_000)],
])('%s is refused', async (_what, text) => {
  await expectCode('public-key-invalid', () => readPublicKey(text.toString()))
})
