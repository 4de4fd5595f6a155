import type { PlatformImage } from '@promo/registry'

/** One platform in both builds, or in one of them. */
export interface PlatformPair {
  readonly platform: string
  readonly first: PlatformImage | undefined
  readonly second: PlatformImage | undefined
}

/** Pairs by name; a name that comes several times (Windows images of several versions) by its place among them. */
export function pairPlatforms(
  first: readonly PlatformImage[],
  second: readonly PlatformImage[],
): readonly PlatformPair[] {
  const names = [...new Set([...first, ...second].map(({ platform }) => platform))]
  return names.flatMap((platform) => {
    const [left, right] = [named(first, platform), named(second, platform)]
    return Array.from({ length: Math.max(left.length, right.length) }, (_, place) => ({
      platform,
      first: left[place],
      second: right[place],
    }))
  })
}

function named(images: readonly PlatformImage[], name: string): readonly PlatformImage[] {
  return images.filter(({ platform }) => platform === name)
}
