import { type JsonValue, isJsonObject } from '@promo/core'
import { malformed } from './errors.ts'

/**
 * Standard or URL-safe, padded or not, as proto3's JSON mapping allows for bytes, and in lines as Go's decoder takes it.
 * Node's own decoder skips whatever is no base64.
 */
const BASE64 = /^[A-Za-z0-9+/_\r\n-]*={0,2}[\r\n]*$/

/** Fields of type `bytes` in bundles and trusted roots (sigstore/protobuf-specs, protos/). */
const BYTES: ReadonlySet<string> = new Set([
  'canonicalizedBody',
  'digest',
  'hashes',
  'keyId',
  'payload',
  'rawBytes',
  'rootHash',
  'sig',
  'signature',
  'signedEntryTimestamp',
  'signedTimestamp',
])

/** Of each group one field at most may be there (`oneof` in sigstore_bundle.proto); the library would take one of them. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['messageSignature', 'dsseEnvelope'],
  ['publicKey', 'x509CertificateChain', 'certificate'],
]

/**
 * Holds JSON to what proto3's mapping allows and @sigstore/protobuf-specs does not look at. Throws `bundle-invalid` for bytes
 * that are no base64, and for two alternatives at once: two readers could take different ones.
 */
export function assertShape(value: JsonValue): void {
  if (Array.isArray(value)) value.forEach(assertShape)
  else if (isJsonObject(value)) assertObject(value)
}

function assertObject(value: { readonly [key: string]: JsonValue }): void {
  for (const names of ALTERNATIVES) {
    const found = names.filter((name) => (value[name] ?? null) !== null)
    if (found.length > 1) throw malformed(`it has both ${found.join(' and ')}`)
  }
  for (const [name, child] of Object.entries(value)) {
    if (BYTES.has(name)) assertBytes(name, child)
    assertShape(child)
  }
}

function assertBytes(name: string, value: JsonValue): void {
  const texts = Array.isArray(value) ? value : [value]
  if (texts.every((text) => typeof text !== 'string' || BASE64.test(text))) return
  throw malformed(`its ${name} is not base64`)
}
