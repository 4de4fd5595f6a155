import { parseImageName, type Digest } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, bytesOf } from '@promo/registry/testing'

/** Text of the image that is attached to, and what is attached to it. */
export interface AttachRequest {
  readonly image: string
  readonly note: string
}

/** The manifest that was attached, or why it was not. */
export type AttachAnswer = { readonly digest: Digest } | { readonly refusal: string }

/** A process of its own that attaches what it is told to, to images of the repository that its argument names. */
const name = parseImageName(process.argv[2] ?? '')

async function attach({ image, note }: AttachRequest): Promise<AttachAnswer> {
  const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  const artifact = { artifactType: 'application/vnd.example.note', payload: bytesOf(note), annotations: {} }
  return client.attach(name, anImage(image).descriptor, artifact).then(
    ({ digest }) => ({ digest }),
    (error: unknown) => ({ refusal: String(error) }),
  )
}

process.on('message', (request: AttachRequest) => {
  void attach(request).then((answer) => process.send?.(answer))
})
