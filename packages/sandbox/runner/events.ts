import { runnerError } from './errors.ts'
import type { RunnerEvent, RunnerHost } from './host.ts'
import { textAt } from './json-object.ts'
import { refName, type EventFacts, type RepositoryFacts } from './run-facts.ts'
import { readSource, type SourceFile, type SourcePlace } from './sources.ts'
import type { TriggerFacts } from './triggers.ts'

/** One way an event starts workflows: a pull request does so twice, as pull_request and as pull_request_target. */
export interface Occasion {
  readonly event: EventFacts
  /** Where the workflow files are read. */
  readonly place: SourcePlace
  readonly trigger: TriggerFacts
}

const WORKFLOWS = '.github/workflows'
const NO_COMMIT = /^0+$/

/** Every event that starts workflows in the sandbox; `workflow_call` is how they are called. */
export const EMULATED: ReadonlySet<string> = new Set([
  ...['push', 'pull_request', 'pull_request_target', 'workflow_dispatch', 'repository_dispatch', 'schedule'],
  'merge_group',
])

/** Throws `workflow-unsupported` for an event whose meaning the sandbox does not know. */
export function assertEmulated(name: string): void {
  if (EMULATED.has(name)) return
  throw runnerError('workflow-unsupported', { event: name }, `the sandbox runs no workflow on '${name}'`)
}

/** The occasions of an event. A pull request without a merge commit (a conflict) gives none for `pull_request`. */
export async function occasionsOf(
  event: RunnerEvent,
  repository: RepositoryFacts,
  host: RunnerHost,
): Promise<readonly Occasion[]> {
  if (event.name === 'pull_request') {
    const target = await targetOccasion(event, repository, host)
    return [...pullRequestOccasion(event, repository, host), ...target]
  }
  return NO_COMMIT.test(event.sha) ? [] : [ownOccasion(event, repository, host)]
}

function facts(event: RunnerEvent, over: Partial<EventFacts>): EventFacts {
  const { name, action, ref, sha, payload, actor } = event
  return { name, action, ref, sha, payload, actor, ...over }
}

function ownOccasion(event: RunnerEvent, repository: RepositoryFacts, host: RunnerHost): Occasion {
  const { fullName } = repository
  const changedPaths = (): Promise<readonly string[]> => host.changedPaths(fullName, event.before, event.sha)
  return {
    event: facts(event, {}),
    place: { repository: fullName, commit: event.sha, ref: event.ref },
    trigger: { name: event.name, action: event.action, ref: event.ref, baseBranch: queueBase(event), changedPaths },
  }
}

/** The `branches` of `merge_group` are those that the group will land in. */
function queueBase({ name, payload }: RunnerEvent): string | undefined {
  return name === 'merge_group' ? refName(textAt(payload, 'merge_group', 'base_ref')) : undefined
}

function pullRequestTrigger(event: RunnerEvent, name: string, fullName: string, host: RunnerHost): TriggerFacts {
  const base = event.pullRequest
  return {
    name,
    action: event.action,
    ref: event.ref,
    baseBranch: base?.baseRef ?? '',
    changedPaths: () => host.changedPaths(fullName, base?.baseSha ?? event.before, event.sha),
  }
}

/** Workflow files of the merge commit, at `refs/pull/N/merge`; of the head once the pull request is closed. */
function pullRequestOccasion(event: RunnerEvent, { fullName }: RepositoryFacts, host: RunnerHost): readonly Occasion[] {
  if (event.action !== 'closed' && event.pullRequest?.mergeSha === undefined) return []
  const place = { repository: fullName, commit: event.sha, ref: event.ref }
  return [{ event: facts(event, {}), place, trigger: pullRequestTrigger(event, 'pull_request', fullName, host) }]
}

/**
 * Since 2025-12-08 pull_request_target takes workflow, ref and commit from the default branch, whatever the base
 * (GitHub changelog 2025-11-07, "Actions pull_request_target and environment branch protections changes").
 */
async function targetOccasion(
  event: RunnerEvent,
  { fullName, defaultBranch }: RepositoryFacts,
  host: RunnerHost,
): Promise<readonly Occasion[]> {
  const ref = `refs/heads/${defaultBranch}`
  const commit = await host.resolveCommit(fullName, ref)
  if (commit === undefined) return []
  const name = 'pull_request_target'
  return [
    {
      event: facts(event, { name, ref, sha: commit }),
      place: { repository: fullName, commit, ref },
      trigger: pullRequestTrigger(event, name, fullName, host),
    },
  ]
}

/** The workflow files at a place. */
export async function workflowFiles(host: RunnerHost, place: SourcePlace): Promise<readonly SourceFile[]> {
  const paths = await host.listFiles(place.repository, place.commit, WORKFLOWS)
  const workflows = paths.filter((path) => /\.ya?ml$/.test(path)).sort()
  return Promise.all(workflows.map((path) => readSource(host, place, path)))
}
