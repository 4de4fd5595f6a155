/** The services that sign: certificate authority, transparency log, timestamp authority. */
export interface SigstoreInstance {
  /** Base URL: requests go to `api/v2/signingCert` under it. */
  readonly fulcio: URL
  /** Base URL of the log. Without one nothing can be written in the legacy format. */
  readonly rekor?: URL
  /** Full URL for queries, or a base URL, to which `/api/v1/timestamp` is added. */
  readonly timestamp?: URL
  readonly rekorVersion: 1 | 2
}

/** The public instance, with the log version that every verifier in use reads. */
export const PUBLIC_GOOD: SigstoreInstance = {
  fulcio: new URL('https://fulcio.sigstore.dev'),
  rekor: new URL('https://rekor.sigstore.dev'),
  timestamp: new URL('https://timestamp.sigstore.dev/api/v1/timestamp'),
  rekorVersion: 1,
}

/** The URL of a path under a service's base URL, whether or not that ends in a slash. */
export function under(base: URL, path: string): URL {
  return new URL(path, base.href.endsWith('/') ? base : `${base.href}/`)
}
