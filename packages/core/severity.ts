/** Severities of findings, worst first. `unknown` counts as `high` wherever a threshold is applied: unknown is not clean. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const

export type Severity = (typeof SEVERITIES)[number]

const RANK: Readonly<Record<Severity, number>> = { critical: 5, high: 4, unknown: 4, medium: 3, low: 2, negligible: 1 }

export function isSeverity(text: unknown): text is Severity {
  return SEVERITIES.some((severity) => severity === text)
}

/** True when the severity is the threshold or worse. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return RANK[severity] >= RANK[threshold]
}
