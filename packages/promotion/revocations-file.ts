import {
  NO_REVOCATIONS,
  readRevocations,
  type CommitSha,
  type Config,
  type RepositoryName,
  type Revocations,
} from '@promo/core'
import type { Forge } from '@promo/forge'
import { promotionError } from './errors.ts'

/**
 * Reads the file that `revocations` of promo.yaml names, as a Git object of one commit; none are revoked without that key.
 * Throws `revocations-absent` and what `readRevocations` throws: a file that is not there must never look like an empty one.
 */
export async function readRevocationsAt(
  forge: Pick<Forge, 'readFile'>,
  repository: RepositoryName,
  commit: CommitSha,
  { revocations: path }: Pick<Config, 'revocations'>,
): Promise<Revocations> {
  if (path === undefined) return NO_REVOCATIONS
  const bytes = await forge.readFile(repository, commit, path)
  if (bytes !== undefined) return readRevocations(bytes)
  throw promotionError('revocations-absent', { repository, commit, path }, `${repository} has no ${path} at ${commit}`)
}
