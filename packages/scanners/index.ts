export { createScanners } from './create-scanners.ts'
export { createToolLocator, type LocatedTool, type ToolLocator, type ToolSource } from './locate/locate.ts'
export {
  SBOM_FORMATS,
  SBOM_GENERATORS,
  SCANNER_NAMES,
  SOURCE_SCANNERS,
  type SbomFormat,
  type SbomGenerator,
  type ScannerName,
  type ToolName,
} from './names.ts'
export { readReport, REPORT_TOOLS, type ReportTool } from './read-report.ts'
export { summarizeSbom } from './sbom-summary.ts'
export type {
  FoundFinding,
  FoundSuppressed,
  ImageSubject,
  Sbom,
  SbomResult,
  SbomSummary,
  Scanned,
  ScannerOptions,
  ScannerPorts,
  Scanners,
  ScanSubject,
} from './scanners.ts'
