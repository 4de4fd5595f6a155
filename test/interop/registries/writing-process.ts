import { parseImageName, pinImage, type Digest } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, copyImage, createRegistryClient } from '@promo/registry'
import { anImage, bytesOf } from '@promo/registry/testing'

/** What a process of its own does to an image, which is named by its text: attaches a note, or copies it with its evidence. */
export type WriteRequest =
  | { readonly kind: 'attach'; readonly image: string; readonly note: string }
  | { readonly kind: 'copy'; readonly image: string; readonly from: string }

/** Manifests that were attached, or why nothing was. */
export type WriteAnswer = { readonly attached: readonly Digest[] } | { readonly refusal: string }

const to = parseImageName(process.argv[2] ?? '')

async function write(request: WriteRequest): Promise<readonly Digest[]> {
  const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
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
