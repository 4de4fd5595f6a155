import { isPromoError, type CommitSha, type Digest, type EnvironmentName } from '@promo/core'
import type { CommitFacts, History } from '@promo/forge'
import { readOverlayImages, type OverlayImage } from '@promo/overlays'
import { environmentOf, findOverlayAt } from '@promo/promotion'
import type { Ground } from './ground.ts'

/** From when to when an environment held a digest, by the history of its overlay. */
export interface Holding {
  readonly environment: EnvironmentName
  /** `path:line` of the entry, where it was put. */
  readonly place: string
  /** The repository that the entry names. */
  readonly repository: string
  /** The commit that put it there. */
  readonly since: CommitFacts
  /** The commit that replaced it; undefined while it is held. */
  readonly until: CommitFacts | undefined
  /** False when the commits that were read end before the one that put it there. */
  readonly certain: boolean
}

/** The overlays of all environments, now and in the past. Each file of each commit is read once. */
export interface Overlays {
  /** Path of the overlay's file now; undefined when there is none. */
  pathOf(environment: EnvironmentName): Promise<string | undefined>
  imagesAt(path: string, commit: CommitSha): Promise<readonly OverlayImage[]>
  historyOf(path: string): Promise<History>
  /** The last time that an environment held the digest under this name; undefined when it never did, as far as was read. */
  holding(environment: EnvironmentName, name: string, digest: Digest): Promise<Holding | undefined>
}

/** Months of a busy environment; each commit costs a handful of requests. */
const HISTORY_LIMIT = 100

export function readOverlays(ground: Ground): Overlays {
  const { forge, repository, head, config } = ground
  const pathOf = remembered(async (environment: EnvironmentName) => {
    const file = await findOverlayAt(forge, repository, head, environmentOf(config, environment).overlay)
    return file?.path
  })
  const filesAt = remembered((commit: CommitSha) =>
    Promise.resolve(remembered(async (path: string) => imagesIn(await forge.readFile(repository, commit, path)))),
  )
  const historyOf = remembered((path: string) => forge.commitsTouching(repository, head, path, HISTORY_LIMIT))
  const imagesAt: Overlays['imagesAt'] = async (path, commit) => (await filesAt(commit))(path)
  return {
    pathOf,
    imagesAt,
    historyOf,
    holding: async (environment, name, digest) => {
      const path = await pathOf(environment)
      if (path === undefined) return undefined
      const history = await historyOf(path)
      return lastHolding(history, environment, path, async (commit) =>
        (await imagesAt(path, commit)).find((each) => each.name === name && each.digest === digest),
      )
    },
  }
}

/** Walks back to the newest commits that hold the digest, and through them to the first. */
async function lastHolding(
  { commits, complete }: History,
  environment: EnvironmentName,
  path: string,
  entryAt: (commit: CommitSha) => Promise<OverlayImage | undefined>,
): Promise<Holding | undefined> {
  let until: CommitFacts | undefined
  let found: Omit<Holding, 'certain'> | undefined
  for (const since of commits) {
    const entry = await entryAt(since.sha)
    if (entry === undefined && found !== undefined) return { ...found, certain: true }
    if (entry === undefined) until = since
    else {
      const { repository, line } = entry
      found = { environment, place: `${path}:${String(line)}`, repository, since, until }
    }
  }
  return found === undefined ? undefined : { ...found, certain: complete }
}

/** Anything may have stood there in the past: a file that is no overlay holds no digest. */
function imagesIn(bytes: Uint8Array | undefined): readonly OverlayImage[] {
  if (bytes === undefined) return []
  try {
    return readOverlayImages(bytes)
  } catch (error) {
    if (isPromoError(error) && error.ending !== 'infrastructure') return []
    throw error
  }
}

function remembered<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<Key, Promise<Value>>()
  return (key) => {
    const value = known.get(key) ?? read(key)
    known.set(key, value)
    return value
  }
}
