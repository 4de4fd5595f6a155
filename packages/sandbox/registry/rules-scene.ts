import { parseImageName, type ImageName } from '@promo/core'
import { createRegistryClient, readCredentials, type CredentialOptions, type RegistryClient } from '@promo/registry'
import {
  httpOver,
  steppingClock,
  type Host,
  type HostAnswer,
  type HostClient,
  type HostRequest,
} from '@promo/registry/testing'

/** A test for each rule, under its name: the type leaves none out. */
export type Scenarios<Rules> = Readonly<Record<keyof Rules, () => unknown>>

export interface RuleScene {
  readonly app: ImageName
  readonly client: RegistryClient
  readonly http: HostClient
  readonly clock: ReturnType<typeof steppingClock>
  /** What was sent to a path, as `METHOD Authorization`. */
  readonly sent: (path: RegExp) => readonly string[]
}

/** A client with a password for the registry of `image`, and the hosts it can reach. */
export function ruleScene(
  image: string,
  hosts: Readonly<Record<string, Host>>,
  options: Partial<CredentialOptions> = { username: 'robot', password: 'secret' },
): RuleScene {
  const clock = steppingClock()
  const http = httpOver(hosts)
  const credentials = readCredentials({ environment: {}, dockerConfig: '', ...options })
  const client = createRegistryClient({ http, credentials, clock })
  const sent = (path: RegExp): readonly string[] =>
    http.requests
      .filter(({ url }) => path.test(url.pathname))
      .map(({ method, headers }) => `${method} ${headers['authorization'] ?? 'nothing'}`)
  return { app: parseImageName(image), client, http, clock, sent }
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

export const TAGS: HostAnswer = { status: 200, body: '{"tags":["v1"]}' }

export function challenge(header: string, status = 401): HostAnswer {
  return { status, headers: { 'www-authenticate': header } }
}

/** Answers `answer` to this authorization, and challenges every other. */
export function guarded(wanted: string, header: string, answer: HostAnswer = TAGS): Host {
  return ({ headers }) => (headers['authorization'] === wanted ? answer : challenge(header))
}

/** Sends paths to handlers: the first expression that fits. */
export function byPath(...routes: readonly (readonly [path: RegExp, host: Host])[]): Host {
  return (request: HostRequest) => {
    const found = routes.find(([path]) => path.test(request.url.pathname))
    return found === undefined ? { status: 404 } : found[1](request)
  }
}

export function give(answer: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}): Host {
  return () => ({ status: 200, headers, body: JSON.stringify(answer) })
}

export function errorBody(code: string): string {
  return JSON.stringify({ errors: [{ code, message: 'no' }] })
}
