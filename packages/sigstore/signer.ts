import { hexOf, type Digest } from '@promo/core'
import { bundleToJSON, toDSSEBundle, type Bundle } from '@sigstore/bundle'
import { dsse, pem } from '@sigstore/core'
import { HashAlgorithm } from '@sigstore/protobuf-specs'
import type { DsseBundle } from './bundle.ts'
import { sigstoreError } from './errors.ts'
import type { SigstoreInstance } from './instance.ts'
import { hashOf } from './key-algorithm.ts'
import { keylessSessions, type KeylessPorts } from './keyless-session.ts'
import { keySessions } from './key-session.ts'
import { LEGACY_ANNOTATIONS, legacyMaterial } from './legacy-annotations.ts'
import { legacyLayer } from './legacy-encoding.ts'
import type { LegacyLayer } from './legacy.ts'
import { onceAgainWhenLogged } from './logged-before.ts'
import type { PrivateKeyText } from './private-key.ts'
import { rekorWitness } from './rekor.ts'
import { rekorTilesWitness } from './rekor-tiles.ts'
import type { ServicePorts } from './service.ts'
import type { SessionSource, SignerIdentity, SigningSession } from './signing-session.ts'
import { IN_TOTO_PAYLOAD, readStatement } from './statement.ts'
import { timestampWitness } from './timestamp.ts'
import { gatherTestimony, type SignatureContent, type Witness } from './witness.ts'

export interface SignedStatement {
  /** JSON of `application/vnd.dev.sigstore.bundle.v0.3+json`. */
  readonly bundle: Uint8Array
  /** Its other form: what `legacyEncoding` gives for the bundle. */
  legacy(): LegacyLayer | undefined
  readonly predicateType: string
  /** Decimal; empty when the instance has no log. */
  readonly logIndex: string
}

/** A signature over bytes in the legacy encoding: a `.sig` layer. */
export interface SignedPayload {
  readonly layer: LegacyLayer
  readonly logIndex: string
}

/** Signs statements and payloads, and has logs and timestamp authorities confirm it. */
export interface Signer {
  /** Whether what it signs can be stored in the legacy format: that needs a Rekor v1 log. */
  readonly writesLegacy: boolean
  /** Whether a transparency log holds each of its signatures. */
  readonly isLogged: boolean
  /** Signs an in-toto statement (UTF-8 JSON); throws `bundle-invalid` for bytes that are none. */
  signStatement(statement: Uint8Array): Promise<SignedStatement>
  /** Signs bytes for a legacy `.sig` layer; throws `legacy-unsupported` before signing when there is no Rekor v1 log. */
  signPayload(payload: Uint8Array): Promise<SignedPayload>
  identity(): Promise<SignerIdentity>
}

/**
 * Signs as the job: OIDC token → Fulcio certificate → transparency log and timestamp. Fulcio is asked once for many signatures.
 * All methods reject with `identity-token-invalid`, `certificate-refused`, `sigstore-refused`, `log-answer-invalid` or
 * `sigstore-unavailable`; no error holds the identity token.
 */
export function createKeylessSigner(ports: KeylessPorts): Signer {
  return signerOver(keylessSessions(ports), ports)
}

export interface KeySignerPorts extends ServicePorts {
  readonly key: PrivateKeyText
  readonly instance: SigstoreInstance
}

/**
 * Signs with a private key; Fulcio is never asked. Methods reject with `key-invalid`, `key-password-wrong`, `key-unsupported`,
 * `sigstore-refused`, `log-answer-invalid` or `sigstore-unavailable`; no error holds anything of the key.
 */
export function createKeySigner(ports: KeySignerPorts): Signer {
  return signerOver(keySessions(ports.key), ports)
}

function signerOver(session: SessionSource, ports: ServicePorts & { readonly instance: SigstoreInstance }): Signer {
  const { instance } = ports
  const witnesses = witnessesOf(ports)
  const writesLegacy = instance.logs.length > 0 && instance.logVersion === 1
  return {
    writesLegacy,
    isLogged: instance.logs.length > 0,
    signStatement: async (statement) => {
      const { predicateType } = readStatement(statement)
      const bundle = await onceAgainWhenLogged(async () => signEnvelope(statement, await session(), witnesses))
      return {
        bundle: Buffer.from(JSON.stringify(bundleToJSON(bundle))),
        legacy: () => legacyLayer(bundle, predicateType),
        predicateType,
        logIndex: logIndexOf(bundle),
      }
    },
    signPayload: async (payload) => {
      if (!writesLegacy) throw legacyUnsupported()
      return signLayer(payload, await session(), witnesses)
    },
    identity: async () => (await session()).identity,
  }
}

function witnessesOf(ports: ServicePorts & { readonly instance: SigstoreInstance }): readonly Witness[] {
  const { logs, logVersion, timestamps } = ports.instance
  const logWitness = logVersion === 2 ? rekorTilesWitness : rekorWitness
  return [
    ...logs.map((log) => logWitness(log, ports)),
    ...timestamps.map((authority) => timestampWitness(authority, ports)),
  ]
}

/** A bundle over the statement. As in cosign the envelope names no key; the bundle's material does. */
async function signEnvelope(
  statement: Uint8Array,
  session: SigningSession,
  witnesses: readonly Witness[],
): Promise<DsseBundle> {
  const artifact = Buffer.from(statement)
  const signature = session.key.sign(dsse.preAuthEncoding(IN_TOTO_PAYLOAD, artifact))
  const bundle = toDSSEBundle({
    artifact,
    artifactType: IN_TOTO_PAYLOAD,
    signature,
    certificateChain: false,
    ...(session.identity.kind === 'key'
      ? { keyHint: hintOf(session.identity.keyId) }
      : { certificate: pem.toDER(session.verifier) }),
  })
  for (const each of bundle.content.dsseEnvelope.signatures) each.keyid = ''
  return witnessed(bundle, session, witnesses)
}

/** How a bundle hints at a public key (sigstore-go, pkg/sign/keys.go; cosign, internal/key/svkeypair.go). */
function hintOf(keyId: Digest): string {
  return Buffer.from(hexOf(keyId), 'hex').toString('base64')
}

async function witnessed<B extends Bundle>(
  bundle: B,
  session: SigningSession,
  witnesses: readonly Witness[],
): Promise<B> {
  const { tlogEntries, rfc3161Timestamps } = await gatherTestimony(witnesses, bundle.content, session)
  bundle.verificationMaterial.tlogEntries = [...tlogEntries]
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [...rfc3161Timestamps] }
  return bundle
}

const MESSAGE_HASHES = {
  sha256: HashAlgorithm.SHA2_256,
  sha384: HashAlgorithm.SHA2_384,
  sha512: HashAlgorithm.SHA2_512,
} as const

async function signLayer(
  payload: Uint8Array,
  session: SigningSession,
  witnesses: readonly Witness[],
): Promise<SignedPayload> {
  const { key } = session
  const signature = key.sign(payload)
  const messageDigest = { algorithm: MESSAGE_HASHES[hashOf(key.algorithm)], digest: key.digest(payload) }
  const content: SignatureContent = { $case: 'messageSignature', messageSignature: { messageDigest, signature } }
  const testimony = await gatherTestimony(witnesses, content, session)
  const certificate = session.identity.kind === 'certificate' ? session.verifier : undefined
  const material = legacyMaterial(testimony, certificate)
  if (material === undefined) throw legacyUnsupported()
  const annotations = { [LEGACY_ANNOTATIONS.signature]: signature.toString('base64'), ...material }
  return { layer: { payload, annotations }, logIndex: testimony.tlogEntries[0]?.logIndex ?? '' }
}

function logIndexOf(bundle: Bundle): string {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? ''
}

function legacyUnsupported(): Error {
  return sigstoreError('legacy-unsupported', {}, 'a legacy signature needs a Rekor v1 log, and the instance has none')
}
