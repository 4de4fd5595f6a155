import type { CommitSha, EnvironmentName, RepositoryName } from '@promo/core'
import type { Forge, PullRequest } from '@promo/forge'
import { setOverlayImages, type ImageChange, type ImageUpdate } from '@promo/overlays'
import { headOf } from './bump.ts'
import { promotionMessage } from './commit-message.ts'
import { readOverlayAt } from './overlay-file.ts'

export interface OpenRequest {
  readonly repository: RepositoryName
  readonly base: string
  readonly environment: EnvironmentName
  readonly overlay: string
  readonly updates: readonly ImageUpdate[]
  readonly draft: boolean
  readonly labels: readonly string[]
  readonly reviewers: readonly string[]
  readonly dryRun: boolean
  /** Title and body, made from what changes. */
  readonly describe: (changes: readonly ImageChange[]) => { readonly title: string; readonly body: string }
}

export type OpenAction = 'created' | 'updated' | 'unchanged'

export interface Opened {
  readonly action: OpenAction
  readonly branch: string
  readonly changes: readonly ImageChange[]
  readonly headSha: CommitSha | undefined
  readonly pullRequest: PullRequest | undefined
}

/** The one branch of an environment: a second promotion replaces what the first one proposed. */
export function promotionBranch(environment: EnvironmentName): string {
  return `promo/${environment}`
}

/**
 * Opens the promotion pull request of an environment, or brings the open one up to date. The branch is one commit on the
 * base branch that changes the overlay's digests and nothing else. A second run with the same digests changes nothing.
 */
export async function openPromotion(request: OpenRequest, forge: Forge): Promise<Opened> {
  const { repository, base, environment } = request
  const branch = promotionBranch(environment)
  const baseHead = await headOf(forge, repository, base)
  const file = await readOverlayAt(forge, repository, baseHead, request.overlay)
  const edit = setOverlayImages(file.bytes, request.updates, { tagComment: true, createMissing: false })
  const existing = await forge.findPullRequest({ repository, head: branch, base })
  const unchanged = {
    action: 'unchanged',
    branch,
    changes: edit.changes,
    headSha: existing?.headSha,
    pullRequest: existing,
  } as const
  if (edit.changes.length === 0 || request.dryRun) return unchanged
  const isCurrent =
    existing !== undefined && (await holdsAlready(existing, file.path, edit.bytes, baseHead, repository, forge))
  const headSha = isCurrent
    ? existing.headSha
    : await forge.commit({
        ...{ repository, branch, expectedHead: baseHead, createBranch: true, force: true },
        message: promotionMessage(environment, edit.changes, false),
        files: [{ path: file.path, content: edit.bytes }],
      })
  const { pullRequest, touched } = await publish(request, branch, edit.changes, existing, forge)
  const action = existing === undefined ? 'created' : isCurrent && !touched ? 'unchanged' : 'updated'
  return { action, branch, changes: edit.changes, headSha, pullRequest }
}

async function holdsAlready(
  existing: PullRequest,
  path: string,
  wanted: Uint8Array,
  baseHead: CommitSha,
  repository: RepositoryName,
  forge: Forge,
): Promise<boolean> {
  if (existing.baseSha !== baseHead) return false
  const held = await forge.readFile(repository, existing.headSha, path)
  return held !== undefined && Buffer.compare(held, wanted) === 0
}

interface Published {
  readonly pullRequest: PullRequest
  /** False when everything was there. */
  readonly touched: boolean
}

/** Labels come last: a pull request that lacks them is one that a run which died did not finish. */
async function publish(
  request: OpenRequest,
  branch: string,
  changes: readonly ImageChange[],
  existing: PullRequest | undefined,
  forge: Forge,
): Promise<Published> {
  const { repository, base, draft, labels, reviewers } = request
  const described = request.describe(changes)
  const pullRequest = existing ?? (await forge.openPullRequest({ repository, head: branch, base, ...described, draft }))
  const { number } = pullRequest
  const isStale = changes.some(({ to }) => described.body.includes(to) && !pullRequest.body.includes(to))
  const lacking = labels.filter((label) => !pullRequest.labels.includes(label))
  const isUnfinished = existing === undefined || lacking.length > 0
  if (isUnfinished && reviewers.length > 0) await forge.requestReviewers({ repository, number, reviewers })
  if (lacking.length > 0) await forge.addLabels({ repository, number, labels: lacking })
  if (!isStale) return { pullRequest, touched: isUnfinished }
  return { pullRequest: await forge.updatePullRequest({ repository, number, ...described }), touched: true }
}
