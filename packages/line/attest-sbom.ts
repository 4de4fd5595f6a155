import { parseJson, pinImage, PREDICATE_TYPES, type Digest, type PinnedImage } from '@promo/core'
import { attestImages, type EvidenceFormat, type WritingPorts, type WrittenAttestation } from '@promo/evidence'
import { platformsOf } from '@promo/registry'
import type { SbomFormat } from '@promo/scanners'
import { lineError } from './errors.ts'

/** Gives the SBOM of one platform in one format, or undefined when there is none. */
export type SbomSource = (platform: Digest, format: SbomFormat, image: PinnedImage) => Promise<Uint8Array | undefined>

export interface AttestSbomRequest {
  readonly images: readonly PinnedImage[]
  readonly formats: readonly SbomFormat[]
  readonly evidenceFormats: readonly EvidenceFormat[]
  /** Bytes of JSON. A bundle grows by a third, and verifiers read 10,000,000 (Kyverno). */
  readonly maxBytes: number
}

const SBOM_DEPTH = 100

/**
 * Attests an SBOM to every runnable platform of every image: a pod that names a platform finds it there. Throws
 * `sbom-lacking` when a platform has none and `sbom-too-large`; nothing is signed before all are at hand. A second run signs nothing.
 */
export async function attestSboms(
  request: AttestSbomRequest,
  source: SbomSource,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const found = await Promise.all(request.images.map((image) => sbomsOf(image, request, source, ports)))
  const written: WrittenAttestation[] = []
  for (const { format, bytes, images } of bySbom(found.flat())) {
    const predicate = parseJson(bytes, { maxBytes: request.maxBytes, maxDepth: SBOM_DEPTH })
    const attested = await attestImages(
      { images, predicateType: PREDICATE_TYPES[format], predicate, formats: request.evidenceFormats },
      ports,
    )
    written.push(...attested)
  }
  return written
}

interface SharedSbom {
  readonly format: SbomFormat
  readonly bytes: Uint8Array
  readonly images: readonly PinnedImage[]
}

/** One file may be the SBOM of many images: it is read once, and they are attested together. */
function bySbom(found: readonly FoundSbom[]): readonly SharedSbom[] {
  const groups = Map.groupBy(found, ({ bytes }) => bytes)
  return [...groups].flatMap(([bytes, of]) =>
    [...Map.groupBy(of, ({ format }) => format)].map(([format, each]) => ({
      ...{ format, bytes },
      images: each.map(({ image }) => image),
    })),
  )
}

interface FoundSbom {
  readonly image: PinnedImage
  readonly format: SbomFormat
  readonly bytes: Uint8Array
}

async function sbomsOf(
  image: PinnedImage,
  request: AttestSbomRequest,
  source: SbomSource,
  ports: WritingPorts,
): Promise<readonly FoundSbom[]> {
  const platforms = await platformsOf(ports.registry, image)
  const wanted = platforms.flatMap(({ platform, digest }) =>
    request.formats.map((format) => ({ platform, digest, format })),
  )
  return Promise.all(
    wanted.map(async ({ platform, digest, format }) => {
      const bytes = await source(digest, format, image)
      if (bytes === undefined)
        throw lineError(
          'sbom-lacking',
          { platform, digest, format },
          `there is no ${format} SBOM of ${platform} (${digest})`,
        )
      if (bytes.byteLength > request.maxBytes) {
        throw lineError(
          'sbom-too-large',
          { platform, size: bytes.byteLength, limit: request.maxBytes },
          `the SBOM of ${platform} has ${String(bytes.byteLength)} bytes, the limit is ${String(request.maxBytes)}`,
        )
      }
      return { image: pinImage(image.name, digest), format, bytes }
    }),
  )
}
