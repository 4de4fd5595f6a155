import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isSignatureOver } from './prehashed.ts'
import { isSignatureOf } from './signature-check.ts'
import { parseSubjectDigest, type SubjectDigest } from './subject-digest.ts'

type Hash = SubjectDigest['algorithm']

const digestOf = (file: Uint8Array, hash: Hash): SubjectDigest =>
  parseSubjectDigest(`${hash}:${createHash(hash).update(file).digest('hex')}`)

const KEYS: readonly (readonly [string, Hash, { publicKey: KeyObject; privateKey: KeyObject }])[] = [
  ['P-256', 'sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['P-384', 'sha384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['P-384', 'sha256', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['P-521', 'sha512', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ['RSA', 'sha256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
]

test.each(KEYS)('%s over %s: the digest tells the same as the file, also after any change', (_kind, hash, keys) => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(), fc.integer({ min: 0, max: 255 }), (file, place, change) => {
      const signature = sign(hash, file, keys.privateKey)
      const digest = digestOf(file, hash)
      expect(isSignatureOver(keys.publicKey, signature, digest)).toBe(true)
      const changed = Buffer.from(signature)
      changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ change
      expect(isSignatureOver(keys.publicKey, changed, digest)).toBe(isSignatureOf(keys.publicKey, changed, file))
    }),
    { numRuns: 5 },
  )
})

test('a signature over another file, hash or key is none, and bytes of any kind throw nothing', () => {
  const file = Buffer.from('file')
  const keys = KEYS.map(([, , { publicKey }]) => publicKey)
  for (const [, hash, { privateKey, publicKey }] of KEYS) {
    const signature = sign(hash, file, privateKey)
    expect(isSignatureOver(publicKey, signature, digestOf(Buffer.from('other'), hash))).toBe(false)
    for (const other of keys.filter((key) => key !== publicKey)) {
      expect(isSignatureOver(other, signature, digestOf(file, hash))).toBe(false)
    }
  }
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.uint8Array({ maxLength: 300 }), (key, bytes) => {
      expect(isSignatureOver(key, bytes, digestOf(file, 'sha256'))).toBe(false)
    }),
  )
})

test.each([
  '',
  'sha256:',
  `sha256:${'A'.repeat(64)}`,
  `sha1:${'a'.repeat(40)}`,
  `sha512:${'a'.repeat(64)}`,
  'a'.repeat(64),
])('%j is no digest of a file', (text) => {
  expect(() => parseSubjectDigest(text)).toThrow()
})
