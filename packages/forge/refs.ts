import type { Octokit } from '@octokit/rest'
import { parseCommit, type CommitSha, type RepositoryName } from '@promo/core'
import { callUnlessMissing } from './calls.ts'
import { ownerAndRepo } from './octokit.ts'

/** A full commit id, where a ref may stand too. */
export const COMMIT_LIKE = /^[0-9a-f]{40}$/

export async function branchHead(
  octokit: Octokit,
  repository: RepositoryName,
  branch: string,
): Promise<CommitSha | undefined> {
  const place = { ...ownerAndRepo(repository), ref: `heads/${branch}` }
  const answer = await callUnlessMissing(`read branch ${branch} of ${repository}`, () => octokit.rest.git.getRef(place))
  return answer === undefined ? undefined : parseCommit(answer.data.object.sha)
}
