import { buildDocument, type Build } from '../documents/build.ts'
import { digestOf } from '../digest.ts'
import { parseImageName } from '../image-reference.ts'
import { parseLegName } from '../names.ts'

/** The record of a build that took nothing from outside, of the leg `catalog` unless it says otherwise. */
export function aBuild(changes: Partial<Build> = {}): Build {
  return buildDocument.create({
    leg: parseLegName('catalog'),
    image: {
      name: parseImageName('ghcr.io/your-org/catalog'),
      digest: digestOf('image'),
      mediaType: 'application/vnd.oci.image.index.v1+json',
      size: 1,
    },
    platforms: [],
    builder: { name: 'layout', version: '1' },
    cache: 'none',
    materials: [],
    materialsComplete: true,
    reproduced: null,
    startedAt: '2026-11-25T10:00:00Z',
    finishedAt: '2026-11-25T10:01:00Z',
    ...changes,
  })
}
