import { diffWithPatches, EMPTY_TREE } from '../git-diff.ts'
import { commitsBetween, mergeBase, readCommit, resolveRef } from '../git-objects.ts'
import { commitPayload, filePayload } from '../payloads/commit.ts'
import { simplePullPayload } from '../payloads/pull-request.ts'
import { repositoryUrl, webUrl } from '../payloads/repository.ts'
import { pullsOf } from '../pulls.ts'
import type { RepositoryState } from '../state.ts'
import { ApiFault, notFound } from './fault.ts'
import { ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

export const commitRoutes = [
  onRepository('GET /commits', 'contents:read', listCommits),
  onRepository('GET /commits/{commit_sha}/pulls', 'pull-requests:read', pullsOfCommit),
  onRepository('GET /compare/{basehead}', 'contents:read', compare),
]

/** Stands after the routes below `/commits/{ref}/…`: its `{ref}` takes slashes. */
export const commitRoute = onRepository('GET /commits/{ref}', 'contents:read', getCommit)

async function listCommits({ world, repository, query }: RepositoryCall): Promise<Reply> {
  const sha = await resolveRef(repository.git, query.get('sha') ?? repository.defaultBranch)
  if (sha === undefined) throw notFound()
  const path = query.get('path')
  const text = await repository.git.text(['rev-list', sha, ...(path === null ? [] : ['--', path])])
  const shas = text === '' ? [] : text.split('\n')
  const commits = await Promise.all(shas.slice(0, 200).map((one) => readCommit(repository.git, one)))
  return paged(commits, (commit) => commitPayload(world, repository, commit))
}

async function getCommit({ world, repository, parameters, accept }: RepositoryCall): Promise<Reply> {
  const ref = parameters['ref'] ?? ''
  const sha = await resolveRef(repository.git, ref)
  if (sha === undefined) throw new ApiFault(422, `No commit found for SHA: ${ref}`)
  if (accept.includes('.sha')) return { status: 200, body: Buffer.from(sha) }
  const commit = await readCommit(repository.git, sha)
  const files = await diffWithPatches(repository.git, commit.parents[0] ?? EMPTY_TREE, sha)
  return ok(commitPayload(world, repository, commit, files))
}

async function pullsOfCommit({ repository, parameters }: RepositoryCall): Promise<Reply> {
  const sha = parameters['commit_sha'] ?? ''
  const holds = await Promise.all(
    pullsOf(repository).map(async (issue) => {
      if (issue.pull.mergedAs === sha) return [issue]
      const { baseSha, headSha } = issue.pull
      const base = await mergeBase(repository.git, baseSha, headSha)
      return (await commitsBetween(repository.git, base, headSha)).includes(sha) ? [issue] : []
    }),
  )
  return paged(holds.flat(), (issue) => simplePullPayload(repository, issue))
}

/** `base...head`: what head has since it parted from base. */
async function compare(call: RepositoryCall): Promise<Reply> {
  const { world, repository } = call
  const { base, head } = await ends(repository, call.parameters['basehead'] ?? '')
  const common = await mergeBase(repository.git, base, head)
  if (common === undefined) throw new ApiFault(404, `No common ancestor between ${base} and ${head}.`)
  const ahead = await commitsBetween(repository.git, base, head)
  const behind = await commitsBetween(repository.git, head, base)
  const commits = await Promise.all(ahead.map((sha) => readCommit(repository.git, sha)))
  const files = await diffWithPatches(repository.git, common, head)
  const show = async (sha: string): Promise<unknown> =>
    commitPayload(world, repository, await readCommit(repository.git, sha))
  const html = `${webUrl(repository)}/compare/${base}...${head}`
  return ok({
    url: `${repositoryUrl(repository)}/compare/${base}...${head}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await show(base),
    merge_base_commit: await show(common),
    status: comparison(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: commits.map((commit) => commitPayload(world, repository, commit)),
    files: files.map((file) => filePayload(repository, head, file)),
  })
}

function comparison(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

async function ends(repository: RepositoryState, basehead: string): Promise<{ base: string; head: string }> {
  const [from = '', to = ''] = basehead.split('...').map((end) => end.slice(end.indexOf(':') + 1))
  const base = await resolveRef(repository.git, from)
  const head = await resolveRef(repository.git, to)
  if (base === undefined || head === undefined) throw notFound()
  return { base, head }
}
