import { notBuilt } from '@promo/connections'
import {
  parseImageName,
  parsePinnedImage,
  type ImageName,
  type Milliseconds,
  type PinnedImage,
  type Severity,
} from '@promo/core'
import {
  artifactInput,
  durationInput,
  fromArtifactInput,
  parsePath,
  parseSeverity,
  registryInput,
  tokenInput,
  type FromArtifact,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { parseDatabase, parseUrl } from './databases.ts'
import { SBOM_FORMATS, SCANNER_NAMES, type SbomFormat, type ScannerName } from '@promo/scanners'

export const outputNames = [
  'counts',
  'report',
  'sarif',
  'predicates',
  'sboms',
  'suppressed',
  'database-updated-at',
  'artifact-digest',
] as const

export interface ScanGateRequest {
  /** Empty: the directory is scanned. */
  readonly images: readonly PinnedImage[]
  /** Repository that holds the bytes instead, until they passed. */
  readonly quarantine: ImageName | undefined
  /** OCI layout that holds the bytes of the one image. */
  readonly layout: string | undefined
  readonly path: string
  /** Empty: the default of what is scanned. */
  readonly scanners: readonly ScannerName[]
  readonly failOn: Severity
  readonly reportOn: Severity
  readonly ignoreUnfixed: boolean
  readonly sboms: readonly SbomFormat[]
  readonly maxDatabaseAgeMs: Milliseconds
  readonly databases: readonly string[]
  readonly grypeDatabase: string | undefined
  readonly offline: boolean
  readonly timeoutMs: Milliseconds
  readonly toolDirectory: string | undefined
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
  /** Artifact that holds the layout. */
  readonly from: FromArtifact | undefined
}

export function readRequest(input: InputReader): ScanGateRequest {
  return input.request({
    images: input.list('images', parsePinnedImage),
    path: input.withDefault('path', '.', parsePath),
    scanners: input.choices('scanners', SCANNER_NAMES, []),
    failOn: input.withDefault('fail-on', 'high', parseSeverity),
    reportOn: input.withDefault('report-on', 'negligible', parseSeverity),
    ignoreUnfixed: input.flag('ignore-unfixed', false),
    sboms: input.choices('sbom', SBOM_FORMATS, []),
    maxDatabaseAgeMs: durationInput(input, 'max-database-age', '72h'),
    databases: input.list('database', parseDatabase),
    grypeDatabase: input.optional('grype-database', parseUrl),
    offline: input.flag('offline', false),
    timeoutMs: durationInput(input, 'timeout', '15m'),
    toolDirectory: input.optional('tool-directory', parsePath),
    registry: registryInput(input),
    artifact: artifactInput(input),
    token: tokenInput(input),
    from: fromArtifactInput(input),
    layout: input.optional('layout', parsePath),
    quarantine: input.optional('quarantine', parseImageName),
    exceptions: notBuilt(input, 'exceptions'),
    vex: notBuilt(input, 'vex'),
    baseline: notBuilt(input, 'baseline'),
    platforms: notBuilt(input, 'platforms', 'all'),
    uploadSarif: notBuilt(input, 'upload-sarif', 'false'),
  })
}
