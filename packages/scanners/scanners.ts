import type { Clock, Digest, Finding, ScanTool } from '@promo/core'
import type { HttpClient } from '@promo/http'
import type { RunProgram } from '@promo/process'
import type { SbomFormat, SbomGenerator, ScannerName } from './names.ts'

export type ScanSubject =
  | {
      readonly kind: 'source'
      /** Absolute directory. */
      readonly path: string
    }
  | ImageSubject

export interface ImageSubject {
  readonly kind: 'image'
  /** Absolute directory of an OCI layout that holds this platform alone. */
  readonly layout: string
  readonly platform: string
  /** Of the platform's manifest. */
  readonly digest: Digest
  /** Name of the image in an SBOM: a repository, or the path of a layout without one. */
  readonly image: string
}

/** What one tool said of one subject, in the shapes of the scan document. */
export interface Scanned {
  readonly tool: Omit<ScanTool, 'target'>
  readonly findings: readonly FoundFinding[]
  /** What comments in the scanned files took out of the tool's findings. */
  readonly suppressed?: readonly FoundSuppressed[]
}

/** A finding before it is known which target of a document it belongs to. */
export type FoundFinding = Omit<Finding, 'target'>

export interface FoundSuppressed {
  readonly finding: FoundFinding
  /** As the comment gives it, in one line. */
  readonly reason: string
}

export interface SbomSummary {
  readonly packages: number
  /** SPDX identifiers or expressions, and how many packages declare them; `NOASSERTION` for those that declare none. */
  readonly licenses: Readonly<Record<string, number>>
}

export interface Sbom extends SbomSummary {
  readonly format: SbomFormat
  readonly bytes: Uint8Array
}

export interface SbomResult {
  readonly tool: Omit<ScanTool, 'target'>
  readonly sboms: readonly Sbom[]
}

export interface Scanners {
  /** Never rejects: what fails is a result with outcome `infrastructure`, `complete: false` and a code of this package or below. */
  scan(scanner: ScannerName, subject: ScanSubject): Promise<Scanned>
  /** Makes the SBOMs of one platform in one run, by syft unless another is named; the same image gives the same bytes. Throws this package's codes. */
  sbom(subject: ImageSubject, formats: readonly SbomFormat[], generator?: SbomGenerator): Promise<SbomResult>
}

export interface ScannerOptions {
  /** Directory with `<tool>@<version>/<tool>`, looked at before PATH. */
  readonly toolDirectory?: string | undefined
  /** Keeps downloaded tools and databases. */
  readonly cacheDirectory: string
  /** OCI references of Trivy's database, tried in order; empty: the vendor's. */
  readonly databases: readonly string[]
  /** Where grype asks for its database; default: the vendor's. */
  readonly grypeDatabase?: string | undefined
  readonly maxDatabaseAgeMs: number
  /** Use the databases in the cache as they are. */
  readonly offline: boolean
  /** For one run of one tool. */
  readonly timeoutMs: number
}

export interface ScannerPorts {
  readonly run: RunProgram
  readonly http: HttpClient
  readonly clock: Clock
  /** An absolute directory that belongs to this process. */
  readonly temp: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: (line: string) => void
  readonly signal?: AbortSignal | undefined
}
