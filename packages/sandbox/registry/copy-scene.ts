import { digestOf, parseImageName, pinImage, type Digest, type ImageName } from '@promo/core'
import {
  ANONYMOUS,
  copyImage,
  createRegistryClient,
  LEGACY_TAG,
  OCI_CONFIG,
  OCI_MANIFEST,
  type CopyRequest,
  type CopyResult,
  type RegistryClient,
} from '@promo/registry'
import {
  anImage,
  anIndex,
  bytesOf,
  httpOver,
  pointer,
  pushBlob,
  pushImage,
  steppingClock,
  type BuiltManifest,
  type Host,
  type HostClient,
} from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from './index.ts'

export const FROM = parseImageName('ghcr.io/your-org/quarantine/app')
export const TO = parseImageName('registry.example.com/your-org/app')
export const BESIDE = parseImageName('ghcr.io/your-org/app')
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

export interface Scene {
  readonly ghcr: SandboxRegistry
  readonly target: SandboxRegistry
  readonly http: HostClient
  readonly client: RegistryClient
  readonly index: BuiltManifest
}

/** An index of two platforms with a bundle on the index, one on a platform, one on that bundle, and a legacy signature. Requests go `through` what may break them. */
export async function scene(
  from: Partial<RegistrySwitches> = {},
  to: Partial<RegistrySwitches> = {},
  through: (host: Host) => Host = (host) => host,
): Promise<Scene> {
  const ghcr = createSandboxRegistry({ switches: from })
  const target = createSandboxRegistry({ switches: to })
  const http = httpOver({ 'ghcr.io': through(ghcr.handler), 'registry.example.com': through(target.handler) })
  const client = createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
  const amd64 = anImage('app')
  const index = anIndex([amd64, anImage('app', 'arm64')])
  await pushImage(client, FROM, index)
  const first = await client.attach(FROM, index.descriptor, bundle('on the index'))
  await client.attach(FROM, first, bundle('on the bundle'))
  await client.attach(FROM, amd64.descriptor, bundle('on the platform'))
  await putSignatures(client, FROM, index.descriptor.digest, ['ours'])
  return { ghcr, target, http, client, index }
}

function bundle(text: string): Parameters<RegistryClient['attach']>[2] {
  return { artifactType: BUNDLE, payload: bytesOf(text), annotations: {} }
}

/** A `.sig` manifest as cosign 2 writes it, one layer per signature. */
export async function putSignatures(
  client: RegistryClient,
  name: ImageName,
  digest: Digest,
  texts: readonly string[],
): Promise<void> {
  const layers = texts.map(bytesOf)
  const config = bytesOf(
    JSON.stringify({ rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(layer)) } }),
  )
  for (const blob of [...layers, config]) await pushBlob(client, name, blob)
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: pointer(OCI_CONFIG, config),
    layers: layers.map((layer) => pointer('application/vnd.dev.cosign.simplesigning.v1+json', layer)),
  }
  await client.putManifest(name, bytesOf(JSON.stringify(content)), OCI_MANIFEST, LEGACY_TAG.signature(digest))
}

export function copy({ client, index }: Scene, change: Partial<CopyRequest> = {}): Promise<CopyResult> {
  const from = { kind: 'image', image: pinImage(FROM, index.descriptor.digest) } as const
  const request = { from, to: TO, tags: ['v1'], evidence: true, onTagConflict: 'fail', ...change } as const
  return copyImage(request, { registry: client })
}
