import {
  reaches,
  SEVERITIES,
  type Finding,
  type ScanDecision,
  type ScanTool,
  type Severity,
  type SeverityCounts,
  type SuppressedFinding,
} from '@promo/core'

export interface ScanOptions {
  /** This severity or worse fails. */
  readonly failOn: Severity
  readonly ignoreUnfixed: boolean
}

export interface DecidedScan {
  /** Findings that count, worst first. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
  readonly counts: SeverityCounts
  readonly decision: ScanDecision
}

/** Decides a scan. Any tool that did not finish makes it `infrastructure`, whatever was found: unknown is not clean. */
export function decideScan(
  found: readonly Finding[],
  tools: readonly Pick<ScanTool, 'outcome' | 'complete'>[],
  options: ScanOptions,
): DecidedScan {
  const unique = worstOfEach(found)
  const ignored = unique.filter((finding) => options.ignoreUnfixed && isUnfixed(finding))
  const findings = unique.filter((finding) => !ignored.includes(finding)).sort(bySeverity)
  const failing = findings
    .filter(({ severity }) => reaches(severity, options.failOn))
    .map(({ fingerprint }) => fingerprint)
  const incomplete = tools.length === 0 || tools.some((tool) => !tool.complete || tool.outcome !== 'pass')
  return {
    findings,
    suppressed: ignored.map((finding) => ({
      finding,
      by: 'ignore-unfixed',
      reason: 'no version without it has been released',
    })),
    counts: countSeverities(findings),
    decision: {
      ...options,
      outcome: incomplete ? 'infrastructure' : failing.length > 0 ? 'findings' : 'pass',
      failing: [...new Set(failing)],
    },
  }
}

/** One finding for each target and fingerprint; where two say different things, the worse one that can be fixed. */
function worstOfEach(found: readonly Finding[]): readonly Finding[] {
  const bestFirst = [...found].sort((a, b) => Number(isUnfixed(b)) - Number(isUnfixed(a)) || bySeverity(b, a))
  return [...new Map(bestFirst.map((finding) => [`${finding.target} ${finding.fingerprint}`, finding])).values()]
}

export function countSeverities(findings: readonly Pick<Finding, 'severity'>[]): SeverityCounts {
  const count = (wanted: Severity): number => findings.filter(({ severity }) => severity === wanted).length
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as SeverityCounts
}

/** Only vulnerabilities can be unfixed; a secret or a misconfiguration has its fix at hand. */
function isUnfixed(finding: Finding): boolean {
  return finding.kind === 'vulnerability' && (finding.package?.fixed.length ?? 0) === 0
}

function bySeverity(a: Finding, b: Finding): number {
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity)
  return rank(a) - rank(b) || a.fingerprint.localeCompare(b.fingerprint)
}
