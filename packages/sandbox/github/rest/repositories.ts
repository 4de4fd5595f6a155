import { listRefs, readCommit } from '../git-objects.ts'
import { accountPayload, publicUserPayload } from '../payloads/account.ts'
import { commitPayload } from '../payloads/commit.ts'
import { time } from '../payloads/places.ts'
import { fullRepositoryPayload, repositoryUrl, webUrl } from '../payloads/repository.ts'
import { branchHead } from '../pulls.ts'
import type { RepositoryState } from '../state.ts'
import { roleOf } from '../tokens.ts'
import type { BranchRules, JsonObject, RequiredCheck } from '../types.ts'
import { ApiFault, notFound, requiresAuthentication } from './fault.ts'
import { ok, onPlain, onRepository, paged, type Call, type Reply, type RepositoryCall } from './route.ts'

export const repositoryRoutes = [
  onRepository('GET ', 'metadata:read', ({ repository }) => ok(fullRepositoryPayload(repository))),
  onRepository('GET /branches', 'contents:read', listBranches),
  onRepository('GET /branches/{branch}/protection', 'administration:read', getProtection),
  onRepository('GET /branches/{branch}', 'contents:read', getBranch),
  onRepository('GET /rules/branches/{branch}', 'metadata:read', branchRules),
  onRepository('GET /collaborators/{username}/permission', 'metadata:read', collaboratorPermission),
  onPlain('GET /user', currentUser),
  onPlain('GET /users/{username}', getUser),
  onPlain('GET /rate_limit', rateLimit),
]

async function listBranches({ repository, query }: RepositoryCall): Promise<Reply> {
  const refs = await listRefs(repository.git, 'refs/heads/')
  const branches = [...refs].map(([ref, sha]) => shortBranch(repository, ref.slice('refs/heads/'.length), sha))
  const wanted = query.get('protected')
  return paged(
    branches.filter((branch) => wanted === null || String(branch['protected']) === wanted),
    (branch) => branch,
  )
}

function shortBranch(repository: RepositoryState, name: string, sha: string): JsonObject {
  return {
    name,
    commit: { sha, url: `${repositoryUrl(repository)}/commits/${sha}` },
    protected: repository.rules.has(name),
  }
}

async function getBranch({ world, repository, parameters }: RepositoryCall): Promise<Reply> {
  const name = parameters['branch'] ?? ''
  const sha = await branchHead(repository, name)
  if (sha === undefined) throw new ApiFault(404, 'Branch not found')
  const rules = repository.rules.get(name)
  const url = `${repositoryUrl(repository)}/branches/${name}`
  return ok({
    ...shortBranch(repository, name, sha),
    commit: commitPayload(world, repository, await readCommit(repository.git, sha)),
    _links: { self: url, html: `${webUrl(repository)}/tree/${name}` },
    protection: { enabled: rules !== undefined, required_status_checks: summaryOfChecks(rules) },
    protection_url: `${url}/protection`,
  })
}

function summaryOfChecks(rules: BranchRules | undefined): JsonObject {
  const checks = rules?.requiredChecks ?? []
  return {
    enforcement_level: checks.length === 0 ? 'off' : 'everyone',
    contexts: checks.map(({ name }) => name),
    checks: checks.map(checkPayload),
  }
}

/** `app_id` null: any source. */
function checkPayload({ name, appId }: RequiredCheck): JsonObject {
  return { context: name, app_id: appId ?? null }
}

function getProtection({ repository, parameters }: RepositoryCall): Reply {
  const name = parameters['branch'] ?? ''
  const rules = repository.rules.get(name)
  if (rules === undefined) throw new ApiFault(404, 'Branch not protected')
  const url = `${repositoryUrl(repository)}/branches/${name}/protection`
  const checks = rules.requiredChecks ?? []
  return ok({
    url,
    ...(checks.length === 0
      ? {}
      : {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: false,
            contexts: checks.map(({ name: context }) => context),
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: checks.map(checkPayload),
          },
        }),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: true },
  })
}

/** The rules of a branch as a ruleset reports them; unlike branch protection anyone who can read may ask. */
function branchRules({ repository, parameters }: RepositoryCall): Reply {
  const rules = repository.rules.get(parameters['branch'] ?? '')
  if (rules === undefined) return paged([], (rule) => rule)
  const source = {
    ruleset_source_type: 'Repository',
    ruleset_source: repository.fullName,
    ruleset_id: repository.id,
  }
  const checks = (rules.requiredChecks ?? []).map(({ name, appId }) => ({
    context: name,
    ...(appId === undefined ? {} : { integration_id: appId }),
  }))
  const found = [
    ...(checks.length === 0 ? [] : [statusChecksRule(checks)]),
    ...(rules.pullRequestRequired === true || rules.requiredApprovals !== undefined ? [pullRequestRule(rules)] : []),
  ]
  return paged(found, (rule) => ({ ...rule, ...source }))
}

function statusChecksRule(checks: readonly JsonObject[]): JsonObject {
  return {
    type: 'required_status_checks',
    parameters: { required_status_checks: checks, strict_required_status_checks_policy: false },
  }
}

function pullRequestRule(rules: BranchRules): JsonObject {
  return {
    type: 'pull_request',
    parameters: {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: rules.requiredApprovals ?? 0,
      required_review_thread_resolution: false,
    },
  }
}

function collaboratorPermission({ world, repository, parameters }: RepositoryCall): Reply {
  const account = world.accounts.get((parameters['username'] ?? '').toLowerCase())
  if (account === undefined) throw notFound()
  const permission = roleOf(repository, account) ?? (repository.visibility === 'public' ? 'read' : 'none')
  return ok({ permission, role_name: permission, user: accountPayload(account) })
}

function currentUser({ world, caller }: Call): Reply {
  if (caller.kind === 'anonymous') throw requiresAuthentication()
  if (caller.kind !== 'user') throw new ApiFault(403, 'Resource not accessible by integration')
  return ok(publicUserPayload(caller.account, time(world.clock.now())))
}

function getUser({ world, parameters }: Call): Reply {
  const account = world.accounts.get((parameters['username'] ?? '').toLowerCase())
  if (account === undefined) throw notFound()
  return ok(publicUserPayload(account, time(world.clock.now())))
}

function rateLimit({ world }: Call): Reply {
  const reset = Math.floor(world.clock.now().getTime() / 1000) + 3600
  const limit = { limit: 5000, used: 1, remaining: 4999, reset }
  return ok({ resources: { core: limit, search: limit, graphql: limit }, rate: limit })
}
