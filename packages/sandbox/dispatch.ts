import type { RepositoryView, SandboxGitHub } from './github/index.ts'
import { runnerError } from './runner/errors.ts'
import type { RunnerEvent } from './runner/index.ts'

export interface DispatchRequest {
  readonly repository: string
  /** File name below `.github/workflows`. */
  readonly workflow: string
  /** Branch or tag, full or short. Default: the default branch. */
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Login of a user. */
  readonly actor: { readonly id: number; readonly login: string }
}

/** The event of `POST /repos/{owner}/{repo}/actions/workflows/{file}/dispatches`. Throws `workflow-missing` for an unknown repository or ref. */
export async function dispatchEvent(github: SandboxGitHub, request: DispatchRequest): Promise<RunnerEvent> {
  const { workflow, inputs = {}, actor } = request
  const repository = github.repository(request.repository)
  const short = request.ref ?? repository?.defaultBranch ?? ''
  for (const ref of [short, `refs/heads/${short}`, `refs/tags/${short}`].filter((name) => name.startsWith('refs/'))) {
    const sha = repository === undefined ? undefined : await github.resolveCommit(repository.fullName, ref)
    if (repository === undefined || sha === undefined) continue
    const payload = { workflow, inputs, ref, repository: repositoryPayload(repository), sender: { ...actor } }
    const place = { repository: repository.fullName, ref, sha, before: '0'.repeat(40) }
    return { name: 'workflow_dispatch', ...place, payload, actor, byJobToken: false }
  }
  throw runnerError('workflow-missing', { ...request }, `${request.repository} has no ${short}`)
}

function repositoryPayload(repository: RepositoryView): RunnerEvent['payload'] {
  const { id, fullName, owner, visibility, defaultBranch } = repository
  return {
    id,
    full_name: fullName,
    name: fullName.slice(fullName.indexOf('/') + 1),
    owner: { id: owner.id, login: owner.login, type: owner.type },
    private: visibility !== 'public',
    visibility,
    default_branch: defaultBranch,
    html_url: `https://github.com/${fullName}`,
  }
}
