import type { ContentDigest } from './content-digest.ts'

export interface StoredManifest {
  readonly digest: ContentDigest
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Reads that do not see it yet. */
  hiddenReads: number
}

export interface StoredTag {
  readonly digest: ContentDigest
  readonly before: ContentDigest | undefined
  /** Reads that still see `before`. */
  staleReads: number
}

export interface Upload {
  readonly id: string
  readonly state: string
  readonly chunks: Uint8Array[]
  size: number
}

/** One repository. Blobs are kept once for the registry; a repository knows which of them are its own. */
export interface Repository {
  readonly blobs: Set<ContentDigest>
  readonly manifests: Map<ContentDigest, StoredManifest>
  readonly tags: Map<string, StoredTag>
  readonly uploads: Map<string, Upload>
}

/** All content of the registry, in memory. */
export interface Store {
  readonly repositories: Map<string, Repository>
  readonly content: Map<ContentDigest, Uint8Array>
  /** Made on the first write. */
  ensure(name: string): Repository
  addBlob(name: string, bytes: Uint8Array, digest: ContentDigest): void
  /** Undefined when the repository does not hold it, whatever others hold. */
  blob(name: string, digest: ContentDigest): Uint8Array | undefined
}

export function createStore(): Store {
  const repositories = new Map<string, Repository>()
  const content = new Map<ContentDigest, Uint8Array>()
  const ensure = (name: string): Repository => {
    const found = repositories.get(name) ?? {
      blobs: new Set(),
      manifests: new Map(),
      tags: new Map(),
      uploads: new Map(),
    }
    repositories.set(name, found)
    return found
  }
  return {
    repositories,
    content,
    ensure,
    addBlob: (name, bytes, digest) => {
      content.set(digest, bytes)
      ensure(name).blobs.add(digest)
    },
    blob: (name, digest) => (repositories.get(name)?.blobs.has(digest) === true ? content.get(digest) : undefined),
  }
}
