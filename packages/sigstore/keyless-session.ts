import { generateKeyPairSync } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { X509Certificate } from '@sigstore/core'
import { pemOf } from './certificate.ts'
import { readClaims, type CertificateClaims } from './claims.ts'
import { reasonOf, sigstoreError } from './errors.ts'
import { requestCertificate } from './fulcio.ts'
import { readIdentityToken, SIGSTORE_AUDIENCE } from './identity-token.ts'
import type { SigstoreInstance } from './instance.ts'
import type { ServicePorts } from './service.ts'
import { signingKeyOf } from './signing-key.ts'
import type { SessionSource, SigningSession } from './signing-session.ts'

/** A certificate is not used in the last part of its life: log and timestamp must both fall into it. Fulcio's live ten minutes. */
const RESERVE_MS = 2 * 60 * 1000

export interface KeylessPorts extends ServicePorts {
  readonly token: (audience: string) => Promise<string>
  readonly instance: SigstoreInstance
  readonly clock: Clock
}

/**
 * Gives the current session: one key and certificate for everything signed within its life, a new one before it ends.
 * Concurrent callers share one request; a failed one is not kept. The key is never written anywhere.
 */
export function keylessSessions(ports: KeylessPorts): SessionSource {
  let current: { readonly session: Promise<SigningSession>; usableUntil: number } | undefined
  return () => {
    if (current !== undefined && ports.clock.now().getTime() < current.usableUntil) return current.session
    const opened = { session: Promise.resolve().then(() => open()), usableUntil: Infinity }
    const open = async (): Promise<SigningSession> => {
      const started = ports.clock.now().getTime()
      const { session, lifetime } = await openSession(ports)
      opened.usableUntil = started + lifetime - RESERVE_MS
      return session
    }
    opened.session.catch(() => {
      if (current === opened) current = undefined
    })
    current = opened
    return opened.session
  }
}

async function openSession(
  ports: KeylessPorts,
): Promise<{ readonly session: SigningSession; readonly lifetime: number }> {
  const fulcio = authorityOf(ports.instance)
  const token = readIdentityToken(await ports.token(SIGSTORE_AUDIENCE), ports.clock.now())
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = await requestCertificate(fulcio, token, keys, ports)
  const session: SigningSession = {
    key: signingKeyOf(keys.privateKey),
    verifier: pemOf(leaf),
    identity: { kind: 'certificate', claims: claimsOf(leaf) },
  }
  return { session, lifetime: leaf.notAfter.getTime() - leaf.notBefore.getTime() }
}

function authorityOf({ fulcio }: SigstoreInstance): URL {
  if (fulcio !== undefined) return fulcio
  throw sigstoreError('signing-config-invalid', {}, 'no certificate authority of the signing config is valid now')
}

function claimsOf(leaf: X509Certificate): CertificateClaims {
  try {
    return readClaims(leaf)
  } catch (cause) {
    throw sigstoreError('sigstore-unavailable', {}, `Fulcio issued an unreadable certificate: ${reasonOf(cause)}`, {
      cause,
    })
  }
}
