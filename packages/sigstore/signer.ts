import { bundleToJSON, type Bundle } from '@sigstore/bundle'
import type { Witness } from '@sigstore/sign'
// The package's index also loads its HTTP client and that one's cache, for services that promo calls itself.
import { DSSEBundleBuilder, MessageSignatureBundleBuilder } from '@sigstore/sign/dist/bundler/index.js'
import { sigstoreError } from './errors.ts'
import type { CertificateClaims } from './claims.ts'
import { LEGACY_ANNOTATIONS, legacyMaterial } from './legacy-annotations.ts'
import type { LegacyLayer } from './legacy.ts'
import { rekorWitness } from './rekor.ts'
import { createSessions, type SessionPorts } from './signing-session.ts'
import { IN_TOTO_PAYLOAD, readStatement } from './statement.ts'
import { timestampWitness } from './timestamp.ts'

export type SignerPorts = SessionPorts

export interface SignedStatement {
  /** JSON of `application/vnd.dev.sigstore.bundle.v0.3+json`; `legacyEncoding` gives its other form. */
  readonly bundle: Uint8Array
  readonly predicateType: string
  /** Decimal; empty when the instance has no log. */
  readonly logIndex: string
}

/** A signature over bytes in the legacy encoding: a `.sig` layer. */
export interface SignedPayload {
  readonly layer: LegacyLayer
  readonly logIndex: string
}

export interface SignerIdentity {
  readonly subject: string
  readonly issuer: string
  readonly claims: CertificateClaims
}

/** Signs as the job: OIDC token → Fulcio certificate → transparency log and timestamp. */
export interface KeylessSigner {
  /** Signs an in-toto statement (UTF-8 JSON); throws `bundle-invalid` for bytes that are none. */
  signStatement(statement: Uint8Array): Promise<SignedStatement>
  /** Signs bytes for a legacy `.sig` layer; throws `sigstore-refused` when the instance has no Rekor v1 log. */
  signPayload(payload: Uint8Array): Promise<SignedPayload>
  identity(): Promise<SignerIdentity>
}

/**
 * Makes a signer that asks Fulcio once for many signatures. All its methods reject with `identity-token-invalid`,
 * `certificate-refused`, `sigstore-refused`, `log-answer-invalid` or `sigstore-unavailable`; no error holds the identity token.
 */
export function createKeylessSigner(ports: SignerPorts): KeylessSigner {
  const witnesses = witnessesOf(ports)
  const session = createSessions(ports)
  return {
    signStatement: async (statement) => {
      const { predicateType } = readStatement(statement)
      const current = await session()
      const builder = new DSSEBundleBuilder({ signer: current.signer, witnesses })
      const bundle = await builder.create({ data: Buffer.from(statement), type: IN_TOTO_PAYLOAD })
      return { bundle: Buffer.from(JSON.stringify(bundleToJSON(bundle))), predicateType, logIndex: logIndexOf(bundle) }
    },
    signPayload: async (payload) => {
      const current = await session()
      const builder = new MessageSignatureBundleBuilder({ signer: current.signer, witnesses })
      const bundle = await builder.create({ data: Buffer.from(payload) })
      const material = legacyMaterial(bundle, current.certificate)
      if (material === undefined) throw needsLog()
      const signature = bundle.content.messageSignature.signature.toString('base64')
      const annotations = { [LEGACY_ANNOTATIONS.signature]: signature, ...material }
      return { layer: { payload, annotations }, logIndex: logIndexOf(bundle) }
    },
    identity: async () => {
      const { claims } = await session()
      return { subject: claims.subject, issuer: claims.issuer, claims }
    },
  }
}

function witnessesOf(ports: SignerPorts): Witness[] {
  const { rekor, timestamp, rekorVersion } = ports.instance
  if (rekor !== undefined && rekorVersion === 2) {
    throw sigstoreError('signing-config-unsupported', { found: 2, wanted: 1 }, 'entries of Rekor v2 are not written')
  }
  return [
    ...(rekor === undefined ? [] : [rekorWitness(rekor, ports)]),
    ...(timestamp === undefined ? [] : [timestampWitness(timestamp, ports)]),
  ]
}

function logIndexOf(bundle: Bundle): string {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? ''
}

function needsLog(): Error {
  return sigstoreError('sigstore-refused', {}, 'a legacy signature needs a Rekor v1 log, and the instance has none', {
    remedy: 'Leave `legacy` out of `evidence-formats`, or name an instance with a Rekor v1 log.',
  })
}
