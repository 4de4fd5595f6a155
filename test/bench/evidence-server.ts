import { digestOf } from '@promo/core'
import { anImage, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { serveLoopback } from '../interop/loopback.ts'
import { serveSigstore } from '../interop/served-sigstore.ts'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'

/** What the process of the servers says once it serves. */
export interface EvidenceScene {
  readonly signingConfig: string
  readonly trustedRoot: string
  readonly identity: string
  readonly issuer: string
}

/** Asks for images that nobody has signed. */
export interface FreshImages {
  readonly count: number
  readonly repository: string
}

/** Its answer, with an identity token that lives five minutes. */
export interface Fresh {
  readonly images: readonly string[]
  readonly token: string
}

const bench = await createSigningBench()
const sigstore = await serveSigstore(bench.sigstore)
const registry = createSandboxRegistry()
const { host } = await serveLoopback(registry.handler)

process.on('message', (wanted: FreshImages) => void answer(wanted))
process.send?.({
  signingConfig: sigstore.signingConfig,
  trustedRoot: bench.sigstore.trustedRoot,
  identity: `https://github.com/${LEG_CLAIMS.job_workflow_ref}`,
  issuer: 'https://token.actions.githubusercontent.com',
} satisfies EvidenceScene)

async function answer({ count, repository }: FreshImages): Promise<void> {
  const images = Array.from({ length: count }, (_, number) => {
    const image = anImage(`${repository} ${String(number)}`)
    seed(repository, image)
    return `${host}/${repository}@${digestOf(image.bytes)}`
  })
  process.send?.({ images, token: await bench.issuer.issue(LEG_CLAIMS, 'sigstore') } satisfies Fresh)
}

function seed(repository: string, { bytes, descriptor, blobs }: BuiltManifest): void {
  for (const blob of blobs) registry.seedBlob(repository, blob)
  registry.seedManifest(repository, bytes, descriptor.mediaType)
}
