import type { CommitSha, Gate, RepositoryName } from '@promo/core'
import type { Forge } from '@promo/forge'
import { gateHeadline, gateSummary } from '@promo/report'

export interface CheckRequest {
  readonly repository: RepositoryName
  readonly head: CommitSha
  readonly name: string
  readonly gate: Gate
  readonly detailsUrl: string | undefined
}

/** Publishes the gate as the one required check, for every pull request: a check that is missing would block what it does not concern. */
export async function publishGate(request: CheckRequest, forge: Forge): Promise<number> {
  const { repository, head: sha, name, gate, detailsUrl } = request
  return forge.publishCheck({
    repository,
    sha,
    name,
    conclusion: gate.outcome === 'pass' ? 'success' : 'failure',
    title: gateHeadline(gate),
    summary: gateSummary(gate),
    ...(detailsUrl === undefined ? {} : { detailsUrl }),
  })
}

/** A gate whose required check anybody with write access could publish proves nothing to those who do not trust them. */
export async function enforcementOf(
  forge: Forge,
  repository: RepositoryName,
  branch: string,
  name: string,
): Promise<'enforcing' | 'advisory'> {
  const source = await forge.requiredCheckSource(repository, branch, name)
  return source === 'app' ? 'enforcing' : 'advisory'
}
