import {
  digestOf,
  parseJson,
  pinImage,
  PREDICATE_TYPES,
  REFERENCE_ATTESTER,
  SBOM_MEDIA_TYPES,
  type Digest,
  type PinnedImage,
} from '@promo/core'
import {
  attestImages,
  attestReference,
  type EvidenceFormat,
  type WritingPorts,
  type WrittenAttestation,
} from '@promo/evidence'
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
  /** What becomes of a larger one. `reference`: it is attached as it is, and where it lies and what it hashes to is attested. */
  readonly onTooLarge: 'reference' | 'fail'
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
  const found = (await Promise.all(request.images.map((image) => sbomsOf(image, request, source, ports)))).flat()
  if (request.onTooLarge === 'fail') found.forEach((sbom) => assertSize(sbom, request))
  const written: WrittenAttestation[] = []
  for (const sbom of bySbom(found)) written.push(...(await attestSbom(sbom, request, ports)))
  return written
}

function attestSbom(
  { format, bytes, images }: SharedSbom,
  { maxBytes, evidenceFormats: formats }: AttestSbomRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  if (bytes.byteLength > maxBytes) {
    const document = { bytes, mediaType: SBOM_MEDIA_TYPES[format] }
    return attestReference({ images, document, attester: REFERENCE_ATTESTER, formats }, ports)
  }
  const predicate = parseJson(bytes, { maxBytes, maxDepth: SBOM_DEPTH })
  return attestImages({ images, predicateType: PREDICATE_TYPES[format], predicate, formats }, ports)
}

function assertSize({ platform, bytes }: FoundSbom, { maxBytes: limit }: AttestSbomRequest): void {
  const size = bytes.byteLength
  if (size <= limit) return
  const message = `the SBOM of ${platform} has ${String(size)} bytes, the limit is ${String(limit)}`
  throw lineError('sbom-too-large', { platform, size, limit }, message)
}

interface SharedSbom {
  readonly format: SbomFormat
  readonly bytes: Uint8Array
  readonly images: readonly PinnedImage[]
}

/** Equal ones of many images, such as one file, are attested together. */
function bySbom(found: readonly FoundSbom[]): readonly SharedSbom[] {
  const equal = Map.groupBy(found, ({ format, bytes }) => `${format} ${digestOf(bytes)}`)
  return [...equal.values()].flatMap((group) => {
    const images = group.map(({ image }) => image)
    return group.slice(0, 1).map(({ format, bytes }) => ({ format, bytes, images }))
  })
}

interface FoundSbom {
  /** One platform. */
  readonly image: PinnedImage
  readonly platform: string
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
      return { image: pinImage(image.name, digest), platform, format, bytes }
    }),
  )
}
