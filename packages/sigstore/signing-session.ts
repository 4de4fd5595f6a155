import { generateKeyPairSync, sign, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { X509Certificate } from '@sigstore/core'
import type { Signer } from '@sigstore/sign'
import { pemOf } from './certificate.ts'
import { reasonOf, sigstoreError } from './errors.ts'
import { readClaims, type CertificateClaims } from './claims.ts'
import { requestCertificate } from './fulcio.ts'
import { readIdentityToken, SIGSTORE_AUDIENCE } from './identity-token.ts'
import type { SigstoreInstance } from './instance.ts'
import type { ServicePorts } from './service.ts'

/** A certificate is not used in the last part of its life: log and timestamp must both fall into it. Fulcio's live ten minutes. */
const RESERVE_MS = 2 * 60 * 1000

/** An ephemeral key and the certificate that says whose it is. */
export interface SigningSession {
  readonly signer: Signer
  /** The leaf as PEM, as it stands in log entries. */
  readonly certificate: string
  readonly claims: CertificateClaims
}

export interface SessionPorts extends ServicePorts {
  readonly token: (audience: string) => Promise<string>
  readonly instance: SigstoreInstance
  readonly clock: Clock
}

/**
 * Gives the current session: one key and certificate for everything signed within its life, a new one before it ends.
 * Concurrent callers share one request; a failed one is not kept.
 */
export function createSessions(ports: SessionPorts): () => Promise<SigningSession> {
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
  ports: SessionPorts,
): Promise<{ readonly session: SigningSession; readonly lifetime: number }> {
  const token = readIdentityToken(await ports.token(SIGSTORE_AUDIENCE), ports.clock.now())
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const leaf = await requestCertificate(ports.instance.fulcio, token, keys, ports)
  const certificate = pemOf(leaf)
  return {
    session: {
      signer: signerOf(keys, certificate),
      certificate,
      claims: claimsOf(leaf),
    },
    lifetime: leaf.notAfter.getTime() - leaf.notBefore.getTime(),
  }
}

function signerOf(keys: KeyPairKeyObjectResult, certificate: string): Signer {
  return {
    sign: async (data) => ({
      signature: sign('sha256', data, keys.privateKey),
      key: { $case: 'x509Certificate', certificate },
    }),
  }
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
