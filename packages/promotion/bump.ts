import type { CommitSha, EnvironmentName, RepositoryName } from '@promo/core'
import { isPromoError } from '@promo/core'
import type { Forge } from '@promo/forge'
import { setOverlayImages, type EditOptions, type ImageChange, type ImageUpdate } from '@promo/overlays'
import { promotionMessage } from './commit-message.ts'
import { promotionError } from './errors.ts'
import { readOverlayAt } from './overlay-file.ts'

export interface BumpRequest {
  readonly repository: RepositoryName
  readonly branch: string
  readonly overlay: string
  readonly environment: EnvironmentName | undefined
  readonly updates: readonly ImageUpdate[]
  readonly options: EditOptions
  readonly message: string | undefined
  readonly skipCi: boolean
}

export interface Bumped {
  readonly path: string
  readonly changes: readonly ImageChange[]
  readonly before: Uint8Array
  readonly after: Uint8Array
  /** Undefined when the overlay holds the digests already. */
  readonly commit: CommitSha | undefined
  readonly attempts: number
}

export interface BumpPorts {
  readonly forge: Forge
  readonly log: (line: string) => void
  /** Waits before another try; tells how many were made. */
  readonly pause: (attempt: number) => Promise<void>
}

/** Ten concurrent writers, one winner a round, need at most ten tries. */
const ATTEMPTS = 10

/**
 * Commits the digests to the branch through the API. When somebody else pushed in between, the overlay is read again and
 * the edit is made again on what it holds now: other changes are never lost. A second run commits nothing.
 * Throws `push-conflict` after ten tries, and what reading and editing the overlay throws.
 */
export async function bumpByPush(request: BumpRequest, ports: BumpPorts): Promise<Bumped> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bumpOnce(request, ports, attempt)
    } catch (error) {
      if (!isPromoError(error) || error.code !== 'push-conflict' || attempt >= ATTEMPTS) throw error
      ports.log(`${request.branch} moved, trying again (${String(attempt)} of ${String(ATTEMPTS)})`)
      await ports.pause(attempt)
    }
  }
}

async function bumpOnce(request: BumpRequest, { forge }: BumpPorts, attempts: number): Promise<Bumped> {
  const { repository, branch, overlay, updates, options, environment } = request
  const head = await headOf(forge, repository, branch)
  const file = await readOverlayAt(forge, repository, head, overlay)
  const edit = setOverlayImages(file.bytes, updates, options)
  const result = { path: file.path, changes: edit.changes, before: file.bytes, after: edit.bytes, attempts }
  if (edit.changes.length === 0) return { ...result, commit: undefined }
  const message = promotionMessage(environment, edit.changes, request.skipCi, request.message)
  const files = [{ path: file.path, content: edit.bytes }]
  return { ...result, commit: await forge.commit({ repository, branch, expectedHead: head, message, files }) }
}

/** The commit a branch is at; throws `branch-absent` when there is no such branch. */
export async function headOf(forge: Forge, repository: RepositoryName, branch: string): Promise<CommitSha> {
  const head = await forge.branchHead(repository, branch)
  if (head !== undefined) return head
  throw promotionError('branch-absent', { repository, branch }, `${repository} has no branch ${branch}`)
}
