import { isDigest, type Finding } from '@promo/core'
import * as z from 'zod/mini'
import { scannerError } from '../errors.ts'
import { byCodeUnits, clean, cleanPath, cleanTitle, FINDING_LIMIT, type ReadFinding } from '../finding.ts'
import { parseReport, tooLarge } from '../report.ts'
import { locationAt, optional, readSeverity } from './fields.ts'

const text = z.optional(z.nullable(z.string()))
const line = z.optional(z.nullable(z.int().check(z.nonnegative())))

const vulnerability = z.object({
  VulnerabilityID: z.string(),
  VendorIDs: z.optional(z.nullable(z.array(z.string()))),
  PkgName: z.string(),
  PkgPath: text,
  PkgIdentifier: z.optional(z.nullable(z.object({ PURL: text }))),
  InstalledVersion: text,
  FixedVersion: text,
  Status: text,
  Severity: text,
  Title: text,
  PrimaryURL: text,
  Layer: z.optional(z.nullable(z.object({ Digest: text, DiffID: text }))),
})

const misconfiguration = z.object({
  ID: z.string(),
  AVDID: text,
  Title: text,
  Severity: text,
  Status: text,
  PrimaryURL: text,
  CauseMetadata: z.optional(z.nullable(z.object({ Resource: text, StartLine: line, EndLine: line }))),
})

const result = z.object({
  Target: z.string(),
  Class: text,
  Type: text,
  Vulnerabilities: z.optional(z.nullable(z.array(vulnerability))),
  Misconfigurations: z.optional(z.nullable(z.array(misconfiguration))),
})

/** Trivy's JSON, schema version 2 (pkg/types/report.go). Secrets it may have found are not read. */
const report = z.object({
  SchemaVersion: z.literal(2),
  Metadata: z.optional(z.nullable(z.object({ ImageID: text }))),
  Results: z.optional(z.nullable(z.array(result))),
})

type Result = z.infer<typeof result>
type Vulnerability = z.infer<typeof vulnerability>

export interface TrivyReport {
  readonly findings: readonly ReadFinding[]
  /** Digest of the configuration of the image that was scanned. */
  readonly imageId: string | undefined
}

/** Throws `nothing-scanned` when Trivy recognised nothing, besides what reading a report throws. */
export function readTrivyReport(bytes: Uint8Array): TrivyReport {
  const { Results: results, Metadata: metadata } = parseReport('trivy', bytes, report)
  if (results === undefined || results === null || results.length === 0)
    throw scannerError('nothing-scanned', { tool: 'trivy' }, 'trivy recognised nothing to scan')
  const findings = results.flatMap((each) => [...vulnerabilitiesOf(each), ...misconfigurationsOf(each)])
  if (findings.length > FINDING_LIMIT) throw tooLarge('trivy', `${String(findings.length)} findings`)
  return { findings, imageId: metadata?.ImageID ?? undefined }
}

function vulnerabilitiesOf({ Vulnerabilities, Class, Type, Target }: Result): readonly ReadFinding[] {
  return (Vulnerabilities ?? []).map((found) => {
    // The target of system packages is the image itself, by the path it had here.
    const path = found.PkgPath ?? (Class === 'lang-pkgs' ? Target : undefined)
    return {
      tool: 'trivy',
      ruleId: clean(found.VulnerabilityID),
      aliases: (found.VendorIDs ?? []).map((id) => clean(id)).sort(byCodeUnits),
      kind: 'vulnerability',
      severity: readSeverity(found.Severity),
      title: cleanTitle(found.Title ?? found.VulnerabilityID),
      package: packageOf(found, Type, path),
      ...locationAt(path),
      status: statusOf(found.Status),
      ...(isDigest(found.Layer?.Digest) ? { layer: found.Layer.Digest } : {}),
      ...optional('url', found.PrimaryURL),
    }
  })
}

function packageOf(
  { PkgName, InstalledVersion, FixedVersion, PkgIdentifier }: Vulnerability,
  type: string | null | undefined,
  path: string | undefined,
): NonNullable<ReadFinding['package']> {
  return {
    name: clean(PkgName),
    installed: clean(InstalledVersion ?? ''),
    fixed: versions(FixedVersion),
    ...optional('purl', PkgIdentifier?.PURL),
    ...optional('ecosystem', type),
    ...locationAt(path).location,
  }
}

function misconfigurationsOf({ Misconfigurations, Target }: Result): readonly ReadFinding[] {
  const failed = (Misconfigurations ?? []).filter(({ Status }) => Status !== 'PASS')
  return failed.map(({ ID, AVDID, Title, Severity, PrimaryURL, CauseMetadata: cause }) => ({
    tool: 'trivy',
    ruleId: clean(ID),
    aliases: AVDID === undefined || AVDID === null || AVDID === '' ? [] : [clean(AVDID)],
    kind: 'misconfiguration',
    severity: readSeverity(Severity),
    title: cleanTitle(Title ?? ID),
    location: {
      path: cleanPath(Target),
      ...lines(cause?.StartLine, cause?.EndLine),
      ...optional('resource', cause?.Resource),
    },
    status: 'affected',
    ...optional('url', PrimaryURL),
  }))
}

/** Trivy joins the versions of several release lines by commas. */
function versions(list: string | null | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((version) => clean(version))
    .filter((version) => version !== '')
}

const STATUSES: readonly Finding['status'][] = [
  'affected',
  'fixed',
  'will_not_fix',
  'fix_deferred',
  'end_of_life',
  'under_investigation',
  'not_affected',
]

function statusOf(status: string | null | undefined): Finding['status'] {
  return STATUSES.find((known) => known === status) ?? 'unknown'
}

/** Lines count from 1; Trivy writes 0 for none. */
function lines(
  start: number | null | undefined,
  end: number | null | undefined,
): { startLine?: number; endLine?: number } {
  if (start === undefined || start === null || start === 0) return {}
  return { startLine: start, ...(end === undefined || end === null || end < start ? {} : { endLine: end }) }
}
