import { randomUUID } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { BlobStore } from './blobs.ts'
import type { CacheAccess, Job } from './runtime-tokens.ts'
import { text, TwirpFault, type Message } from './twirp-message.ts'

interface CacheEntry {
  readonly id: number
  readonly repository: string
  /** Ref whose runs wrote it. */
  readonly scope: string
  readonly key: string
  /** Hash of paths and compression: the client's. */
  readonly version: string
  readonly blob: string
  readonly createdAt: Date
  /** The upload is complete. */
  isFinished: boolean
}

export interface CacheCall {
  readonly job: Job
  readonly message: Message
  readonly blobs: BlobStore
  readonly clock: Clock
}

type CacheMethod = (call: CacheCall) => object

/**
 * The CacheService of the results API: what the unmodified @actions/cache speaks to (actions/toolkit,
 * packages/cache/src/generated). An entry belongs to the ref whose run made it; a run reads those of its own ref, of
 * the base of its pull request and of the default branch (GitHub docs, "Dependency caching reference").
 */
export function createCacheMethods(): Readonly<Record<string, CacheMethod>> {
  const entries: CacheEntry[] = []
  return {
    CreateCacheEntry: (call) => create(entries, call),
    FinalizeCacheEntryUpload: (call) => finalize(entries, call),
    GetCacheEntryDownloadURL: (call) => find(entries, call),
  }
}

function accessOf({ caches }: Job): CacheAccess {
  if (caches === undefined) throw new TwirpFault('permission_denied', 'cache read denied: the token has no cache scope')
  return caches
}

function create(entries: CacheEntry[], { job, message, blobs, clock }: CacheCall): object {
  const { repository, write: scope } = accessOf(job)
  const [key, version] = [text(message, 'key'), text(message, 'version')]
  if (entries.some((entry) => isOf(entry, { repository, scope, version }) && entry.key === key)) {
    throw new TwirpFault('already_exists', 'cache entry with the same key, version, and scope already exists')
  }
  const id = entries.length + 1
  const blob = `cache-${id}/${randomUUID()}`
  entries.push({ id, repository, scope, key, version, blob, createdAt: clock.now(), isFinished: false })
  return { ok: true, signed_upload_url: blobs.sign(blob, 'write') }
}

function finalize(entries: readonly CacheEntry[], { job, message, blobs }: CacheCall): object {
  const { repository, write: scope } = accessOf(job)
  const [key, version] = [text(message, 'key'), text(message, 'version')]
  const entry = entries.find((one) => isOf(one, { repository, scope, version }) && one.key === key && !one.isFinished)
  const size = entry === undefined ? undefined : blobs.get(entry.blob)?.bytes.length
  if (entry === undefined || size === undefined) throw new TwirpFault('not_found', `no upload for ${key}`)
  if (Number(message['size_bytes'] ?? 0) !== size) throw new TwirpFault('invalid_argument', 'the size differs')
  entry.isFinished = true
  return { ok: true, entry_id: String(entry.id) }
}

/** In each scope: the very key, then the newest that begins with it, then with each restore key. */
function find(entries: readonly CacheEntry[], { job, message, blobs }: CacheCall): object {
  const { repository, read } = accessOf(job)
  const [key, version] = [text(message, 'key'), text(message, 'version')]
  for (const scope of read) {
    const known = entries
      .filter((entry) => entry.isFinished && isOf(entry, { repository, scope, version }))
      .toReversed()
    const prefixes = [key, ...restoreKeys(message)]
    const found =
      known.find((entry) => entry.key === key) ??
      prefixes.flatMap((prefix) => known.find((entry) => entry.key.startsWith(prefix)) ?? [])[0]
    if (found !== undefined)
      return { ok: true, signed_download_url: blobs.sign(found.blob, 'read'), matched_key: found.key }
  }
  return { ok: false }
}

function restoreKeys({ restore_keys: keys }: Message): readonly string[] {
  return Array.isArray(keys) ? keys.map(String) : []
}

function isOf(entry: CacheEntry, wanted: Pick<CacheEntry, 'repository' | 'scope' | 'version'>): boolean {
  const { repository, scope, version } = wanted
  return entry.repository === repository && entry.scope === scope && entry.version === version
}
