import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseJson, type JsonValue } from '@promo/core'
import type { Credential } from './credentials.ts'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'
import { helperKey, registryKey } from './registry-key.ts'

/** The parts of `config.json` that say how to log in (docker/cli, cli/config/configfile/file.go). */
export interface DockerConfig {
  readonly credHelpers: ReadonlyMap<string, string>
  readonly credsStore: string | undefined
  readonly auths: ReadonlyMap<string, Credential>
}

type AskHelper = (program: string, registry: string) => Promise<Credential | undefined>
type Environment = Readonly<Record<string, string | undefined>>

const EMPTY: DockerConfig = { credHelpers: new Map(), credsStore: undefined, auths: new Map() }

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
  key: string,
  ask: AskHelper,
): Promise<Credential | undefined> {
  const program = config.credHelpers.get(key) ?? config.credsStore
  const stored = program === undefined || program === '' ? undefined : await ask(program, key)
  return stored ?? config.auths.get(key)
}

async function readConfigFile(environment: Environment): Promise<string | undefined> {
  const directory = environment['DOCKER_CONFIG'] ?? join(environment['HOME'] ?? homedir(), '.docker')
  try {
    return await readFile(join(directory, 'config.json'), 'utf8')
  } catch (cause) {
    if (isAbsent(cause)) return undefined
    throw registryError('credentials-invalid', {}, 'the Docker configuration cannot be read', { cause })
  }
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
  const entries = isObject(value) ? Object.entries(value) : []
  return new Map(entries.flatMap(([host, name]) => (typeof name === 'string' ? [[registryKey(host), name]] : [])))
}

/**
 * The key that Docker's tools write for a host comes before others that mean it: Podman keeps entries for namespaces
 * (`quay.io/org`), `docker login` keeps more than one for Docker Hub (`…/v1/access-token`, docker/cli#5244).
 */
function readAuths(value: JsonValue | undefined): ReadonlyMap<string, Credential> {
  const found = new Map<string, Credential>()
  const entries = isObject(value) ? Object.entries(value) : []
  for (const [host, entry] of entries.sort(([a], [b]) => Number(!isOwnKey(a)) - Number(!isOwnKey(b)))) {
    const credential = isObject(entry) ? readAuth(entry) : undefined
    if (credential !== undefined && !found.has(registryKey(host))) found.set(registryKey(host), credential)
  }
  return found
}

function isOwnKey(host: string): boolean {
  return host === helperKey(registryKey(host))
}

function readAuth(entry: JsonObject): Credential | undefined {
  const identity = textOf(entry, 'identitytoken')
  if (identity !== undefined) return { kind: 'identity', token: identity }
  const bearer = textOf(entry, 'registrytoken')
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  const [username, password] = decodePair(textOf(entry, 'auth')) ?? [
    textOf(entry, 'username'),
    textOf(entry, 'password'),
  ]
  return username === undefined || password === undefined ? undefined : { kind: 'basic', username, password }
}

/** `auth` is base64 of `user:password`; only the first colon separates. */
function decodePair(auth: string | undefined): readonly [string, string] | undefined {
  const text = auth === undefined ? '' : Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const colon = text.indexOf(':')
  return colon < 1 ? undefined : [text.slice(0, colon), text.slice(colon + 1)]
}
