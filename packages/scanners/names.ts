/** Scanners by the names the `scanners` input takes. */
export const SCANNER_NAMES = ['gitleaks', 'trivy', 'grype'] as const
export type ScannerName = (typeof SCANNER_NAMES)[number]

export const SBOM_FORMATS = ['spdx', 'cyclonedx'] as const
export type SbomFormat = (typeof SBOM_FORMATS)[number]

/** Every program this package runs: the scanners, and the generator of SBOMs. */
export type ToolName = ScannerName | 'syft'
