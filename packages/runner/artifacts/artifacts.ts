import type { Digest } from '@promo/core'

export interface UploadedArtifact {
  readonly id: string
  /** sha256 of the archive: what crosses to the consumer as a job output. */
  readonly digest: Digest
  /** Bytes of the archive. */
  readonly size: number
}

export interface ListedArtifact {
  readonly name: string
  readonly id: string
  /** What the service recorded at upload; absent for artifacts of very old clients. */
  readonly digest: Digest | undefined
  readonly createdAt: Date | undefined
}

/** Artifacts of this run, and of no other. */
export interface Artifacts {
  /**
   * Uploads the regular files below the directory. Throws `artifact-invalid` for a bad name, a link, or nothing to
   * upload, `artifact-taken` for a name in use, `artifact-unavailable` when the service fails.
   */
  upload(name: string, directory: string): Promise<UploadedArtifact>
  /**
   * Downloads into a new directory under the runner's temporary one and returns its path. The archive is hashed here,
   * and unpacked only when it is the expected one: throws `artifact-missing`, `artifact-mismatch`, `artifact-invalid`.
   * Without `digest` nothing vouches for the content.
   */
  download(name: string, expected?: { readonly digest?: Digest }): Promise<string>
  /** Artifacts whose name starts with the prefix, sorted by name. */
  list(prefix: string): Promise<readonly ListedArtifact[]>
}
