import { scrypt } from 'node:crypto'
import { parseJson } from '@promo/core'
import * as z from 'zod/mini'

/**
 * The only parameters that are taken, as in Go (secure-systems-lab/go-securesystemslib, encrypted/encrypted.go,
 * CheckParams): others could be chosen to exhaust memory.
 */
const COSTS: readonly number[] = [2 ** 15, 2 ** 16, 2 ** 17]
const BLOCK_SIZE = 8
const KEY_BYTES = 32
/** scrypt needs 128 × N × r bytes (RFC 7914, section 2), and Node counts some more. */
const memoryOf = (cost: number): number => 128 * cost * BLOCK_SIZE + 1024 * 1024
const TEXT_LIMIT = 64 * 1024

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))
const encryptedKey = z.object({
  kdf: z.object({
    name: z.literal('scrypt'),
    params: z.object({ N: z.literal(COSTS), r: z.literal(BLOCK_SIZE), p: z.literal(1) }),
    salt: base64,
  }),
  cipher: z.object({ name: z.literal('nacl/secretbox'), nonce: base64.check(z.length(32)) }),
  ciphertext: base64,
})

/**
 * Decrypts what cosign's `generate-key-pair` writes between its PEM lines: PKCS #8 under NaCl's secretbox with a key by scrypt.
 * Undefined when the password is wrong or the text is none of that; which of the two cannot be told apart.
 */
export async function decryptCosignKey(text: Uint8Array, password: string): Promise<Uint8Array | undefined> {
  try {
    const { kdf, cipher, ciphertext } = encryptedKey.parse(parseJson(text, { maxBytes: TEXT_LIMIT, maxDepth: 5 }))
    const key = await derive(password, Buffer.from(kdf.salt, 'base64'), kdf.params.N)
    // Node's OpenSSL has no XSalsa20.
    const { xsalsa20poly1305 } = await import('@noble/ciphers/salsa.js')
    return xsalsa20poly1305(key, Buffer.from(cipher.nonce, 'base64')).decrypt(Buffer.from(ciphertext, 'base64'))
  } catch {
    return undefined
  }
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: memoryOf(cost) }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
