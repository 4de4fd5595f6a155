import type { RegistryClient } from './client.ts'
import type { Manifest } from './manifest.ts'

/** The registry for one look at an image: a manifest that was asked for is not asked for again. */
export function readOnce(client: RegistryClient): RegistryClient {
  const read = new Map<string, Promise<Manifest>>()
  return {
    ...client,
    manifest: (name, reference) => {
      const key = JSON.stringify([name, reference])
      const reading = read.get(key) ?? client.manifest(name, reference)
      read.set(key, reading)
      return reading
    },
  }
}
