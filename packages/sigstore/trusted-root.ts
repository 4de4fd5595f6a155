import { parseJson } from '@promo/core'
import {
  HashAlgorithm,
  TrustedRoot,
  type CertificateAuthority,
  type TransparencyLogInstance,
} from '@sigstore/protobuf-specs'
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify'
import { assertShape } from './bundle-shape.ts'
import { encodeOnce } from './encode-once.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'

/** The public root has about 20 KiB. */
const ROOT_LIMIT = 1024 * 1024

/** sigstore/protobuf-specs, sigstore_trustroot.proto: the second one is for writing, both must be read. */
const MEDIA_TYPES: readonly string[] = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]

/**
 * Reads a `TrustedRoot` (sigstore/protobuf-specs, sigstore_trustroot.proto). Throws `trusted-root-invalid`, also for what
 * would verify more than it should: a log key or authority whose validity has no start, another hash than the library's.
 * Without a certificate authority only what keys signed can be verified.
 */
export function readTrustMaterial(text: string): TrustMaterial {
  try {
    const value = parseJson(text, { maxBytes: ROOT_LIMIT })
    const root = TrustedRoot.fromJSON(value)
    assertShape(value)
    assertRoot(root)
    const material = toTrustMaterial(root)
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      certChain.forEach(encodeOnce)
    return material
  } catch (cause) {
    throw sigstoreError('trusted-root-invalid', {}, `the trusted root cannot be used: ${reasonOf(cause)}`, { cause })
  }
}

function assertRoot({ mediaType, certificateAuthorities, timestampAuthorities, tlogs, ctlogs }: TrustedRoot): void {
  if (!MEDIA_TYPES.includes(mediaType)) throw malformed(`its media type is ${JSON.stringify(mediaType)}`)
  if (tlogs.length + timestampAuthorities.length === 0)
    throw malformed('it names neither a log nor a timestamp authority')
  ;[...tlogs, ...ctlogs].forEach(assertLog)
  ;[...certificateAuthorities, ...timestampAuthorities].forEach(assertAuthority)
}

/** As sigstore-go reads them (pkg/root/trusted_root.go, ParseTransparencyLogs). */
function assertLog({ hashAlgorithm, publicKey }: TransparencyLogInstance): void {
  if (hashAlgorithm !== HashAlgorithm.SHA2_256) throw malformed('a log hashes with another function than SHA-256')
  if (publicKey?.validFor?.start === undefined) throw malformed('the validity of a log key has no start')
}

function assertAuthority({ validFor, certChain }: CertificateAuthority): void {
  if (validFor !== undefined && validFor.start === undefined)
    throw malformed('the validity of an authority has no start')
  if ((certChain?.certificates ?? []).length === 0) throw malformed('an authority has no certificate')
}
