import { formatTime, isDigest, type Finding } from '@promo/core'
import * as z from 'zod/mini'
import { byCodeUnits, clean, cleanTitle, FINDING_LIMIT, type ReadFinding } from '../finding.ts'
import { parseReport, tooLarge } from '../report.ts'
import type { DatabaseAge } from './adapter.ts'
import { locationAt, optional, readSeverity } from './fields.ts'
import { readTime } from './time.ts'

const text = z.optional(z.nullable(z.string()))

const match = z.object({
  vulnerability: z.object({
    id: z.string(),
    severity: text,
    description: text,
    dataSource: text,
    fix: z.optional(z.nullable(z.object({ versions: z.optional(z.nullable(z.array(z.string()))), state: text }))),
  }),
  relatedVulnerabilities: z.optional(z.nullable(z.array(z.object({ id: z.string() })))),
  artifact: z.object({
    name: z.string(),
    version: text,
    type: text,
    purl: text,
    locations: z.optional(z.nullable(z.array(z.object({ path: text, layerID: text })))),
  }),
})

/** grype's JSON (grype/presenter/models/document.go). */
const report = z.object({
  matches: z.nullable(z.array(match)),
  source: z.object({ target: z.unknown() }),
  descriptor: z.object({ db: z.object({ status: z.object({ schemaVersion: z.string(), built: z.string() }) }) }),
})

const imageTarget = z.object({ manifestDigest: z.string() })

type Match = z.infer<typeof match>

export interface GrypeReport {
  readonly findings: readonly ReadFinding[]
  readonly database: DatabaseAge
  /** Of the image that was scanned. */
  readonly manifestDigest: string | undefined
}

export function readGrypeReport(bytes: Uint8Array): GrypeReport {
  const { matches, source, descriptor } = parseReport('grype', bytes, report)
  const { schemaVersion, built } = descriptor.db.status
  if (matches !== null && matches.length > FINDING_LIMIT) throw tooLarge('grype', `${String(matches.length)} findings`)
  const target = imageTarget.safeParse(source.target)
  return {
    findings: (matches ?? []).map(findingOf),
    database: { version: clean(schemaVersion), updatedAt: formatTime(readTime(built, 'grype')) },
    manifestDigest: target.success ? target.data.manifestDigest : undefined,
  }
}

function findingOf({ vulnerability, relatedVulnerabilities, artifact }: Match): ReadFinding {
  const [ruleId, ...aliases] = identifiers([vulnerability.id, ...(relatedVulnerabilities ?? []).map(({ id }) => id)])
  const place = artifact.locations?.[0]
  return {
    tool: 'grype',
    ruleId,
    aliases,
    kind: 'vulnerability',
    severity: readSeverity(vulnerability.severity),
    title: cleanTitle(vulnerability.description ?? vulnerability.id),
    package: packageOf(artifact, vulnerability.fix?.versions, place?.path),
    ...locationAt(place?.path),
    status: statusOf(vulnerability.fix?.state),
    ...(isDigest(place?.layerID) ? { layer: place.layerID } : {}),
    ...optional('url', vulnerability.dataSource),
  }
}

function packageOf(
  { name, version, purl, type }: Match['artifact'],
  fixed: readonly string[] | null | undefined,
  path: string | null | undefined,
): NonNullable<ReadFinding['package']> {
  return {
    name: clean(name),
    installed: clean(version ?? ''),
    fixed: (fixed ?? []).map((each) => clean(each)),
    ...optional('purl', purl),
    ...optional('ecosystem', type),
    ...locationAt(path).location,
  }
}

/** The CVE first: exceptions and other scanners name a vulnerability by it, grype by its source's own id. */
function identifiers(ids: readonly string[]): [string, ...string[]] {
  const [own = '', ...others] = [...new Set(ids.map((id) => clean(id)))]
  if (own.startsWith('CVE-')) return [own, ...others.sort(byCodeUnits)]
  const cve = others.filter((id) => id.startsWith('CVE-')).sort(byCodeUnits)[0]
  if (cve === undefined) return [own, ...others.sort(byCodeUnits)]
  return [cve, ...[own, ...others].filter((id) => id !== cve).sort(byCodeUnits)]
}

const STATUSES: Readonly<Record<string, Finding['status']>> = {
  fixed: 'fixed',
  'not-fixed': 'affected',
  'wont-fix': 'will_not_fix',
}

function statusOf(state: string | null | undefined): Finding['status'] {
  return STATUSES[state ?? ''] ?? 'unknown'
}
