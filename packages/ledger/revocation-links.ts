import type { ChainLink, Digest, Revocations } from '@promo/core'
import { policyError } from '@promo/policy'
import type { PlatformImage } from '@promo/registry'
import { broken } from './link.ts'

/** What the base branch says against the digest or one of its platforms: whatever its evidence is, nothing promotes it. */
export function revocationLinks(
  digest: Digest,
  platforms: readonly PlatformImage[],
  { digests }: Revocations,
): readonly ChainLink[] {
  const places = new Map<Digest, string>([
    ...platforms.map((each) => [each.digest, each.platform] as const),
    [digest, ''],
  ])
  return digests.flatMap(({ digest: revoked, at, reason }) => {
    const place = places.get(revoked)
    if (place === undefined) return []
    const facts = { link: 'revocation' as const, at: place }
    const text = `${revoked} was revoked ${at} on the base branch: ${reason}`
    return [broken(facts, policyError('digest-revoked', { digest: revoked }, text))]
  })
}
