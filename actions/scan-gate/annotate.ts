import type { Finding, Scan } from '@promo/core'
import type { Runner } from '@promo/runner'

/** Annotates the findings that fail the scan where they are, and each scanner that did not finish. */
export function annotateFindings(scan: Scan, runner: Runner): void {
  for (const tool of scan.tools.filter(({ complete }) => !complete)) {
    runner.annotate('error', `${tool.name} did not finish: ${tool.error?.message ?? 'no reason given'}`)
  }
  const failing = scan.findings.filter(({ fingerprint }) => scan.decision.failing.includes(fingerprint))
  for (const finding of failing) runner.annotate('error', describe(finding), placeOf(finding))
}

function describe({ ruleId, title, package: found }: Finding): string {
  if (found === undefined) return `${ruleId}: ${title}`
  const fix = found.fixed.length === 0 ? 'no fixed version' : `fixed in ${found.fixed.join(', ')}`
  return `${ruleId} in ${found.name} ${found.installed} (${fix}): ${title}`
}

function placeOf({ location }: Finding): Parameters<Runner['annotate']>[2] {
  if (location?.path === undefined) return undefined
  const { path: file, startLine, endLine } = location
  return { file, ...(startLine === undefined ? {} : { startLine }), ...(endLine === undefined ? {} : { endLine }) }
}
