import type { HttpClient } from '@promo/http'
import { reasonOf, sigstoreError } from './errors.ts'
import { readTrustedRoot, type Trust } from './trust.ts'

const MIRROR = 'https://tuf-repo-cdn.sigstore.dev'
const TARGET = 'trusted_root.json'

/**
 * The trusted root of the public instance, by TUF (`@sigstore/tuf`); `cachePath` is where metadata is kept between runs.
 * `offline` takes the copy embedded in that package without a request: as old as this release of promo, and therefore never
 * a silent substitute. Throws `trusted-root-unavailable`.
 */
export async function publicGoodTrust(options: {
  readonly cachePath: string
  readonly http: HttpClient
  readonly offline?: boolean
}): Promise<Trust> {
  try {
    return readTrustedRoot(options.offline === true ? await embeddedRoot() : await currentRoot(options))
  } catch (cause) {
    const message = `the public trusted root is not to be had: ${reasonOf(cause)}`
    throw sigstoreError('trusted-root-unavailable', {}, message, { cause })
  }
}

async function currentRoot({ cachePath, http }: CurrentRoot): Promise<string> {
  const { fetchTarget } = await import('./tuf-client.ts')
  return fetchTarget({ mirrorURL: MIRROR, cachePath, name: TARGET }, http)
}

interface CurrentRoot {
  readonly cachePath: string
  readonly http: HttpClient
}

async function embeddedRoot(): Promise<string> {
  const { default: seeds } = await import('@sigstore/tuf/seeds.json', { with: { type: 'json' } })
  return Buffer.from(seeds[MIRROR].targets[TARGET], 'base64').toString()
}
