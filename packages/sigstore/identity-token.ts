import { parseJson, type JsonValue } from '@promo/core'
import { sigstoreError } from './errors.ts'

/** The audience that Fulcio wants. */
export const SIGSTORE_AUDIENCE = 'sigstore'

/** What promo reads of an identity token before it is sent: nothing here is trusted, Fulcio verifies the token. */
export interface IdentityToken {
  readonly text: string
  /** What the proof of possession is signed over: the e-mail address when there is one, else the subject. */
  readonly challenge: string
}

/** Checks shape, audience and expiry; throws `identity-token-invalid`, whose message never holds any of the token. */
export function readIdentityToken(text: string, now: Date): IdentityToken {
  const claims = payloadOf(text)
  const audiences = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (!audiences.includes(SIGSTORE_AUDIENCE)) throw refused('its audience is not `sigstore`')
  if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 <= now.getTime()) throw refused('it has expired')
  const challenge = claims['email'] ?? claims['sub']
  if (typeof challenge !== 'string' || challenge === '') throw refused('it has no subject')
  return { text, challenge }
}

function payloadOf(text: string): { readonly [key: string]: JsonValue } {
  const parts = text.split('.')
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) throw refused('it is not a JWT')
  const payload = readPayload(parts[1] ?? '')
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw refused('it is not a JWT')
  return payload as { readonly [key: string]: JsonValue }
}

function readPayload(part: string): JsonValue {
  try {
    return parseJson(Buffer.from(part, 'base64url'), { maxBytes: 64 * 1024, maxDepth: 10 })
  } catch {
    // The cause would quote the token.
    throw refused('it is not a JWT')
  }
}

function refused(why: string): Error {
  return sigstoreError('identity-token-invalid', {}, `the identity token cannot be used: ${why}`)
}
