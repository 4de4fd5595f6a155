/** What the tests read of a `TrustedRoot` (sigstore/protobuf-specs, sigstore_trustroot.proto). */
export interface PublicMaterial {
  readonly tlogs: readonly PublicLog[]
  readonly ctlogs: readonly PublicLog[]
  readonly certificateAuthorities: readonly PublicAuthority[]
  readonly timestampAuthorities: readonly PublicAuthority[]
}

export interface PublicLog {
  readonly baseUrl: string
  readonly publicKey: { readonly rawBytes: string }
}

export interface PublicAuthority {
  readonly uri: string
  readonly subject: { readonly organization: string; readonly commonName: string }
  readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] }
}

export function publicMaterial(trustedRoot: string): PublicMaterial {
  return JSON.parse(trustedRoot) as PublicMaterial
}

/** PEM of base64 DER. */
export function pemOf(label: 'CERTIFICATE' | 'PUBLIC KEY', base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
}

export function chainOf({ certChain }: PublicAuthority): string {
  return certChain.certificates.map(({ rawBytes }) => pemOf('CERTIFICATE', rawBytes)).join('')
}

export function keyOf({ publicKey }: PublicLog): string {
  return pemOf('PUBLIC KEY', publicKey.rawBytes)
}
