import type { Digest, ImageName } from '@promo/core'
import type { Descriptor } from './descriptor.ts'
import { readFallback } from './fallback-index.ts'
import type { ReferrersApi } from './referrers-api.ts'
import type { Session } from './session.ts'

export interface ReferrerSources {
  readonly session: Session
  readonly api: ReferrersApi
}

/**
 * What refers to the subject (OCI distribution-spec, "Listing Referrers"): the API's answer and the fallback tag, merged by
 * digest. The tag counts even where the API works: content may be older than the API. Descriptors are hints; whoever needs
 * the truth opens the manifest. Throws rather than call a listing empty that could not be read.
 */
export async function listReferrers(
  { session, api }: ReferrerSources,
  name: ImageName,
  subject: Digest,
): Promise<readonly Descriptor[]> {
  const [listed, fallback] = await Promise.all([api.list(name, subject), readFallback(session, name, subject)])
  const found = new Map<Digest, Descriptor>()
  for (const descriptor of [...(listed ?? []), ...(fallback?.entries ?? [])]) {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor)
  }
  return [...found.values()]
}
