export interface ArtifactState {
  readonly id: number
  readonly name: string
  readonly runId: number
  readonly attempt: number
  /** Of the job that made it; lists give it back. */
  readonly jobBackendId: string
  readonly mimeType: string
  /** Name of its blob. */
  readonly blob: string
  readonly createdAt: Date
  /** Set when the upload is complete: only then the artifact exists for readers. */
  finished: { readonly size: number; readonly digest: string } | undefined
}

export interface ArtifactStore {
  all(): readonly ArtifactState[]
  add(artifact: Omit<ArtifactState, 'id' | 'finished'>): ArtifactState
  remove(artifact: ArtifactState): void
}

export function createStore(): ArtifactStore {
  const artifacts: ArtifactState[] = []
  let lastId = 1_000_000
  return {
    all: () => artifacts,
    add: (artifact) => {
      lastId += 1
      const state = { ...artifact, id: lastId, finished: undefined }
      artifacts.push(state)
      return state
    },
    remove: (artifact) => {
      const index = artifacts.indexOf(artifact)
      if (index >= 0) artifacts.splice(index, 1)
    },
  }
}
