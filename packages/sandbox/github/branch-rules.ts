import type { Caller, CheckRunState, RepositoryState } from './state.ts'
import type { BranchRules, RequiredCheck } from './types.ts'

const PASSING: ReadonlySet<string> = new Set(['success', 'neutral', 'skipped'])

/** Why a caller may not move a branch to a commit by a direct push; undefined when it may. GitHub's words. */
export function pushRefusal(
  repository: RepositoryState,
  caller: Caller,
  ref: string,
  after: string,
): string | undefined {
  if (ref.startsWith('refs/pull/')) return 'deny updating a hidden ref'
  const rules = ref.startsWith('refs/heads/') ? repository.rules.get(ref.slice('refs/heads/'.length)) : undefined
  if (rules === undefined || bypasses(rules, caller)) return undefined
  if (rules.pullRequestRequired === true) return 'Changes must be made through a pull request.'
  const [missing] = missingChecks(repository, rules, after)
  return missing === undefined ? undefined : `Required status check "${missing.name}" is expected.`
}

function bypasses(rules: BranchRules, caller: Caller): boolean {
  if (caller.kind === 'anonymous') return false
  const names = caller.kind === 'installation' ? [String(caller.appId), caller.account.login] : [caller.account.login]
  return names.some((name) => rules.bypass?.includes(name) === true)
}

/** The required checks that the newest check run (of the right App) or status of the commit does not satisfy. */
export function missingChecks(repository: RepositoryState, rules: BranchRules, sha: string): readonly RequiredCheck[] {
  return (rules.requiredChecks ?? []).filter((check) => checkState(repository, check, sha) !== 'green')
}

/** `pending` also when nobody has reported yet. */
export function checkState(
  repository: RepositoryState,
  check: RequiredCheck,
  sha: string,
): 'green' | 'failed' | 'pending' {
  const run = latestCheckRuns(repository, sha).find(
    ({ name, app }) => name === check.name && (check.appId === undefined || check.appId === app.id),
  )
  if (run !== undefined) {
    if (run.status !== 'completed') return 'pending'
    return PASSING.has(run.conclusion ?? '') ? 'green' : 'failed'
  }
  if (check.appId !== undefined) return 'pending'
  const status = repository.statuses.findLast((one) => one.sha === sha && one.context === check.name)
  if (status === undefined || status.state === 'pending') return 'pending'
  return status.state === 'success' ? 'green' : 'failed'
}

/** The newest check run of each name and App, newest first. */
export function latestCheckRuns(repository: RepositoryState, sha: string): readonly CheckRunState[] {
  const seen = new Set<string>()
  return repository.checkRuns
    .filter(({ headSha }) => headSha === sha)
    .toReversed()
    .filter(({ name, app }) => {
      const key = `${app.id} ${name}`
      const first = !seen.has(key)
      seen.add(key)
      return first
    })
}
