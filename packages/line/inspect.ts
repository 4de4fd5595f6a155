import {
  scanDocument,
  type Finding,
  type Scan,
  type ScanTarget,
  type ScanTool,
  type SuppressedFinding,
} from '@promo/core'
import { decideScan, type ScanOptions } from '@promo/policy'
import type { Sbom, Scanned, ScannerName, Scanners, ScanSubject } from '@promo/scanners'
import pLimit from 'p-limit'
import { exportPlatforms, type BytesPorts, type ImageTarget, type InspectedImage } from './image-bytes.ts'

type ImageSubject = ImageTarget['subject']

export interface InspectRequest {
  readonly scanners: readonly ScannerName[]
  readonly sboms: readonly Sbom['format'][]
  readonly options: ScanOptions
}

export interface InspectPorts extends BytesPorts {
  readonly scanners: Scanners
}

/** An SBOM of one platform, named by the digest of its manifest. */
export interface PlatformSbom extends Sbom {
  readonly digest: ImageSubject['digest']
  readonly platform: string
}

export interface Inspection {
  readonly scan: Scan
  readonly sboms: readonly PlatformSbom[]
}

/** Scanners cost processor time, not waiting: two at once fill the runners that exist. */
const SCANS_AT_ONCE = 2

/**
 * Scans images by digest, every platform of each, from layouts that were exported and hashed here, out of a registry or a
 * layout: no scanner ever talks to a registry. A scanner that fails makes the scan `infrastructure`. A second run scans again and decides the same.
 */
export async function inspectImages(
  images: readonly InspectedImage[],
  request: InspectRequest,
  ports: InspectPorts,
): Promise<Inspection> {
  const subjects = (await Promise.all(images.map((image) => exportPlatforms(image, ports)))).flat()
  const scanned = await scanAll(subjects, request.scanners, ports)
  const limit = pLimit(SCANS_AT_ONCE)
  const sboms = await Promise.all(
    subjects.map(({ subject }) =>
      limit(() => (request.sboms.length === 0 ? Promise.resolve([]) : makeSboms(subject, request.sboms, ports))),
    ),
  )
  return {
    scan: decide(
      subjects.map(({ target }) => target),
      scanned,
      request.options,
    ),
    sboms: sboms.flat(),
  }
}

/** Scans a directory: secrets over its whole history, dependencies, configuration. */
export async function inspectSource(
  path: string,
  shown: string,
  request: InspectRequest,
  ports: Omit<InspectPorts, 'registry' | 'directory'>,
): Promise<Inspection> {
  const target: ScanTarget = { kind: 'path', path: shown, tagsAtScan: [] }
  const scanned = await scanAll([{ target, subject: { kind: 'source', path } }], request.scanners, ports)
  return { scan: decide([target], scanned, request.options), sboms: [] }
}

/** Decides over reports of one target that were made elsewhere, as if the tools had run here. */
export function decideReports(reports: readonly Scanned[], shown: string, options: ScanOptions): Scan {
  const target: ScanTarget = { kind: 'path', path: shown, tagsAtScan: [] }
  return decide(
    [target],
    reports.map((report) => ({ ...report, target: 0 })),
    options,
  )
}

interface Subject {
  readonly target: ScanTarget
  readonly subject: ScanSubject
}

async function scanAll(
  subjects: readonly Subject[],
  scanners: readonly ScannerName[],
  ports: Pick<InspectPorts, 'scanners' | 'log'>,
): Promise<readonly (Scanned & { readonly target: number })[]> {
  const limit = pLimit(SCANS_AT_ONCE)
  const jobs = subjects.flatMap(({ subject }, target) => scanners.map((scanner) => ({ subject, target, scanner })))
  return Promise.all(
    jobs.map(({ subject, target, scanner }) =>
      limit(async () => {
        const scanned = await ports.scanners.scan(scanner, subject)
        ports.log(`${scanner}: ${String(scanned.findings.length)} findings, ${scanned.tool.outcome}`)
        return { ...scanned, target }
      }),
    ),
  )
}

async function makeSboms(
  subject: ImageSubject,
  formats: readonly Sbom['format'][],
  ports: InspectPorts,
): Promise<readonly PlatformSbom[]> {
  const { sboms } = await ports.scanners.sbom(subject, formats)
  return sboms.map((sbom) => ({ ...sbom, digest: subject.digest, platform: subject.platform }))
}

function decide(
  targets: readonly ScanTarget[],
  scanned: readonly (Scanned & { readonly target: number })[],
  options: ScanOptions,
): Scan {
  const tools: readonly ScanTool[] = scanned.map(({ tool, target }) => ({ ...tool, target }))
  const findings: readonly Finding[] = scanned.flatMap(({ findings: found, target }) =>
    found.map((finding) => ({ ...finding, target })),
  )
  const inline: readonly SuppressedFinding[] = scanned.flatMap(({ suppressed = [], target }) =>
    suppressed.map(({ finding, reason }) => ({ finding: { ...finding, target }, by: 'inline', reason })),
  )
  const decided = decideScan(findings, tools, options)
  return scanDocument.create({
    targets: [...targets],
    tools: [...tools],
    findings: [...decided.findings],
    suppressed: [...inline, ...decided.suppressed],
    counts: decided.counts,
    decision: decided.decision,
  })
}
