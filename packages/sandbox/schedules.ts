import type { SandboxGitHub } from './github/index.ts'
import { cronMatches, parseCron } from './runner/cron.ts'
import { workflowFiles } from './runner/events.ts'
import type { RunnerHost } from './runner/index.ts'
import { readWorkflow } from './runner/workflow-file.ts'

/** A workflow whose time has come. */
export interface ScheduledStart {
  readonly repository: string
  /** Path of the file. */
  readonly workflow: string
  readonly cron: string
}

/** Every `schedule` entry of the default branches that fits the minute. A file GitHub cannot read has none. */
export async function scheduledAt(
  github: SandboxGitHub,
  host: RunnerHost,
  at: Date,
): Promise<readonly ScheduledStart[]> {
  const found = await Promise.all(
    github.repositories().map(({ fullName, defaultBranch }) => ofRepository(host, fullName, defaultBranch, at)),
  )
  return found.flat()
}

async function ofRepository(
  host: RunnerHost,
  repository: string,
  branch: string,
  at: Date,
): Promise<readonly ScheduledStart[]> {
  const ref = `refs/heads/${branch}`
  const commit = await host.resolveCommit(repository, ref)
  if (commit === undefined) return []
  const files = await workflowFiles(host, { repository, commit, ref })
  const starts = await Promise.all(
    files.map(async (source) => {
      const events = await readWorkflow(source).then(
        (workflow) => workflow.events,
        () => undefined,
      )
      const due = (events?.schedule ?? []).filter(({ cron, timezone }) => cronMatches(parseCron(cron), at, timezone))
      return due.map(({ cron }) => ({ repository, workflow: source.path, cron }))
    }),
  )
  return starts.flat()
}
