import { buildDocument, formatTime, type Build, type Clock, type ImageName, type LegName } from '@promo/core'
import type { Built } from '@promo/builders'

export interface RecordedBuild {
  readonly leg: LegName
  readonly image: ImageName
  readonly clock: Clock
}

/** Builds and gives the build record: what provenance will say about how the digest was made. */
export async function recordBuild(request: RecordedBuild, build: () => Promise<Built>): Promise<Build> {
  const startedAt = formatTime(request.clock.now())
  const built = await build()
  return buildDocument.create({
    leg: request.leg,
    image: { name: request.image, digest: built.digest, mediaType: built.mediaType, size: built.size },
    platforms: [...built.platforms],
    builder: built.builder,
    cache: built.cache,
    materials: [...built.materials],
    materialsComplete: built.materialsComplete,
    reproduced: null,
    startedAt,
    finishedAt: formatTime(request.clock.now()),
  })
}
