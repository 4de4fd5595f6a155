/** What a copy moved. `bytes` counts uploaded content and written manifests. */
export interface CopyTally {
  readonly manifests: number
  readonly blobs: number
  readonly mounted: number
  readonly referrers: number
  readonly bytes: number
}

export interface TallyWriter {
  readonly addManifest: (bytes: number) => void
  readonly addReferrers: (count: number) => void
  readonly addMounted: () => void
  readonly addUploaded: (bytes: number) => void
  readonly read: () => CopyTally
}

export function createTally(): TallyWriter {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 }
  return {
    addManifest: (bytes) => {
      counts.manifests += 1
      counts.bytes += bytes
    },
    addReferrers: (count) => {
      counts.referrers += count
    },
    addMounted: () => {
      counts.mounted += 1
    },
    addUploaded: (bytes) => {
      counts.blobs += 1
      counts.bytes += bytes
    },
    read: () => ({ ...counts }),
  }
}
