import { createPublicKey } from 'node:crypto'
import { digestOf } from '@promo/core'
import { readPrivateKey, type PrivateKeyText } from './private-key.ts'
import { signingKeyOf } from './signing-key.ts'
import type { SessionSource, SigningSession } from './signing-session.ts'

/** Opens the key once, at the first signature. Rejects with `key-invalid`, `key-password-wrong` or `key-unsupported`. */
export function keySessions(text: PrivateKeyText): SessionSource {
  let session: Promise<SigningSession> | undefined
  return () => (session ??= openSession(text))
}

async function openSession(text: PrivateKeyText): Promise<SigningSession> {
  const privateKey = await readPrivateKey(text)
  const publicKey = createPublicKey(privateKey)
  const verifier = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const keyId = digestOf(publicKey.export({ format: 'der', type: 'spki' }))
  const key = signingKeyOf(privateKey)
  const { algorithm } = key
  return { key, verifier, identity: { kind: 'key', keyId, publicKey: verifier, algorithm } }
}
