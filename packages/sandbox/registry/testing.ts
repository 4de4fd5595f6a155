import { parseImageName } from '@promo/core'
import { ANONYMOUS, createRegistryClient, readCredentials, type RegistryClient } from '@promo/registry'
import { httpOver, pushImage, steppingClock, type BuiltManifest, type HostClient } from '@promo/registry/testing'
import { createSandboxRegistry, type Authorize, type RegistrySwitches, type SandboxRegistry } from './index.ts'

export { once } from '@promo/registry/testing'

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
