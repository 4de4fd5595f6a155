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
  /** Cross-repository mounts. */
  mounts: boolean
  /** What a mount that is not done is answered: 202 begins an upload, as the specification wants; 401 as Harbor. */
  mountRefusal: 202 | 401
  /** Reads of a new manifest or moved tag that still see the state before the write. */
  lagReads: number
  /** The next requests are answered 429 with this `Retry-After` in seconds. */
  throttle: { requests: number; retryAfter: number }
  /** The next requests are answered with this status, 500 and above, and nothing is done. */
  outage: { requests: number; status: number }
  /** The next uploads of content end after so many bytes of it, which the session keeps, with 500. */
  brokenUploads: { uploads: number; bytes: number }
  /** GitLab: the tag `sha256-<hex>` names the manifest itself until something is put there (oras-go#1396). */
  selfResolvingTags: boolean
  /** GitLab: a manifest is refused when its subject is not there yet. */
  requireSubject: boolean
  /** Whether conditions on manifest writes are honoured, with an ETag on reads. */
  conditions: boolean
  /** How uploads name their next address. */
  location: 'relative' | 'absolute'
  /** Bytes that a chunk must have unless it is the last, told in OCI-Chunk-Min-Length; 0 for none. */
  chunkMinimum: number
  /** Content may be deleted through the API; GHCR answers 405. */
  deletes: boolean
  /** A repository is made by its first push; ECR wants it to be created before: NAME_UNKNOWN. */
  createsRepositories: boolean
  /**
   * Content that garbage collection took, as `repository@digest`: HEAD and mounts still speak of it, a manifest that names it is refused, and it is
   * there again once it is put (distribution with a cache of descriptors, distribution/distribution#4269).
   */
  readonly collected: Set<string>
  /** How a manifest with a subject is refused, undefined where it is taken: ECR 405, Quay before 3.11 400, Docker Hub 404. */
  subjects: undefined | { readonly status: number; readonly code: 'UNSUPPORTED' | 'MANIFEST_INVALID' | undefined }
  /** Bytes that a repository may hold, blobs and manifests; what goes beyond is refused with `status`, Harbor's being 403. */
  quota: { bytes: number; status: 403 | 413 }
  /** Whether an answer to HEAD tells digest and length. */
  describesOnHead: boolean
  /**
   * The origin to which every read of a blob is redirected (307), undefined for none. There the address alone is the
   * credential, as with signed addresses of S3: a request that brings Authorization too is answered 400.
   */
  blobOrigin: string | undefined
}

/** How ghcr.io differs from the specification: no referrers API, no deletion through the registry. */
export const GHCR: Partial<RegistrySwitches> = { referrers: 'none', deletes: false }

export function defaultSwitches(): RegistrySwitches {
  return {
    referrers: 'api',
    referrersPage: 100,
    immutableTags: false,
    mounts: true,
    mountRefusal: 202,
    lagReads: 0,
    throttle: { requests: 0, retryAfter: 1 },
    outage: { requests: 0, status: 503 },
    brokenUploads: { uploads: 0, bytes: 0 },
    selfResolvingTags: false,
    requireSubject: false,
    conditions: true,
    location: 'relative',
    chunkMinimum: 0,
    deletes: true,
    createsRepositories: true,
    collected: new Set(),
    subjects: undefined,
    quota: { bytes: Infinity, status: 403 },
    describesOnHead: true,
    blobOrigin: undefined,
  }
}
