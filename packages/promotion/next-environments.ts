import type { Config, EnvironmentName } from '@promo/core'
import { environmentOf } from './config-file.ts'

/** The environments directly after one that take a pull request, in the order of the file; throws `environment-unknown`. */
export function nextEnvironments(config: Config, environment: EnvironmentName): readonly EnvironmentName[] {
  environmentOf(config, environment)
  return (Object.keys(config.environments) as EnvironmentName[]).filter((name) => {
    const { after, promote } = environmentOf(config, name)
    return after.includes(environment) && (promote ?? 'pull-request') === 'pull-request'
  })
}
