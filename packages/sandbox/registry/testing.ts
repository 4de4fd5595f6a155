import { parseImageName } from '@promo/core'
import { ANONYMOUS, createRegistryClient, readCredentials, type RegistryClient } from '@promo/registry'
import { httpOver, pushImage, steppingClock, type BuiltManifest, type HostClient } from '@promo/registry/testing'
import type { SandboxResponse } from '../network/index.ts'
import {
  createSandboxRegistry,
  type Authorize,
  type RegistrySwitches,
  type SandboxRegistry,
  type SandboxRegistryOptions,
} from './index.ts'

export const APP = parseImageName('ghcr.io/your-org/app')
export const OTHER = parseImageName('ghcr.io/your-org/other')

export interface Scene {
  readonly registry: SandboxRegistry
  readonly http: HostClient
  readonly client: RegistryClient
}

export function scene(switches: Partial<RegistrySwitches> = {}, authorize?: Authorize, password = 'secret'): Scene {
  const clock = steppingClock()
  const registry = createSandboxRegistry({ clock, switches, ...(authorize === undefined ? {} : { authorize }) })
  const http = httpOver({ 'ghcr.io': registry.handler })
  const credentials =
    authorize === undefined
      ? ANONYMOUS
      : readCredentials({ username: 'robot', password, environment: {}, dockerConfig: '' })
  return { registry, http, client: createRegistryClient({ http, credentials, clock }) }
}

export function push(client: RegistryClient, image: BuiltManifest): Promise<void> {
  return pushImage(client, APP, image)
}

export interface Sent {
  readonly body?: Uint8Array | string
  readonly headers?: Readonly<Record<string, string>>
}

export interface OpenedRegistry {
  readonly registry: SandboxRegistry
  readonly send: (method: string, path: string, sent?: Sent) => Promise<SandboxResponse>
}

/** A registry that is spoken to without a client. */
export function open(options: SandboxRegistryOptions = {}): OpenedRegistry {
  const registry = createSandboxRegistry(options)
  const send: OpenedRegistry['send'] = (method, path, { body = '', headers = {} } = {}) =>
    registry.handler({ method, url: new URL(path, 'https://ghcr.io'), headers, body: Buffer.from(body) })
  return { registry, send }
}

/** Of the error body of the specification. */
export function codes({ body = '' }: SandboxResponse): unknown {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return (JSON.parse(text) as { errors: { code: string }[] }).errors.map(({ code }) => code)
}
