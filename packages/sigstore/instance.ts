/** The services that sign: certificate authority, transparency logs, timestamp authorities. */
export interface SigstoreInstance {
  /** Base URL: requests go to `api/v2/signingCert` under it. Without one only a key can sign. */
  readonly fulcio?: URL
  /** Base URLs of the logs: every signature is written to each. Without one nothing can be written in the legacy format. */
  readonly logs: readonly URL[]
  /** API of all the logs: entries of both kinds in one bundle are refused by verifiers that know the first alone. */
  readonly logVersion: 1 | 2
  /** Full URLs for queries, or base URLs, to which `/api/v1/timestamp` is added. Each gives a timestamp of every signature. */
  readonly timestamps: readonly URL[]
}

/** The public instance, with the log version that every verifier in use reads. */
export const PUBLIC_GOOD: SigstoreInstance = {
  fulcio: new URL('https://fulcio.sigstore.dev'),
  logs: [new URL('https://rekor.sigstore.dev')],
  logVersion: 1,
  timestamps: [new URL('https://timestamp.sigstore.dev/api/v1/timestamp')],
}

/** The URL of a path under a service's base URL, whether or not that ends in a slash. */
export function under(base: URL, path: string): URL {
  return new URL(path, base.href.endsWith('/') ? base : `${base.href}/`)
}
