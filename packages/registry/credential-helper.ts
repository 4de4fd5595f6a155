import { parseJson, type JsonValue } from '@promo/core'
import type { Credential } from './credentials.ts'
import { registryError } from './errors.ts'
import { isObject, textOf } from './json-shape.ts'
import { helperKey } from './registry-key.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Asks `docker-credential-<name> get` for one registry; undefined when it holds nothing for it. */
export type RunHelper = (name: string, registry: string, environment: Environment) => Promise<Credential | undefined>

/** A helper's name becomes part of a program's name: no path, no option. */
const HELPER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
/** What helpers of clouds and key rings read besides the base environment. */
const HELPER_VARIABLES =
  /^(AWS_|AZURE_|GOOGLE_|CLOUDSDK_|XDG_|GNUPGHOME$|PASSWORD_STORE_DIR$|DBUS_SESSION_BUS_ADDRESS$|DOCKER_CONFIG$|USERPROFILE$|APPDATA$|LOCALAPPDATA$|HOME$)/
/** docker-credential-helpers, credentials/error.go. */
const NOT_FOUND = 'credentials not found in native keychain'
const TIMEOUT_MS = 30_000
const OUTPUT_LIMIT = 1024 * 1024

/** The protocol of docker-credential-helpers: the server on standard input, JSON with Username and Secret back. */
export const runHelper: RunHelper = async (name, registry, environment) => {
  if (!HELPER_NAME.test(name)) throw failed(name, 'it is not the name of a helper')
  const { allowEnvironment, BASE_ENVIRONMENT, runProgram } = await import('@promo/process')
  const names = Object.keys(environment).filter((variable) => HELPER_VARIABLES.test(variable))
  const finished = await runProgram({
    program: `docker-credential-${name}`,
    args: ['get'],
    cwd: process.cwd(),
    env: allowEnvironment([...BASE_ENVIRONMENT, ...names], environment),
    input: new TextEncoder().encode(helperKey(registry)),
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: OUTPUT_LIMIT,
  }).catch((cause: unknown) => {
    throw failed(name, 'it cannot be run', cause)
  })
  return readHelperAnswer(name, finished)
}

/**
 * Exported for its test: what a helper printed, as a credential; undefined too for an empty user with an empty secret, as
 * Docker takes it. Its output is never shown, it may hold the secret.
 */
export function readHelperAnswer(
  name: string,
  finished: { readonly code: number; readonly stdout: Uint8Array },
): Credential | undefined {
  const output = new TextDecoder().decode(finished.stdout)
  if (finished.code !== 0 && output.includes(NOT_FOUND)) return undefined
  if (finished.code !== 0) throw failed(name, `it ended with exit code ${finished.code}`)
  return readAnswer(name, parse(name, output))
}

function readAnswer(name: string, answer: JsonValue): Credential | undefined {
  const pair = isObject(answer) ? answer : {}
  if (pair['Username'] === '' && pair['Secret'] === '') return undefined
  const username = textOf(pair, 'Username')
  const secret = textOf(pair, 'Secret')
  if (username === undefined || secret === undefined) throw failed(name, 'its answer has no Username and Secret')
  if (username === '<token>') return { kind: 'identity', token: secret }
  return { kind: 'basic', username, password: secret }
}

function parse(name: string, output: string): JsonValue {
  try {
    return parseJson(output)
  } catch {
    throw failed(name, 'its answer is not JSON')
  }
}

function failed(name: string, why: string, cause?: unknown): Error {
  const shown = JSON.stringify(name.slice(0, 64))
  return registryError(
    'credential-helper-failed',
    { helper: name.slice(0, 64) },
    `credential helper ${shown}: ${why}`,
    { cause },
  )
}
