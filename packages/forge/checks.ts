import type { Octokit } from '@octokit/rest'
import type { RepositoryName } from '@promo/core'
import { call, callUnlessMissing } from './calls.ts'
import type { CheckRequest, CheckSource } from './forge.ts'
import { clip } from './limits.ts'
import { ownerAndRepo } from './octokit.ts'

/** GitHub: `output.summary` of a check run holds at most 65,535 characters. */
const SUMMARY_LIMIT = 65_535

/** The App "GitHub Actions": every workflow of the repository that has `checks: write` publishes as it. */
const ACTIONS_APP_ID = 15368

export async function publishCheck(octokit: Octokit, request: CheckRequest): Promise<number> {
  const { repository, sha, name, conclusion, title, summary, detailsUrl } = request
  const run = {
    ...ownerAndRepo(repository),
    head_sha: sha,
    name,
    status: 'completed' as const,
    conclusion,
    output: { title, summary: clip(summary, SUMMARY_LIMIT) },
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
  }
  const { data } = await call(`publish the check ${name} on ${repository}`, () => octokit.rest.checks.create(run))
  return data.id
}

interface Requirement {
  readonly name: string
  readonly appId: number | undefined
}

/** Rulesets first, which every reader may see, then branch protection. The weakest requirement never hides a stronger one. */
export async function requiredCheckSource(
  octokit: Octokit,
  repository: RepositoryName,
  branch: string,
  checkName: string,
): Promise<CheckSource> {
  const rules = await rulesOf(octokit, repository, branch)
  const protection = await protectionOf(octokit, repository, branch)
  const found = [...(rules ?? []), ...(protection ?? [])].filter(({ name }) => name === checkName)
  if (found.some(({ appId }) => appId !== undefined && appId > 0 && appId !== ACTIONS_APP_ID)) return 'app'
  if (found.length > 0) return 'any'
  return rules === undefined || protection === undefined ? 'unknown' : 'none'
}

async function rulesOf(
  octokit: Octokit,
  repository: RepositoryName,
  branch: string,
): Promise<readonly Requirement[] | undefined> {
  const place = { ...ownerAndRepo(repository), branch, per_page: 100 }
  const what = `read the rules of ${branch} of ${repository}`
  const rules = await callUnlessMissing(what, () => octokit.paginate(octokit.rest.repos.getBranchRules, place))
  return rules?.flatMap((rule) => {
    if (rule.type !== 'required_status_checks') return []
    const checks = rule.parameters?.required_status_checks ?? []
    return checks.map(({ context, integration_id: appId }) => ({ name: context, appId }))
  })
}

/** `app_id` is null or absent when any source counts. */
async function protectionOf(
  octokit: Octokit,
  repository: RepositoryName,
  branch: string,
): Promise<readonly Requirement[] | undefined> {
  const what = `read branch ${branch} of ${repository}`
  const place = { ...ownerAndRepo(repository), branch }
  const answer = await callUnlessMissing(what, () => octokit.rest.repos.getBranch(place))
  if (answer === undefined) return undefined
  const checks = answer.data.protection.required_status_checks
  const named = checks?.checks.map(({ context, app_id: appId }) => ({ name: context, appId: appId ?? undefined })) ?? []
  const plain = checks?.contexts.map((name) => ({ name, appId: undefined })) ?? []
  return [...named, ...plain]
}
