import type { Manifest, RegistryClient } from '@promo/registry'

/** The registry for one look at an image: a manifest that was asked for is not asked for again. */
export function readOnce(registry: RegistryClient): RegistryClient {
  const read = new Map<string, Promise<Manifest>>()
  return {
    ...registry,
    manifest: (name, reference) => {
      const key = JSON.stringify([name, reference])
      const reading = read.get(key) ?? registry.manifest(name, reference)
      read.set(key, reading)
      return reading
    },
  }
}
