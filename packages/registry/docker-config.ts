import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseJson, type JsonValue } from '@promo/core'
import type { Credential } from './credentials.ts'
import { findAuth, type DockerAuths } from './docker-auths.ts'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'
import { ownKeysFirst, registryKey } from './registry-key.ts'

/** The parts of `config.json` that say how to log in (docker/cli, cli/config/configfile/file.go). */
export interface DockerConfig {
  readonly credHelpers: ReadonlyMap<string, string>
  readonly credsStore: string | undefined
  readonly auths: DockerAuths
}

type AskHelper = (program: string, registry: string) => Promise<Credential | undefined>
type Environment = Readonly<Record<string, string | undefined>>

const EMPTY: DockerConfig = { credHelpers: new Map(), credsStore: undefined, auths: {} }

/** Reads the configuration; a file that is not there is an empty one. Throws `credentials-invalid`. */
export async function readDockerConfig(text: string | undefined, environment: Environment): Promise<DockerConfig> {
  const source = text ?? (await readConfigFile(environment))
  if (source === undefined || source.trim() === '') return EMPTY
  const config = parse(source)
  return {
    credHelpers: readHelpers(memberOf(config, 'credHelpers')),
    credsStore: textOf(config, 'credsStore'),
    auths: readAuths(memberOf(config, 'auths')),
  }
}

/**
 * Docker's order: the helper of this host, then the store of all hosts, then what the file itself holds. A helper without a
 * name means the file (docker/cli, cli/config/configfile/file.go, `getConfiguredCredentialStore`).
 */
export async function dockerCredential(
  config: DockerConfig,
  { key, repository }: { readonly key: string; readonly repository: string },
  ask: AskHelper,
): Promise<Credential | undefined> {
  const program = config.credHelpers.get(key) ?? config.credsStore
  const stored = program === undefined || program === '' ? undefined : await ask(program, key)
  return stored ?? findAuth(config.auths, key, repository)
}

async function readConfigFile(environment: Environment): Promise<string | undefined> {
  const directory = set(environment['DOCKER_CONFIG']) ?? join(set(environment['HOME']) ?? homedir(), '.docker')
  try {
    return await readFile(join(directory, 'config.json'), 'utf8')
  } catch (cause) {
    if (isAbsent(cause)) return undefined
    throw registryError('credentials-invalid', {}, 'the Docker configuration cannot be read', { cause })
  }
}

/** An empty variable is as none (docker/cli, cli/config/config.go, `Dir`): it must not make the working directory count. */
function set(variable: string | undefined): string | undefined {
  return variable === '' ? undefined : variable
}

function isAbsent(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return false
  return cause.code === 'ENOENT' || cause.code === 'ENOTDIR'
}

/** The cause is dropped: a JSON parser's message quotes the text around the fault. */
function parse(source: string): JsonObject {
  let value: JsonValue
  try {
    value = parseJson(source)
  } catch {
    throw registryError('credentials-invalid', {}, 'the Docker configuration is not JSON')
  }
  if (isObject(value)) return value
  throw registryError('credentials-invalid', {}, 'the Docker configuration is not an object')
}

function readHelpers(value: JsonValue | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (!isObject(value)) return found
  for (const host of ownKeysFirst(Object.keys(value))) {
    const name = memberOf(value, host)
    if (typeof name === 'string' && !found.has(registryKey(host))) found.set(registryKey(host), name)
  }
  return found
}

function readAuths(value: JsonValue | undefined): DockerAuths {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  throw registryError('credentials-invalid', {}, '`auths` of the Docker configuration is not an object')
}
