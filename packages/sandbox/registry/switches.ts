/** Behaviours in which real registries differ, changed at any time. */
export interface RegistrySwitches {
  /**
   * `api`: the referrers API; `none`: 404, as GHCR; `redirect`: a 303 to a web site, as GHCR for a time (artifacthub#4785);
   * `lying`: OCI-Subject is sent but there is no API, as ECR in 2024.
   */
  referrers: 'api' | 'none' | 'redirect' | 'lying'
  /** Referrers on one page. */
  referrersPage: number
  /** A tag that exists is never moved (ECR tag immutability). */
  immutableTags: boolean
  /** Cross-repository mounts; without them a mount request starts a plain upload, as the specification allows. */
  mounts: boolean
  /** Reads of a new manifest or moved tag that still see the state before the write. */
  lagReads: number
  /** The next requests are answered 429 with this `Retry-After` in seconds. */
  throttle: { requests: number; retryAfter: number }
  /** GitLab: the tag `sha256-<hex>` names the manifest itself until something is put there (oras-go#1396). */
  selfResolvingTags: boolean
  /** GitLab: a manifest is refused when its subject is not there yet. */
  requireSubject: boolean
  /** Whether conditions on manifest writes are honoured, with an ETag on reads. */
  conditions: boolean
  /** How uploads name their next address. */
  location: 'relative' | 'absolute'
  /** Content may be deleted through the API; GHCR answers 405. */
  deletes: boolean
}

/** How ghcr.io differs from the specification: no referrers API, no deletion through the registry. */
export const GHCR: Partial<RegistrySwitches> = { referrers: 'none', deletes: false }

export function defaultSwitches(): RegistrySwitches {
  return {
    referrers: 'api',
    referrersPage: 100,
    immutableTags: false,
    mounts: true,
    lagReads: 0,
    throttle: { requests: 0, retryAfter: 1 },
    selfResolvingTags: false,
    requireSubject: false,
    conditions: true,
    location: 'relative',
    deletes: true,
  }
}
