import type { EnvironmentOptions, RunReport, SandboxGitHub } from './github/index.ts'
import { openGit, type Git } from './github/git.ts'
import { entryAt, resolveObject } from './github/git-objects.ts'
import { listTree } from './github/trees.ts'
import type { ReviewRule } from './runner/deployments.ts'
import { matchesPatterns } from './runner/filters.ts'
import type { RunnerHost, RunView } from './runner/index.ts'
import { refName } from './runner/run-facts.ts'

/** The sandbox GitHub as the workflow runner sees it. */
export function runnerHost(github: SandboxGitHub): RunnerHost {
  const git = (fullName: string): Git => openGit(github.repository(fullName)?.path ?? fullName)
  const lines = async (fullName: string, args: readonly string[]): Promise<readonly string[]> =>
    (await git(fullName).text(args)).split('\0').filter((line) => line !== '')
  return {
    repository: (fullName) => github.repository(fullName),
    resolveCommit: async (fullName, ref) =>
      github.repository(fullName) === undefined ? undefined : github.resolveCommit(fullName, ref),
    tagObject: (fullName, ref) => resolveObject(git(fullName), ref, 'tag'),
    readFile: (fullName, commit, path) => github.readFile(fullName, commit, path),
    listFiles: async (fullName, commit, directory) => {
      const found = await entryAt(git(fullName), commit, directory)
      if (found?.type !== 'tree') return []
      return (await listTree(git(fullName), found.sha, { under: directory })).map(({ path }) => path)
    },
    changedPaths: async (fullName, from, to) =>
      /^0+$/.test(from)
        ? lines(fullName, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', to])
        : lines(fullName, ['diff-tree', '-r', '-z', '--no-commit-id', '--name-only', from, to]),
    exportTree: (fullName, commit, directory) => github.exportTree(fullName, commit, directory),
    secrets: (fullName) => github.settings(fullName).secrets,
    variables: (fullName) => github.settings(fullName).variables,
    environmentSecrets: (fullName, name) => github.settings(fullName).environments.get(name)?.secrets ?? {},
    environmentVariables: (fullName, name) => github.settings(fullName).environments.get(name)?.variables ?? {},
    environmentRefusal: (fullName, name, ref) => environmentRefusal(github, fullName, name, ref),
    environmentReview: (fullName, name) => reviewRule(github.settings(fullName).environments.get(name)),
    isProtected: (fullName, branch) => github.isProtected(fullName, branch),
    commitMessage: (fullName, commit) => git(fullName).text(['show', '--no-patch', '--format=%B', commit]),
    issueJobToken: (request) => github.issueJobToken(request),
    revoke: (token) => github.revoke(token),
    reportRun: (run) => github.reportRun(runReport(run)),
  }
}

/** Since 2025-12-08 the rules look at the ref that runs: `refs/pull/N/merge` of a pull request is no branch. */
function environmentRefusal(github: SandboxGitHub, fullName: string, name: string, ref: string): string | undefined {
  const environment = github.settings(fullName).environments.get(name)
  if (environment?.branches === undefined) return undefined
  const shown = refName(ref)
  if (matchesPatterns(environment.branches, shown)) return undefined
  return `Branch "${shown}" is not allowed to deploy to ${name} due to environment protection rules.`
}

function reviewRule(environment: EnvironmentOptions | undefined): ReviewRule | undefined {
  const { reviewers = [], preventSelfReview = false } = environment ?? {}
  return reviewers.length === 0 ? undefined : { reviewers, preventSelfReview }
}

function runReport(run: RunView): RunReport {
  return {
    ...{ repository: run.repository, id: run.id, number: run.number, attempt: run.attempt, name: run.name },
    path: run.path,
    event: run.event,
    title: run.title,
    headBranch: run.headBranch,
    headSha: run.headSha,
    status: run.status,
    ...(run.conclusion === undefined ? {} : { conclusion: run.conclusion }),
    createdAt: run.createdAt,
    jobs: run.jobs.map(({ id, name, status, conclusion, startedAt, completedAt }) => ({
      ...{ id, name, status },
      ...(conclusion === undefined ? {} : { conclusion }),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(completedAt === undefined ? {} : { completedAt }),
    })),
  }
}
