import { join } from 'node:path'
import { systemClock, type Milliseconds } from '@promo/core'
import { SIGSTORE } from '@promo/http'
import { assertPublicLogAllowed } from '@promo/line'
import type { KeyAccess, Runner, SigstoreAccess } from '@promo/runner'
import {
  createKeylessSigner,
  createKeySigner,
  PUBLIC_GOOD,
  publicGoodTrust,
  readSigningConfig,
  readTrustedRoot,
  type Signer,
  type SigstoreInstance,
  type Trust,
} from '@promo/sigstore'
import { connectHttp } from './http.ts'

export interface SigningOptions {
  /** Signs instead of the identity of the job. */
  readonly key?: KeyAccess | undefined
  /** Longest wait for one answer of a Sigstore service. */
  readonly retryFor?: Milliseconds
}

/** A signer with the job's own identity, or with a key; throws `public-log-refused` before any token is asked for. */
export function connectSigner(runner: Runner, access: SigstoreAccess, options: SigningOptions = {}): Signer {
  assertPublicLogAllowed({
    visibility: runner.context.repository.visibility,
    ownInstance: access.signingConfig !== undefined,
    allowed: access.publicLog,
  })
  const { key, retryFor = SIGSTORE.totalMs } = options
  const services = {
    http: connectHttp(runner),
    instance: instanceOf(access),
    budget: { ...SIGSTORE, totalMs: retryFor },
  }
  if (key !== undefined) return createKeySigner({ ...services, key })
  const { identityToken } = access
  const token = (audience: string): Promise<string> =>
    identityToken === undefined ? runner.identityToken(audience) : Promise.resolve(identityToken)
  return createKeylessSigner({ ...services, token, clock: systemClock })
}

function instanceOf({ signingConfig }: SigstoreAccess): SigstoreInstance {
  return signingConfig === undefined ? PUBLIC_GOOD : readSigningConfig(signingConfig, systemClock.now())
}

/** What signatures are verified against: the trusted root of the inputs, else the public one by TUF. */
export async function connectTrust(
  runner: Runner,
  access: Pick<SigstoreAccess, 'trustedRoot'>,
  offline = false,
): Promise<Trust> {
  if (access.trustedRoot !== undefined) return readTrustedRoot(access.trustedRoot)
  return publicGoodTrust({ cachePath: join(runner.context.temp, 'promo-tuf'), http: connectHttp(runner), offline })
}
