import type { JsonValue } from '@promo/core'
import type { Credential } from './credentials.ts'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'
import { helperKey, namespaceOf, ownKeysFirst, registryKey } from './registry-key.ts'

/** `auths` of a Docker configuration, its entries unread: the fault of one registry is no concern of another. */
export type DockerAuths = JsonObject

/**
 * The credential for a repository of a registry: of its nearest namespace, as Podman keeps them (`quay.io/org`,
 * containers-auth.json(5)), then of the host, then of any other key of that host (docker/cli,
 * cli/config/credentials/file_store.go, `Get`). An own key of the host that holds nothing ends the search: the host is
 * anonymous. Throws `credentials-invalid` for an entry that cannot be read.
 */
export function findAuth(auths: DockerAuths, key: string, repository: string): Credential | undefined {
  const names = ownKeysFirst(Object.keys(auths).filter((name) => registryKey(name) === key))
  const near = names.filter((name) => holds(namespaceOf(name), repository))
  const own = names.filter((name) => name === helperKey(key) || name === key)
  const searched = [
    ...near.sort((a, b) => namespaceOf(b).length - namespaceOf(a).length),
    ...(own.length > 0 ? own : names),
  ]
  for (const name of searched) {
    const credential = readAuth(memberOf(auths, name), key)
    if (credential !== undefined) return credential
  }
  return undefined
}

function holds(namespace: string, repository: string): boolean {
  return namespace !== '' && `${repository}/`.startsWith(`${namespace}/`)
}

/**
 * A registry token comes before an identity token, and that before a password (moby, daemon/pkg/registry/auth.go: the
 * token is passed through; docker/cli, cli/config/types/authconfig.go). `null` is how servers in Go write nothing.
 */
function readAuth(entry: JsonValue | undefined, key: string): Credential | undefined {
  if (entry === null) return undefined
  if (!isObject(entry)) throw invalid(key, 'is not an object')
  const [bearer, identity, auth] = ['registrytoken', 'identitytoken', 'auth'].map((name) => readText(entry, name, key))
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  if (identity !== undefined) return { kind: 'identity', token: identity }
  if (auth !== undefined) return decodePair(auth, key)
  const [username, password] = [textOf(entry, 'username'), textOf(entry, 'password')]
  return username === undefined || password === undefined ? undefined : { kind: 'basic', username, password }
}

function readText(entry: JsonObject, name: string, key: string): string | undefined {
  const value = memberOf(entry, name) ?? ''
  if (typeof value !== 'string') throw invalid(key, `has \`${name}\` that is not text`)
  return textOf(entry, name)
}

const BASE64 = /^[A-Za-z0-9+/\r\n]+={0,2}[\r\n]*$/

/** `auth` is base64 of `user:password`; only the first colon separates (docker/cli, cli/config/configfile/file.go, `decodeAuth`). */
function decodePair(auth: string, key: string): Credential {
  const text = BASE64.test(auth) ? Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '') : ''
  const colon = text.indexOf(':')
  if (colon < 0) throw invalid(key, 'has `auth` that is not base64 of `user:password`')
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function invalid(key: string, why: string): Error {
  return registryError(
    'credentials-invalid',
    { registry: key },
    `the entry of the Docker configuration for ${key} ${why}`,
  )
}
