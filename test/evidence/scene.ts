import { parseImageName, pinImage, type PinnedImage } from '@promo/core'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver, pushImage, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, type SigningBench } from '../sigstore/signing.ts'

export const REPOSITORY = 'your-org/catalog'
export const APP = parseImageName(`ghcr.io/${REPOSITORY}`)

/** A registry with a signing bench beside it. */
export interface Scene extends SigningBench {
  readonly registry: RegistryClient
  readonly sandbox: SandboxRegistry
  push(image: BuiltManifest): Promise<PinnedImage>
  /** Log entries made since the scene began. */
  logged(): number
}

/** One instance for all scenes of a file: its keys are what takes time to make. */
const bench = await createSigningBench()

export function createScene(switches: Partial<RegistrySwitches> = {}): Scene {
  const before = bench.sigstore.log.size
  const sandbox = createSandboxRegistry({ switches })
  const registry = createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.handler }), credentials: ANONYMOUS })
  return {
    ...bench,
    sandbox,
    registry,
    logged: () => bench.sigstore.log.size - before,
    push: async (image) => {
      await pushImage(registry, APP, image)
      return pinImage(APP, image.descriptor.digest)
    },
  }
}

export function aMultiPlatformImage(text: string): BuiltManifest {
  return anIndex([anImage(text, 'amd64'), anImage(text, 'arm64')])
}
