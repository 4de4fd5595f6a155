import { registryError } from './errors.ts'
import { dockerCredential, readDockerConfig, type DockerConfig } from './docker-config.ts'
import { runHelper, type RunHelper } from './credential-helper.ts'
import { registryKey } from './registry-key.ts'
import { readRegistryAuths } from './registry-auths.ts'

/** What a registry is told. An identity token is a refresh token of the OAuth2 flow, a registry token the bearer itself. */
export type Credential =
  | {
      readonly kind: 'basic'
      readonly username: string
      readonly password: string
      /** A host, with its port unless it is https's own, that may get them too when the registry names it as its token server. */
      readonly tokenServer?: string
    }
  | { readonly kind: 'identity'; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }

/** Credentials by registry host in the normal form (`docker.io`, `ghcr.io`, `localhost:5000`). */
export interface Credentials {
  /**
   * The credential for exactly this host, of the repository's own namespace where one is kept for it; undefined: anonymous.
   * Throws `credential-helper-failed`, `credentials-invalid`.
   */
  find(registry: string, repository?: string): Promise<Credential | undefined>
}

export interface CredentialOptions {
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** The hosts that `username` and `password` are for; absent: whichever host is asked. Name them where hosts come from outside. */
  readonly registries?: readonly string[] | undefined
  /** YAML list of registry, username, password, and maybe token-server. */
  readonly auths?: string | undefined
  /** The Docker configuration itself; absent: `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`. */
  readonly dockerConfig?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly runHelper?: RunHelper
}

export const ANONYMOUS: Credentials = { find: () => Promise.resolve(undefined) }

/**
 * Credentials in the order of the contract: `auths`, then the explicit pair, then the Docker configuration
 * (credHelpers, credsStore, auths), else anonymous. The Docker configuration is read when a host first needs it.
 * Throws `credentials-invalid` at once for faults of the inputs.
 */
export function readCredentials(options: CredentialOptions): Credentials {
  const auths = options.auths === undefined ? new Map<string, Credential>() : readRegistryAuths(options.auths)
  const pair = explicitPair(options)
  const named = options.registries?.map(registryKey)
  const helper = options.runHelper ?? runHelper
  let config: Promise<DockerConfig> | undefined
  return {
    find: async (registry, repository = '') => {
      const key = registryKey(registry)
      const explicit = auths.get(key) ?? (named === undefined || named.includes(key) ? pair : undefined)
      if (explicit !== undefined) return explicit
      config ??= readDockerConfig(options.dockerConfig, options.environment)
      return dockerCredential(await config, { key, repository }, (program, host) =>
        helper(program, host, options.environment),
      )
    },
  }
}

function explicitPair({ username, password }: CredentialOptions): Credential | undefined {
  if (username === undefined && password === undefined) return undefined
  if (username !== undefined && password !== undefined) return { kind: 'basic', username, password }
  throw registryError(
    'credentials-invalid',
    {},
    `registry-${username === undefined ? 'username' : 'password'} is missing`,
  )
}
