import { digestOf, parseImageName, pinImage, type ImageName, type PinnedImage } from '@promo/core'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, type SigningBench } from '../sigstore/signing.ts'

export const APP = parseImageName('ghcr.io/your-org/catalog')

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

async function pushImage(registry: RegistryClient, name: ImageName, image: BuiltManifest): Promise<void> {
  for (const child of image.children) await pushImage(registry, name, child)
  for (const blob of image.blobs) {
    await registry.putBlob(name, { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) })
  }
  await registry.putManifest(name, image.bytes, image.descriptor.mediaType)
}

export async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}

export function aMultiPlatformImage(text: string): BuiltManifest {
  return anIndex([anImage(text, 'amd64'), anImage(text, 'arm64')])
}
