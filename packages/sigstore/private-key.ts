import { createPrivateKey, type KeyObject } from 'node:crypto'
import { decryptCosignKey } from './cosign-key.ts'
import { sigstoreError } from './errors.ts'

/** A private key as text. Nothing of either member is ever in an error. */
export interface PrivateKeyText {
  /** PEM: PKCS #8, plain or encrypted; SEC 1; PKCS #1; or cosign's own encrypted form. */
  readonly pem: string
  readonly password?: string | undefined
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,50})-----([^-]{1,65536})-----END \1-----/g

/** Which PEM blocks hold a private key, and how (cosign, pkg/cosign/keys.go; RFC 7468, 10 and 11; RFC 5915). */
const FORMS: Readonly<Record<string, 'plain' | 'encrypted' | 'cosign'>> = {
  'PRIVATE KEY': 'plain',
  'EC PRIVATE KEY': 'plain',
  'RSA PRIVATE KEY': 'plain',
  'ENCRYPTED PRIVATE KEY': 'encrypted',
  'ENCRYPTED SIGSTORE PRIVATE KEY': 'cosign',
  'ENCRYPTED COSIGN PRIVATE KEY': 'cosign',
}

/** Reads the one private key in the text. Throws `key-invalid`, or `key-password-wrong` for one that stays encrypted. */
export async function readPrivateKey({ pem, password }: PrivateKeyText): Promise<KeyObject> {
  const { text, form, body } = onlyBlock(pem)
  if (form === 'plain') return parsed(() => createPrivateKey(text), 'key-invalid')
  if (form === 'encrypted') {
    return parsed(() => createPrivateKey({ key: text, passphrase: password ?? '' }), 'key-password-wrong', password)
  }
  const der = await decryptCosignKey(Buffer.from(body, 'base64'), password ?? '')
  if (der === undefined) throw refusal('key-password-wrong', password)
  return parsed(() => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }), 'key-invalid')
}

interface KeyBlock {
  readonly text: string
  readonly form: 'plain' | 'encrypted' | 'cosign'
  readonly body: string
}

/** Other blocks may stand around it: `openssl ecparam` writes the curve in one of its own. */
function onlyBlock(pem: string): KeyBlock {
  const blocks = [...pem.matchAll(BLOCK)].flatMap(([text, label = '', body = '']) => {
    const form = FORMS[label]
    return form === undefined ? [] : [{ text, form, body }]
  })
  const [block] = blocks
  if (block === undefined || blocks.length !== 1) throw refusal('key-invalid')
  return block
}

function parsed(read: () => KeyObject, code: 'key-invalid' | 'key-password-wrong', password?: string): KeyObject {
  try {
    return read()
  } catch {
    // Without the cause: no part of a foreign error about a key is safe to print.
    throw refusal(code, password)
  }
}

function refusal(code: 'key-invalid' | 'key-password-wrong', password?: string): Error {
  if (code === 'key-invalid') return sigstoreError(code, {}, 'the key is not one private key in a known PEM form')
  const given = password === undefined || password === '' ? 'no password was given' : 'the password does not open it'
  return sigstoreError(code, {}, `the key is encrypted, and ${given}`)
}
