import { createRegistryClient, readCredentials, type RegistryClient } from '@promo/registry'
import type { RegistryAccess, Runner } from '@promo/runner'
import { connectHttp } from './http.ts'

/**
 * A registry client with the credentials of the inputs. Where image names come from outside (a pull request, an overlay),
 * `hosts` names the only ones that may see the username and password.
 */
export function connectRegistries(runner: Runner, access: RegistryAccess, hosts?: readonly string[]): RegistryClient {
  const credentials = readCredentials({
    username: access.username,
    password: access.password,
    auths: access.auths,
    registries: hosts,
    environment: process.env,
  })
  return createRegistryClient({
    http: connectHttp(runner, access.insecureRegistries),
    credentials,
    insecure: access.insecureRegistries,
    log: (line) => runner.log.debug(line),
  })
}
