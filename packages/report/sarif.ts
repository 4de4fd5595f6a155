import { SEVERITIES, type Finding, type Scan, type Severity, type SuppressedFinding } from '@promo/core'
import { visible } from './escape.ts'
import { locationsOf, type SarifLocation } from './sarif-location.ts'

/** The parts of SARIF 2.1.0 (OASIS) that GitHub code scanning reads (docs.github.com, "SARIF support for code scanning"). */
export interface SarifLog {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: readonly SarifRun[]
}

interface SarifRun {
  readonly tool: { readonly driver: SarifDriver }
  readonly automationDetails: { readonly id: string }
  readonly invocations: readonly [{ readonly executionSuccessful: boolean }]
  readonly results: readonly SarifResult[]
}

interface SarifDriver {
  readonly name: string
  readonly semanticVersion?: string
  readonly version: string
  readonly rules: readonly SarifRule[]
}

interface SarifRule {
  readonly id: string
  readonly shortDescription: { readonly text: string }
  readonly helpUri?: string
  readonly defaultConfiguration: { readonly level: Level }
  readonly properties: { readonly 'security-severity': string; readonly tags: readonly string[] }
}

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: Level
  readonly message: { readonly text: string }
  readonly locations: readonly SarifLocation[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly {
    readonly kind: 'external' | 'inSource'
    readonly status: 'accepted'
    readonly justification: string
  }[]
}

type Level = 'error' | 'warning' | 'note'

/** GitHub takes at most this many results and rules of a run, and runs of a file. */
const RESULT_LIMIT = 25_000
const RUN_LIMIT = 20

/** GitHub reads a CVSS score: above 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low. Unknown counts as high. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  negligible: '0.1',
  unknown: '7.0',
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  unknown: 'error',
  medium: 'warning',
  low: 'note',
  negligible: 'note',
}

/** A scan as SARIF: one run for each tool, suppressed findings with their reason, stable fingerprints. */
export function toSarif(scan: Scan): SarifLog {
  const names = [...new Set(scan.tools.map(({ name }) => name))].slice(0, RUN_LIMIT)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: names.map((name) => toRun(scan, name)),
  }
}

function toRun(scan: Scan, name: string): SarifRun {
  const open = scan.findings.filter(({ tool }) => tool === name).map((finding) => ({ finding, suppressed: undefined }))
  const closed = scan.suppressed
    .filter(({ finding }) => finding.tool === name)
    .map((suppressed) => ({ finding: suppressed.finding, suppressed }))
  const entries = [...open.toSorted(worstFirst), ...closed.toSorted(worstFirst)].slice(0, RESULT_LIMIT)
  const rules = rulesOf(entries.map(({ finding }) => finding))
  const index = new Map(rules.map(({ id }, position) => [id, position]))
  const tools = scan.tools.filter((tool) => tool.name === name)
  return {
    tool: { driver: { name: visible(name), version: visible(tools[0]?.version ?? ''), rules } },
    automationDetails: { id: `promo/${visible(name)}/` },
    invocations: [{ executionSuccessful: tools.every(({ complete }) => complete) }],
    results: entries.map(({ finding, suppressed }) =>
      toResult(scan, finding, suppressed, index.get(ruleId(finding)) ?? 0),
    ),
  }
}

/** A rule's severity is the worst that any of its findings has. */
function rulesOf(findings: readonly Finding[]): readonly SarifRule[] {
  const worst = new Map<string, Finding>()
  for (const finding of findings) {
    const known = worst.get(ruleId(finding))
    if (known === undefined || rank(finding.severity) < rank(known.severity)) worst.set(ruleId(finding), finding)
  }
  return [...worst.values()].map((finding) => ({
    id: ruleId(finding),
    shortDescription: { text: visible(finding.title) || ruleId(finding) },
    ...(finding.url !== undefined && URL.parse(finding.url)?.protocol === 'https:' ? { helpUri: finding.url } : {}),
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: { 'security-severity': SECURITY_SEVERITY[finding.severity], tags: ['security', finding.kind] },
  }))
}

function toResult(
  scan: Scan,
  finding: Finding,
  suppressed: SuppressedFinding | undefined,
  ruleIndex: number,
): SarifResult {
  return {
    ruleId: ruleId(finding),
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: messageOf(finding) },
    locations: locationsOf(finding, scan.targets[finding.target]),
    partialFingerprints: { 'promoFinding/v1': finding.fingerprint },
    ...(suppressed === undefined ? {} : { suppressions: [suppressionOf(suppressed)] }),
  }
}

function suppressionOf({ by, reason }: SuppressedFinding): NonNullable<SarifResult['suppressions']>[number] {
  return {
    kind: by === 'inline' ? 'inSource' : 'external',
    status: 'accepted',
    justification: visible(`${by}: ${reason}`),
  }
}

/** Brackets would start an embedded link (SARIF 2.1.0, 3.11.6). */
function messageOf({ title, package: found, severity }: Finding): string {
  const fixed = found === undefined || found.fixed.length === 0 ? '' : `, fixed in ${found.fixed.join(', ')}`
  const where = found === undefined ? '' : ` in ${found.name} ${found.installed}${fixed}`
  return visible(`${severity}: ${title}${where}`).replaceAll(/[[\]\\]/g, '\\$&')
}

function ruleId(finding: Finding): string {
  return visible(finding.ruleId) || 'unnamed'
}

function worstFirst(a: { readonly finding: Finding }, b: { readonly finding: Finding }): number {
  return rank(a.finding.severity) - rank(b.finding.severity)
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity)
}
