import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asPromoError, digestOf, hexOf, scanDocument, type Digest, type PinnedImage, type Scan } from '@promo/core'
import type { Sbom } from '@promo/scanners'
import { lineError } from './errors.ts'
import { SCAN_FILE } from './files.ts'
import type { Inspection } from './inspect.ts'

/* What scan-gate leaves in its artifact and seal reads: `scan.json` and `sboms/<hex of the platform's manifest>.<format>.json`. */

const SBOM_LIMIT = 64 * 1024 * 1024

/** Writes an inspection below the directory; gives the digest of `scan.json`. */
export async function writeInspection(
  directory: string,
  inspection: Inspection,
): Promise<{ readonly report: string; readonly digest: Digest; readonly sboms: readonly string[] }> {
  await mkdir(join(directory, 'sboms'), { recursive: true })
  const text = scanDocument.write(inspection.scan)
  const report = join(directory, SCAN_FILE)
  await writeFile(report, text)
  const sboms: string[] = []
  for (const { digest, format, bytes } of inspection.sboms) {
    const path = join(directory, sbomFile(digest, format))
    await writeFile(path, bytes)
    sboms.push(path)
  }
  return { report, digest: digestOf(text), sboms }
}

/** Reads the scan of exactly these bytes, wherever they lay when they were scanned; throws `evidence-file-missing`, `scan-of-other-image`, or what reading a document throws. */
export async function readScanFile(
  directory: string,
  image: Pick<PinnedImage, 'digest'>,
): Promise<{ readonly scan: Scan; readonly digest: Digest }> {
  const bytes = await readEvidenceFile(directory, SCAN_FILE)
  const scan = scanDocument.read(bytes)
  const others = scan.targets.filter((target) => target.imageDigest !== image.digest)
  if (scan.targets.length > 0 && others.length === 0) return { scan, digest: digestOf(bytes) }
  const found = others.map(({ imageDigest, path }) => imageDigest ?? path ?? 'nothing')
  throw lineError(
    'scan-of-other-image',
    { wanted: image.digest, found },
    `the scan is of ${found.join(', ') || 'nothing'}, not of ${image.digest}`,
  )
}

/** Reads the SBOM of one platform, undefined when there is none in this format. */
export async function readSbomFile(
  directory: string,
  digest: Digest,
  format: Sbom['format'],
): Promise<Uint8Array | undefined> {
  try {
    return await readEvidenceFile(directory, sbomFile(digest, format))
  } catch (error) {
    if (asPromoError(error).code === 'evidence-file-missing') return undefined
    throw error
  }
}

/** Reads one file of a downloaded artifact; throws `evidence-file-missing`, `evidence-file-too-large`. */
export async function readEvidenceFile(directory: string, file: string): Promise<Uint8Array> {
  const path = join(directory, file)
  const { size } = await stat(path).catch((cause: unknown) => {
    throw lineError('evidence-file-missing', { file }, `the artifact holds no ${file}`, { cause })
  })
  if (size <= SBOM_LIMIT) return readFile(path)
  throw lineError(
    'evidence-file-too-large',
    { file, size, limit: SBOM_LIMIT },
    `${file} has ${size} bytes, the limit is ${SBOM_LIMIT}`,
  )
}

function sbomFile(digest: Digest, format: Sbom['format']): string {
  return `sboms/${hexOf(digest)}.${format}.json`
}
