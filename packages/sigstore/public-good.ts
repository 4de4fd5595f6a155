import { reasonOf, sigstoreError } from './errors.ts'
import { readTrustedRoot, type Trust } from './trust.ts'

/**
 * The trusted root of the public instance, by TUF (`@sigstore/tuf`, which holds the first root and a copy of the target).
 * `cachePath` is where metadata is kept between runs; `offline` uses it, or the embedded copy, without a request.
 * Throws `trusted-root-unavailable`.
 */
export async function publicGoodTrust(options: {
  readonly cachePath: string
  readonly offline?: boolean
}): Promise<Trust> {
  const { getTrustedRoot } = await import('@sigstore/tuf')
  const { TrustedRoot } = await import('@sigstore/protobuf-specs')
  try {
    const root = await getTrustedRoot({ cachePath: options.cachePath, forceCache: options.offline ?? false })
    return readTrustedRoot(JSON.stringify(TrustedRoot.toJSON(root)))
  } catch (cause) {
    throw sigstoreError(
      'trusted-root-unavailable',
      {},
      `the public trusted root is not to be had: ${reasonOf(cause)}`,
      { cause },
    )
  }
}
