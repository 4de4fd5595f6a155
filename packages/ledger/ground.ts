import type { CommitSha, Config, LegName, RepositoryName, Revocations } from '@promo/core'
import { promotionError, readConfigAt, readRevocationsAt, readTrustAt, type ReadTrust } from '@promo/promotion'
import type { ReadingForge } from './ports.ts'

/** What a trace stands on: promo.yaml and the overlays at the tip of the default branch of the repository that holds them. */
export interface Ground {
  readonly repository: RepositoryName
  /** Numeric id of that repository. */
  readonly repositoryId: string
  readonly branch: string
  readonly head: CommitSha
  readonly config: Config
  /** Signers and keys of promo.yaml, as the gate would read them now. */
  readonly trust: ReadTrust
  readonly revocations: Revocations
  readonly forge: ReadingForge
}

/** Reads promo.yaml; follows `config-repository` once. Throws `branch-absent`, `config-absent`, the codes of keys and revocations that cannot be read, and what the forge throws. */
export async function readGround(forge: ReadingForge, repository: RepositoryName, configPath: string): Promise<Ground> {
  const own = await groundOf(forge, repository, configPath)
  const other = own.config['config-repository']
  return other === undefined || other === repository ? own : groundOf(forge, other, configPath)
}

async function groundOf(forge: ReadingForge, repository: RepositoryName, configPath: string): Promise<Ground> {
  const { id, defaultBranch: branch } = await forge.repository(repository)
  const head = await forge.branchHead(repository, branch)
  if (head === undefined)
    throw promotionError('branch-absent', { repository, branch }, `${repository} has no branch ${branch}`)
  const { config } = await readConfigAt(forge, repository, head, configPath)
  const trust = await readTrustAt(forge, repository, head, config)
  const revocations = await readRevocationsAt(forge, repository, head, config)
  return { repository, repositoryId: String(id), branch, head, config, trust, revocations, forge }
}

/** Where an image may be built from; without a `source`, where promo.yaml is. */
export function sourceOf(
  { config, repository, repositoryId }: Ground,
  leg: LegName,
): { readonly repository: RepositoryName; readonly id: string } {
  return config.images[leg]?.source ?? { repository, id: repositoryId }
}
