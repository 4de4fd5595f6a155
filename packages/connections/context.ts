import type { Run, Source } from '@promo/core'
import { parseCommit } from '@promo/core'
import type { Runner } from '@promo/runner'

/** Where the sources of this run come from. */
export function sourceOf({ context }: Runner): Source {
  const { repository, sha, ref } = context
  return { repository: repository.fullName, repositoryId: repository.id, sha, ref }
}

/** This run. The workflow is the one given: only a step input can name the reusable workflow a job belongs to. */
export function runOf({ context }: Runner, workflow?: { readonly ref: string; readonly sha: string }): Run {
  return {
    id: context.runId,
    attempt: context.runAttempt,
    workflowRef: workflow?.ref ?? context.workflowRef,
    workflowSha: workflow === undefined ? context.workflowSha : parseCommit(workflow.sha),
  }
}
