import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Clock } from '@promo/core'
import { initializeCA, initializeTSA } from '@sigstore/mock'
import type { Handler } from '../network/index.ts'
import type { OidcIssuer } from '../oidc/index.ts'
import { createFulcioHandler } from './fulcio.ts'
import { createServiceClock } from './service-clock.ts'
import { createTimestampHandler } from './timestamp-authority.ts'
import { authority } from './trusted-root.ts'

/** Where GitHub signs for repositories that are not public (actions/toolkit, packages/attest/src/endpoints.ts). */
const FULCIO_HOST = 'fulcio.githubapp.com'
const TIMESTAMP_HOST = 'timestamp.githubapp.com'

/** An instance without any log: a certificate authority that stamps nothing, and a timestamp authority. */
export interface PrivateInstance {
  readonly handlers: ReadonlyMap<string, Handler>
  /** `TrustedRoot` JSON, as `gh attestation trusted-root` prints GitHub's: two authorities, no logs. */
  readonly trustedRoot: string
  /** `SigningConfig` JSON that names the two services. */
  readonly signingConfig: string
}

/** Starts what GitHub serves for private repositories, under its host names. */
export async function createPrivateInstance(ports: {
  readonly issuer: OidcIssuer
  readonly clock: Clock
}): Promise<PrivateInstance> {
  const clock = createServiceClock(ports.clock)
  const certificates = await initializeCA(newKeys(), undefined, clock.date)
  const timestamps = await initializeTSA(newKeys(), clock.date)
  return {
    trustedRoot: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [],
      certificateAuthorities: [authority(FULCIO_HOST, 'Internal Services Root', [certificates.rootCertificate])],
      ctlogs: [],
      timestampAuthorities: [
        authority(TIMESTAMP_HOST, 'Internal Services Root', [timestamps.intCertificate, timestamps.rootCertificate]),
      ],
    }),
    signingConfig: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: [serviceAt(FULCIO_HOST)],
      tsaUrls: [serviceAt(TIMESTAMP_HOST)],
      tsaConfig: { selector: 'ANY' },
    }),
    handlers: new Map([
      [FULCIO_HOST, createFulcioHandler({ authority: certificates, issuer: ports.issuer, clock, logged: false })],
      [TIMESTAMP_HOST, createTimestampHandler({ authority: timestamps, clock })],
    ]),
  }
}

/** By its base URL alone, as the toolkit names both. */
function serviceAt(host: string): object {
  return {
    url: `https://${host}`,
    majorApiVersion: 1,
    validFor: { start: '2023-10-27T00:00:00Z' },
    operator: 'github.com',
  }
}

function newKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}
