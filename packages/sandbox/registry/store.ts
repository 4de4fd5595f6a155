import { digestOf, type Digest } from '@promo/core'

export interface StoredManifest {
  readonly digest: Digest
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Reads that do not see it yet. */
  hiddenReads: number
}

export interface StoredTag {
  readonly digest: Digest
  readonly before: Digest | undefined
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
  readonly blobs: Set<Digest>
  readonly manifests: Map<Digest, StoredManifest>
  readonly tags: Map<string, StoredTag>
  readonly uploads: Map<string, Upload>
}

/** All content of the registry, in memory. */
export interface Store {
  readonly repositories: Map<string, Repository>
  readonly content: Map<Digest, Uint8Array>
  /** Made on the first write. */
  ensure(name: string): Repository
  addBlob(name: string, bytes: Uint8Array): Digest
}

export function createStore(): Store {
  const repositories = new Map<string, Repository>()
  const content = new Map<Digest, Uint8Array>()
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
    addBlob: (name, bytes) => {
      const digest = digestOf(bytes)
      content.set(digest, bytes)
      ensure(name).blobs.add(digest)
      return digest
    },
  }
}
