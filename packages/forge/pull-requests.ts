import type { Octokit } from '@octokit/rest'
import { parseCommit, type RepositoryName } from '@promo/core'
import { call, refusalOf, translate } from './calls.ts'
import { forgeError } from './errors.ts'
import type { ChangedFile, Forge, NewPullRequest, PullRequest, PullRequestName, PullRequestPlace } from './forge.ts'
import { clip } from './limits.ts'
import { ownerAndRepo } from './octokit.ts'

type PullRequests = Pick<
  Forge,
  | 'changedFiles'
  | 'pullRequest'
  | 'findPullRequest'
  | 'openPullRequest'
  | 'updatePullRequest'
  | 'closePullRequest'
  | 'comment'
  | 'addLabels'
  | 'requestReviewers'
>

/** GitHub: "body is too long (maximum is 65536 characters)". */
const BODY_LIMIT = 65_536

export function pullRequests(octokit: Octokit): PullRequests {
  const { pulls, issues } = octokit.rest
  const update: Forge['updatePullRequest'] = async ({ title, body, ...name }) => {
    const change = { ...pullPlace(name), ...(title === undefined ? {} : { title }), ...bodyField(body) }
    return read((await call(`update ${show(name)}`, () => pulls.update(change))).data)
  }
  return {
    changedFiles: (repository, number) => changedFiles(octokit, { repository, number }),
    pullRequest: async (repository, number) => {
      const name = { repository, number }
      return read((await call(`read ${show(name)}`, () => pulls.get(pullPlace(name)))).data)
    },
    findPullRequest: (place) => find(octokit, place),
    openPullRequest: (request) => open(octokit, update, request),
    updatePullRequest: update,
    closePullRequest: async (name) => {
      await call(`close ${show(name)}`, () => pulls.update({ ...pullPlace(name), state: 'closed' }))
    },
    comment: async ({ body, ...name }) => {
      const text = clip(body, BODY_LIMIT)
      await call(`comment on ${show(name)}`, () => issues.createComment({ ...issuePlace(name), body: text }))
    },
    addLabels: async ({ labels, ...name }) => {
      await call(`label ${show(name)}`, () => issues.addLabels({ ...issuePlace(name), labels: [...labels] }))
    },
    requestReviewers: async ({ reviewers, ...name }) => {
      const asked = { ...pullPlace(name), ...reviewersOf(reviewers) }
      await call(`ask for reviews of ${show(name)}`, () => pulls.requestReviewers(asked))
    },
  }
}

/** GitHub stops at 3,000 files: then the count of the pull request and the list differ. */
async function changedFiles(octokit: Octokit, name: PullRequestName): Promise<readonly ChangedFile[]> {
  const what = `list the files of ${show(name)}`
  const { data: pull } = await call(what, () => octokit.rest.pulls.get(pullPlace(name)))
  const pages = { ...pullPlace(name), per_page: 100 }
  const files = await call(what, () => octokit.paginate(octokit.rest.pulls.listFiles, pages))
  if (files.length !== pull.changed_files) {
    const facts = { ...name, listed: files.length, changed: pull.changed_files }
    throw forgeError(
      'forge-incomplete',
      facts,
      `${show(name)}: ${files.length} of ${pull.changed_files} files are listed`,
    )
  }
  return files.map(({ filename, previous_filename: previousPath, status }) => ({
    path: filename,
    status,
    ...(previousPath === undefined ? {} : { previousPath }),
  }))
}

async function find(octokit: Octokit, { repository, head, base }: PullRequestPlace): Promise<PullRequest | undefined> {
  const place = ownerAndRepo(repository)
  const query = { ...place, state: 'open', head: `${place.owner}:${head}`, base, per_page: 1 } as const
  const what = `find the pull request from ${head} to ${base} of ${repository}`
  const [found] = (await call(what, () => octokit.rest.pulls.list(query))).data
  return found === undefined ? undefined : readListed(found)
}

async function open(
  octokit: Octokit,
  update: Forge['updatePullRequest'],
  request: NewPullRequest,
): Promise<PullRequest> {
  const { repository, head, base, title, draft = false } = request
  const made = { ...ownerAndRepo(repository), head, base, title, draft, ...bodyField(request.body) }
  try {
    return read((await octokit.rest.pulls.create(made)).data)
  } catch (error) {
    const existing = await find(octokit, request)
    if (existing !== undefined) return update({ repository, number: existing.number, title, body: request.body })
    throw refusedPull(`open a pull request from ${head} to ${base} of ${repository}`, error)
  }
}

/** 422 tells what is wrong with the branches, 403 of the repository's switch for github.token. */
function refusedPull(what: string, error: unknown): Error {
  const refusal = refusalOf(error)
  const byRule = refusal?.status === 422 || (refusal?.status === 403 && /not permitted to create/i.test(refusal.reason))
  if (refusal === undefined || !byRule) return translate(what, error)
  return forgeError('pull-request-refused', { what, reason: refusal.reason }, `${what}: ${refusal.reason}`, {
    cause: error,
  })
}

function bodyField(body: string | undefined): { readonly body?: string } {
  return body === undefined ? {} : { body: clip(body, BODY_LIMIT) }
}

function reviewersOf(names: readonly string[]): { reviewers: string[]; team_reviewers: string[] } {
  const plain = names.map((name) => name.replace(/^@/, ''))
  return {
    reviewers: plain.filter((name) => !name.includes('/')),
    team_reviewers: plain.filter((name) => name.includes('/')).map((name) => name.slice(name.indexOf('/') + 1)),
  }
}

function pullPlace(name: PullRequestName): { owner: string; repo: string; pull_number: number } {
  return { ...ownerAndRepo(name.repository), pull_number: name.number }
}

function issuePlace(name: PullRequestName): { owner: string; repo: string; issue_number: number } {
  return { ...ownerAndRepo(name.repository), issue_number: name.number }
}

function show({ repository, number }: { readonly repository: RepositoryName; readonly number: number }): string {
  return `${repository}#${number}`
}

interface PullData {
  readonly number: number
  readonly html_url: string
  readonly title: string
  readonly body: string | null
  readonly state: string
  readonly merged: boolean
  readonly merged_at: string | null
  readonly merge_commit_sha: string | null
  readonly merged_by?: { readonly login: string } | null
  readonly draft?: boolean
  readonly user: { readonly login: string } | null
  readonly labels: readonly { readonly name?: string }[]
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly id: number } | null }
  readonly base: { readonly ref: string; readonly sha: string }
}

/** An entry of a list: it has no `merged` of its own. */
export function readListed(data: Omit<PullData, 'merged'>): PullRequest {
  return read({ ...data, merged: data.merged_at !== null })
}

function read(data: PullData): PullRequest {
  return {
    number: data.number,
    url: data.html_url,
    title: data.title,
    body: data.body ?? '',
    state: data.state === 'open' ? 'open' : 'closed',
    merged: data.merged,
    ...mergeFields(data),
    draft: data.draft ?? false,
    author: data.user?.login ?? 'ghost',
    labels: data.labels.flatMap(({ name }) => name ?? []),
    headRef: data.head.ref,
    headSha: parseCommit(data.head.sha),
    headRepositoryId: data.head.repo?.id,
    baseRef: data.base.ref,
    baseSha: parseCommit(data.base.sha),
  }
}

/** Before the merge, `merge_commit_sha` is a trial of GitHub's own. */
function mergeFields(data: PullData): Pick<PullRequest, 'mergedAt' | 'mergeCommit' | 'mergedBy'> {
  if (!data.merged) return { mergedAt: undefined, mergeCommit: undefined, mergedBy: undefined }
  return {
    mergedAt: data.merged_at ?? undefined,
    mergeCommit: data.merge_commit_sha === null ? undefined : parseCommit(data.merge_commit_sha),
    mergedBy: data.merged_by?.login,
  }
}
