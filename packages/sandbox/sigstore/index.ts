import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Clock } from '@promo/core'
import { initializeCA, initializeCTLog, initializeTSA } from '@sigstore/mock'
import type { Handler } from '../network/index.ts'
import type { OidcIssuer } from '../oidc/index.ts'
import { createFulcioHandler, FULCIO_HOST } from './fulcio.ts'
import { createRekorHandler, REKOR_HOST } from './rekor.ts'
import { createServiceClock } from './service-clock.ts'
import { createTimestampHandler, TIMESTAMP_HOST } from './timestamp-authority.ts'
import { createRekorTilesHandler, REKOR_TILES_HOST } from './rekor-tiles.ts'
import { createTransparencyLog, tilesShape, type TransparencyLog } from './transparency-log.ts'
import { trustedRootOf } from './trusted-root.ts'

/** A Sigstore instance in this process, under the host names of the public one. */
export interface SandboxSigstore {
  readonly handlers: ReadonlyMap<string, Handler>
  /** `TrustedRoot` JSON: what a verifier gets as `trusted-root`. */
  readonly trustedRoot: string
  readonly log: TransparencyLog
  /** The Rekor v2 log beside it, under `REKOR_TILES_HOST`. */
  readonly tiles: TransparencyLog
}

export { createPrivateInstance, type PrivateInstance } from './private-instance.ts'
export { REKOR_TILES_HOST, tileEntry } from './rekor-tiles.ts'
export { createTransparencyLog, tilesShape, type TransparencyLog } from './transparency-log.ts'
export { logInstance } from './trusted-root.ts'

/** Starts Fulcio (over the issuer's tokens, with a certificate log), Rekor v1 and v2 and a timestamp authority, each with its own key. */
export async function createSandboxSigstore(ports: {
  readonly issuer: OidcIssuer
  readonly clock: Clock
}): Promise<SandboxSigstore> {
  const clock = createServiceClock(ports.clock)
  const certificateLog = await initializeCTLog(newKeys(), clock.date)
  const certificates = await initializeCA(newKeys(), certificateLog, clock.date)
  const timestamps = await initializeTSA(newKeys(), clock.date)
  const log = createTransparencyLog(ports)
  const tiles = createTransparencyLog({ ...ports, shape: tilesShape(REKOR_TILES_HOST) })
  return {
    log,
    tiles,
    trustedRoot: trustedRootOf({
      fulcioRoot: certificates.rootCertificate,
      logKey: log.publicKey,
      tilesKey: tiles.publicKey,
      certificateLogKey: certificateLog.publicKey,
      timestampChain: [timestamps.intCertificate, timestamps.rootCertificate],
    }),
    handlers: new Map([
      [FULCIO_HOST, createFulcioHandler({ authority: certificates, issuer: ports.issuer, clock })],
      [REKOR_HOST, createRekorHandler(log)],
      [REKOR_TILES_HOST, createRekorTilesHandler(tiles)],
      [TIMESTAMP_HOST, createTimestampHandler({ authority: timestamps, clock })],
    ]),
  }
}

function newKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}
