/** Scanners by the names the `scanners` input takes. */
export const SCANNER_NAMES = ['gitleaks', 'checkov', 'trivy', 'grype'] as const
export type ScannerName = (typeof SCANNER_NAMES)[number]

/** What scans a directory when nothing is chosen. */
export const SOURCE_SCANNERS = ['gitleaks', 'trivy'] as const satisfies readonly ScannerName[]

export const SBOM_FORMATS = ['spdx', 'cyclonedx'] as const
export type SbomFormat = (typeof SBOM_FORMATS)[number]

/** What makes SBOMs, by the names the `generator` input takes. */
export const SBOM_GENERATORS = ['syft', 'trivy'] as const
export type SbomGenerator = (typeof SBOM_GENERATORS)[number]

/** Every program this package runs: the scanners, and the generator of SBOMs. */
export type ToolName = ScannerName | 'syft'
