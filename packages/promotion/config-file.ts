import {
  readConfig,
  type CommitSha,
  type Config,
  type ConfigEnvironment,
  type EnvironmentName,
  type RepositoryName,
} from '@promo/core'
import type { Forge } from '@promo/forge'
import { promotionError } from './errors.ts'

/** promo.yaml at one commit, as bytes too: verdicts name the digest of the policy that judged. */
export interface ConfigFile {
  readonly config: Config
  readonly bytes: Uint8Array
}

/** Reads promo.yaml as a Git object of one commit; throws `config-absent` and what `readConfig` throws. */
export async function readConfigAt(
  forge: Pick<Forge, 'readFile'>,
  repository: RepositoryName,
  commit: CommitSha,
  path: string,
): Promise<ConfigFile> {
  const bytes = await forge.readFile(repository, commit, path)
  if (bytes === undefined)
    throw promotionError('config-absent', { repository, commit, path }, `${repository} has no ${path} at ${commit}`)
  return { config: readConfig(bytes), bytes }
}

/** One environment of the file; throws `environment-unknown`. */
export function environmentOf(config: Config, name: EnvironmentName): ConfigEnvironment {
  const environment = config.environments[name]
  if (environment !== undefined) return environment
  const found = Object.keys(config.environments)
  throw promotionError(
    'environment-unknown',
    { wanted: name, found },
    `promo.yaml has no environment ${name}; it has ${found.join(', ') || 'none'}`,
  )
}
