import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import { isContentDigest, type ContentDigest } from './content-digest.ts'
import type { Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

export type MayRead = (repository: string) => Promise<boolean>

/** What became of the wish for a mount; undefined: none was asked for, or an upload is to begin instead. */
export type Mount = { readonly mounted: ContentDigest } | { readonly refused: SandboxResponse } | undefined

/**
 * OCI distribution-spec, "Mounting a blob from another repository". Without `from` the blob is looked for in every
 * repository that the caller may read.
 */
export async function mountBlob(
  request: SandboxRequest,
  repository: string,
  store: Store,
  switches: RegistrySwitches,
  mayRead: MayRead,
): Promise<Mount> {
  const mounted = request.url.searchParams.get('mount')
  if (mounted === null) return undefined
  if (switches.mounts && isContentDigest(mounted)) {
    if (await isReadable(mounted, request.url.searchParams.get('from'), store, mayRead)) {
      store.ensure(repository).blobs.add(mounted)
      return { mounted }
    }
  }
  if (switches.mountRefusal === 202) return undefined
  return { refused: errorAnswer(switches.mountRefusal, 'UNAUTHORIZED', 'unauthorized to access the source repository') }
}

async function isReadable(
  digest: ContentDigest,
  from: string | null,
  { repositories }: Store,
  mayRead: MayRead,
): Promise<boolean> {
  for (const [name, { blobs }] of repositories) {
    if ((from === null || name === from) && blobs.has(digest) && (await mayRead(name))) return true
  }
  return false
}
