import { createRegistryClient, readCredentials, type Credentials, type RegistryClient } from '@promo/registry'
import type { RegistryAccess, Runner } from '@promo/runner'
import { connectHttp } from './http.ts'

/**
 * A registry client with the credentials of the inputs. Where image names come from outside (a pull request, an overlay),
 * `hosts` names the only ones that may see the username and password.
 */
export function connectRegistries(runner: Runner, access: RegistryAccess, hosts?: readonly string[]): RegistryClient {
  const given = readCredentials({
    username: access.username,
    password: access.password,
    auths: access.auths,
    registries: hosts,
    environment: process.env,
  })
  const credentials = withGitHubToken(given, access.githubToken)
  return createRegistryClient({
    http: connectHttp(runner, access.insecureRegistries),
    credentials,
    insecure: access.insecureRegistries,
    log: (line) => runner.log.debug(line),
  })
}

/** The one registry that takes the token of a job (docs.github.com, "Working with the Container registry"). */
const GITHUB_REGISTRY = 'ghcr.io'

function withGitHubToken(given: Credentials, token: string | undefined): Credentials {
  return {
    find: async (registry, repository) => {
      const found = await given.find(registry, repository)
      if (found !== undefined || token === undefined || registry !== GITHUB_REGISTRY) return found
      return { kind: 'basic', username: 'x-access-token', password: token }
    },
  }
}
