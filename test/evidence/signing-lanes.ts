import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { systemClock } from '@promo/core'
import type { EvidenceFormat } from '@promo/evidence'
import type { HttpClient } from '@promo/http'
import type { Host } from '@promo/registry/testing'
import { createPrivateInstance, REKOR_TILES_HOST } from '@promo/sandbox/sigstore'
import {
  createKeylessSigner,
  createKeySigner,
  PUBLIC_GOOD,
  readPublicKey,
  readSigningConfig,
  readTrustedRoot,
  type AcceptedKeys,
  type PrivateKeyText,
  type Signer,
  type SigstoreInstance,
  type Trust,
} from '@promo/sigstore'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'

/** One way to sign: with what, by which services, in which formats. */
export interface SigningLane {
  readonly name: string
  readonly formats: readonly EvidenceFormat[]
  /** Services by host. */
  readonly hosts: Readonly<Record<string, Host>>
  readonly trust: Trust
  /** What a key signed is read with these. */
  readonly keys?: AcceptedKeys
  /** A process of its own: it has no certificate yet, and remembers nothing. */
  signer(http: HttpClient): Signer
}

const bench = await createSigningBench()
const hosts = Object.fromEntries(bench.sigstore.handlers)
const token = (audience: string): Promise<string> => bench.issuer.issue(LEG_CLAIMS, audience)
const keyless =
  (instance: SigstoreInstance) =>
  (http: HttpClient): Signer =>
    createKeylessSigner({ http, token, instance, clock: systemClock })

const BOTH = ['bundle', 'legacy'] as const
const shared = { hosts, trust: bench.trust }

/** What an action does without any input. */
export const PUBLIC_LANE: SigningLane = {
  name: 'the public instance',
  formats: BOTH,
  ...shared,
  signer: keyless(PUBLIC_GOOD),
}

const SECOND_LOG = { ...PUBLIC_GOOD, logs: [new URL(`https://${REKOR_TILES_HOST}`)], logVersion: 2 } as const
const github = await createPrivateInstance({ issuer: bench.issuer, clock: systemClock })

export const OTHER_LANES: readonly SigningLane[] = [
  { name: 'a Rekor v2 log', formats: ['bundle'], ...shared, signer: keyless(SECOND_LOG) },
  {
    name: "GitHub's instance for private repositories",
    formats: ['bundle'],
    hosts: Object.fromEntries(github.handlers),
    trust: readTrustedRoot(github.trustedRoot),
    signer: keyless(readSigningConfig(github.signingConfig, new Date())),
  },
  { name: 'a key and the public log', formats: BOTH, ...shared, ...keyed(PUBLIC_GOOD, aPlainKey) },
  { name: 'a key and a Rekor v2 log', formats: ['bundle'], ...shared, ...keyed(SECOND_LOG, aPlainKey) },
  {
    name: 'an encrypted key and no log',
    ...{ formats: ['bundle'], ...shared },
    ...keyed({ logs: [], logVersion: 1, timestamps: [] }, anEncryptedKey),
  },
]

function keyed(
  instance: SigstoreInstance,
  write: (key: KeyObject) => PrivateKeyText,
): Pick<SigningLane, 'signer' | 'keys'> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const key = write(privateKey)
  return {
    signer: (http) => createKeySigner({ http, instance, key }),
    keys: { keys: [readPublicKey(pem)], unlogged: instance.logs.length === 0 },
  }
}

function aPlainKey(key: KeyObject): PrivateKeyText {
  return { pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function anEncryptedKey(key: KeyObject): PrivateKeyText {
  const password = 'correct horse'
  const pem = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password }).toString()
  return { pem, password }
}
