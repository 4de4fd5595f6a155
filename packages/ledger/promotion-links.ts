import type { ChainEvidence, ChainLink, EnvironmentName } from '@promo/core'
import type { Approval, PullRequest } from '@promo/forge'
import { environmentOf } from '@promo/promotion'
import { ledgerError } from './errors.ts'
import type { Ground } from './ground.ts'
import { missing, recorded, short } from './link.ts'
import type { Holding } from './overlays.ts'

/** How a digest came into an environment: the entry and its commit, then the pull request and who merged and approved it. */
export async function promotionLinks(holding: Holding, ground: Ground): Promise<readonly ChainLink[]> {
  return [environmentLink(holding), await promotionLink(holding, ground)]
}

function environmentLink({ environment, place, repository, since, until, certain }: Holding): ChainLink {
  const evidence = [commitEvidence(since), { kind: 'file' as const, value: place }]
  const details = {
    repository,
    commit: since.sha,
    until: until?.sha,
    author: since.author,
    'committed-at': since.committedAt,
  }
  const facts = { link: 'environment' as const, at: environment, evidence, details }
  if (!certain) {
    const error = ledgerError('history-lost', { environment, place }, `${place} held it before ${since.sha} already`)
    return missing(facts, error)
  }
  const fact =
    until === undefined
      ? `holds it at ${place} since commit ${short(since.sha)} (${since.committedAt})`
      : `held it from commit ${short(since.sha)} (${since.committedAt}) to ${short(until.sha)} (${until.committedAt})`
  return recorded({ ...facts, fact })
}

async function promotionLink({ environment, since }: Holding, ground: Ground): Promise<ChainLink> {
  const { forge, repository, branch, config } = ground
  const merged = mergedInto(await forge.pullRequestsOf(repository, since.sha), branch, since.sha)
  if (merged !== undefined) return mergedLink(environment, await describePull(merged.number, ground))
  const facts = { link: 'promotion' as const, at: environment, evidence: [commitEvidence(since)] }
  const details = { author: since.author }
  if (environmentOf(config, environment).promote === 'push') {
    const fact = `pushed to ${branch} by ${since.author}, as promo.yaml has it for ${environment}`
    return recorded({ ...facts, fact, details })
  }
  const text = `${since.sha} was pushed to ${branch} by ${since.author}: no pull request brought it`
  return missing({ ...facts, details }, ledgerError('promotion-unreviewed', { commit: since.sha }, text))
}

/** The pull request that a commit of the branch came with: the one it merges, else the first that was merged with it. */
export function mergedInto(pulls: readonly PullRequest[], branch: string, commit: string): PullRequest | undefined {
  const merged = pulls
    .filter(({ mergedAt, baseRef }) => mergedAt !== undefined && baseRef === branch)
    .toSorted((a, b) => (a.mergedAt ?? '').localeCompare(b.mergedAt ?? ''))
  return merged.find(({ mergeCommit }) => mergeCommit === commit) ?? merged[0]
}

export interface DescribedPull {
  readonly fact: string
  readonly evidence: ChainEvidence
  readonly details: Readonly<Record<string, string | undefined>>
}

/** Who opened, merged and approved it; GitHub's word, not a signature. */
export async function describePull(
  number: number,
  { forge, repository }: Pick<Ground, 'forge' | 'repository'>,
): Promise<DescribedPull> {
  const [pull, approvals] = await Promise.all([
    forge.pullRequest(repository, number),
    forge.approvals(repository, number),
  ])
  const { title, author, mergedBy, mergedAt, url, headSha } = pull
  const merged = mergedAt === undefined ? 'not merged' : `merged by ${mergedBy ?? 'somebody'} at ${mergedAt}`
  return {
    fact: `#${String(number)} “${title}” by ${author}, ${merged}, ${approvedBy(approvals)}`,
    evidence: { kind: 'pull-request', value: `${repository}#${String(number)}`, url },
    details: {
      author,
      'merged-by': mergedBy,
      'merged-at': mergedAt,
      'approved-by': approvals.map(({ by }) => by).join(', '),
      head: headSha,
    },
  }
}

function mergedLink(environment: EnvironmentName, { fact, evidence, details }: DescribedPull): ChainLink {
  return recorded({ link: 'promotion', at: environment, fact, evidence: [evidence], details })
}

function approvedBy(approvals: readonly Approval[]): string {
  return approvals.length === 0 ? 'approved by nobody' : `approved by ${approvals.map(({ by }) => by).join(', ')}`
}

export function commitEvidence({ sha, url }: { readonly sha: string; readonly url: string }): ChainEvidence {
  return { kind: 'commit', value: sha, url }
}
