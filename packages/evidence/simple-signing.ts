import { canonicalName, type PinnedImage } from '@promo/core'

/** The payload under a `.sig` tag (containers/image, docs/containers-signature.5.md), in cosign's order of keys. */
export function simpleSigningPayload(image: PinnedImage, annotations: Readonly<Record<string, string>>): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': canonicalName(image) },
        image: { 'docker-manifest-digest': image.digest },
        type: 'cosign container image signature',
      },
      optional: Object.keys(annotations).length === 0 ? null : annotations,
    }),
  )
}
