import { join } from 'node:path'
import { systemClock } from '@promo/core'
import { assertPublicLogAllowed } from '@promo/line'
import type { Runner, SigstoreAccess } from '@promo/runner'
import {
  createKeylessSigner,
  PUBLIC_GOOD,
  publicGoodTrust,
  readSigningConfig,
  readTrustedRoot,
  type KeylessSigner,
  type Trust,
} from '@promo/sigstore'
import { connectHttp } from './http.ts'

/** A signer with the job's own identity; throws `public-log-refused` before any token is asked for. */
export function connectSigner(runner: Runner, access: SigstoreAccess): KeylessSigner {
  assertPublicLogAllowed({
    visibility: runner.context.repository.visibility,
    ownInstance: access.signingConfig !== undefined,
    allowed: access.publicLog,
  })
  const { identityToken, signingConfig } = access
  return createKeylessSigner({
    http: connectHttp(runner),
    token: (audience) =>
      identityToken === undefined ? runner.identityToken(audience) : Promise.resolve(identityToken),
    instance: signingConfig === undefined ? PUBLIC_GOOD : readSigningConfig(signingConfig, systemClock.now()),
    clock: systemClock,
  })
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
