import { systemClock, type Clock } from '@promo/core'
import type { Handler } from '../network/index.ts'
import { createBlobHandler, createBlobStore, BLOB_HOST } from './blobs.ts'
import { createTokens, type CacheAccess } from './runtime-tokens.ts'
import { createStore, type ArtifactState } from './store.ts'
import { createTwirpHandler } from './twirp.ts'

const RESULTS_HOST = 'results-receiver.actions.githubusercontent.com'

export interface ArtifactView {
  readonly id: number
  readonly name: string
  readonly runId: number
  readonly attempt: number
  readonly size: number
  /** `sha256:` and 64 hexadecimal digits of the bytes as stored. */
  readonly digest: string
  readonly createdAt: Date
}

export interface ArtifactService {
  /** The results service and its blob store. */
  readonly handlers: ReadonlyMap<string, Handler>
  /** `ACTIONS_RESULTS_URL` of a JavaScript action. */
  readonly resultsUrl: string
  /** `ACTIONS_RUNTIME_TOKEN` of one job: it reaches the artifacts of its own run and the caches of the refs given. Names are unique within an attempt (default 1). */
  runtimeToken(runId: number, jobId: number, attempt?: number, caches?: CacheAccess): string
  /** Finished artifacts of all attempts, oldest first. */
  list(runId: number): readonly ArtifactView[]
  /** The stored bytes (a zip, unless uploaded as a single file) of the newest artifact of that name. */
  read(runId: number, name: string): Uint8Array | undefined
}

/** The service behind actions/upload-artifact v4 and later: what the unmodified @actions/artifact speaks to. */
export function createArtifactService(options: { readonly clock?: Clock } = {}): ArtifactService {
  const clock = options.clock ?? systemClock
  const tokens = createTokens(clock)
  const blobs = createBlobStore()
  const store = createStore()
  const finished = (runId: number): readonly ArtifactState[] =>
    store.all().filter((artifact) => artifact.runId === runId && artifact.finished !== undefined)
  return {
    handlers: new Map([
      [RESULTS_HOST, createTwirpHandler({ tokens, blobs, store, clock })],
      [BLOB_HOST, createBlobHandler(blobs, clock)],
    ]),
    resultsUrl: `https://${RESULTS_HOST}/`,
    runtimeToken: (runId, jobId, attempt = 1, caches?: CacheAccess) =>
      tokens.issue({ runId, jobId, attempt, ...(caches === undefined ? {} : { caches }) }),
    list: (runId) => finished(runId).flatMap(view),
    read: (runId, name) => {
      const found = finished(runId).findLast((artifact) => artifact.name === name)
      return found === undefined ? undefined : blobs.get(found.blob)?.bytes
    },
  }
}

function view({ id, name, runId, attempt, createdAt, finished }: ArtifactState): readonly ArtifactView[] {
  return finished === undefined ? [] : [{ id, name, runId, attempt, createdAt, ...finished }]
}
