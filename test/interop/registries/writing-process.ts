import { parseImageName, pinImage, type Digest } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, blobOf, copyImage, createRegistryClient } from '@promo/registry'
import { anImage, bytesOf } from '@promo/registry/testing'

/**
 * What a process of its own does: attaches a note to an image, which is named by its text, appends one to a tag as cosign 2
 * does, or copies an image with its evidence.
 */
export type WriteRequest =
  | { readonly kind: 'append'; readonly tag: string; readonly note: string }
  | { readonly kind: 'attach'; readonly image: string; readonly note: string }
  | { readonly kind: 'copy'; readonly image: string; readonly from: string }

/** Manifests that were attached and layers that were appended, or why nothing was. */
export type WriteAnswer = { readonly attached: readonly Digest[] } | { readonly refusal: string }

const to = parseImageName(process.argv[2] ?? '')

async function write(request: WriteRequest): Promise<readonly Digest[]> {
  const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  if (request.kind === 'append') {
    const blob = blobOf(bytesOf(request.note))
    await registry.putBlob(to, blob)
    const layer = { mediaType: 'application/vnd.example.note', digest: blob.digest, size: blob.size }
    await registry.appendLayers(to, request.tag, [layer])
    return [blob.digest]
  }
  const { descriptor } = anImage(request.image)
  if (request.kind === 'copy') {
    const image = pinImage(parseImageName(request.from), descriptor.digest)
    const from = { kind: 'image', image } as const
    await copyImage({ from, to, tags: [], evidence: true, onTagConflict: 'fail' }, { registry })
    return (await registry.referrers(image.name, image.digest)).map(({ digest }) => digest)
  }
  const payload = bytesOf(request.note)
  const artifact = { artifactType: 'application/vnd.example.note', payload, annotations: {} }
  return [(await registry.attach(to, descriptor, artifact)).digest]
}

process.on('message', (request: WriteRequest) => {
  const answer: Promise<WriteAnswer> = write(request).then(
    (attached) => ({ attached }),
    (error: unknown) => ({ refusal: String(error) }),
  )
  void answer.then((message) => process.send?.(message))
})
