import { normalPlatform, type PlatformDigest } from '@promo/core'
import { builderError } from './errors.ts'

/** Gives the platforms back; throws `build-platforms-differ` when some were wanted and these are others, however they are spelled. */
export function assertPlatforms(
  found: readonly PlatformDigest[],
  wanted: readonly string[],
): readonly PlatformDigest[] {
  const names = found.map(({ platform }) => platform)
  const differ = sorted(wanted) !== sorted(names)
  if (wanted.length === 0 || !differ) return found
  throw builderError(
    'build-platforms-differ',
    { wanted, found: names },
    `wanted ${wanted.join(', ')}, the build gave ${names.join(', ')}`,
  )
}

function sorted(platforms: readonly string[]): string {
  return platforms.map(normalPlatform).sort().join()
}
