import { formatImage, pinImage, SEVERITIES, type Finding, type Scan, type ScanTarget, type ScanTool } from '@promo/core'
import { blocks, code, details, heading, joined, link, md, table, type Content, type Markdown } from './markdown.ts'
import { prose } from './prose.ts'
import { minute, plural, shortDigest } from './wording.ts'

/** The summary of a scan: what was decided, the findings that decided it, and what to do about them. */
export function scanSummary(scan: Scan): string {
  const failing = failingFindings(scan)
  const wanted = new Set(scan.decision.failing)
  const others = scan.findings.filter(({ fingerprint }) => !wanted.has(fingerprint))
  return String(
    blocks(
      heading(3, headline(scan, failing.length)),
      counts(scan),
      findingTable(scan, failing),
      nextSteps(scan, failing),
      others.length === 0
        ? md``
        : details(`${plural(others.length, 'finding')} below the threshold`, findingTable(scan, others)),
      suppressed(scan),
      details(
        `${plural(scan.targets.length, 'target')}, ${plural(scan.tools.length, 'tool run')}`,
        blocks(targets(scan), tools(scan)),
      ),
    ),
  )
}

/** The findings that failed the scan, worst first. */
export function failingFindings(scan: Scan): readonly Finding[] {
  const wanted = new Set(scan.decision.failing)
  return scan.findings
    .filter(({ fingerprint }) => wanted.has(fingerprint))
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

function headline(scan: Scan, failing: number): string {
  const { outcome, failOn } = scan.decision
  if (outcome === 'pass') return `Scan passed: nothing at ${failOn} or worse`
  if (outcome === 'findings') return `Scan refused: ${plural(failing, 'finding')} at ${failOn} or worse`
  const broken = scan.tools.filter(isBroken).map(({ name }) => name)
  return `Scan not decided: ${broken.length === 0 ? 'it is incomplete' : `${[...new Set(broken)].join(', ')} did not finish`}`
}

function counts(scan: Scan): Markdown {
  const row = SEVERITIES.map((severity) => (scan.counts[severity] === 0 ? '0' : md`**${scan.counts[severity]}**`))
  return table([...SEVERITIES, 'suppressed'], [[...row, String(scan.suppressed.length)]])
}

function findingTable(scan: Scan, findings: readonly Finding[]): Markdown {
  return table(
    ['Severity', 'Finding', 'In', 'Fixed by', 'Target', 'What'],
    findings.map((finding) => [
      finding.severity,
      finding.url === undefined ? code(finding.ruleId) : link(code(finding.ruleId), finding.url),
      subject(finding),
      finding.package === undefined || finding.package.fixed.length === 0
        ? ''
        : joined(finding.package.fixed.map(code)),
      targetName(scan.targets[finding.target]),
      finding.title,
    ]),
  )
}

function subject({ package: found, location }: Finding): Content {
  if (found !== undefined) return code(`${found.name} ${found.installed}`)
  if (location?.path === undefined) return location?.resource === undefined ? '' : code(location.resource)
  return code(location.startLine === undefined ? location.path : `${location.path}:${location.startLine}`)
}

function nextSteps(scan: Scan, failing: readonly Finding[]): Markdown {
  if (scan.decision.outcome === 'pass') return md``
  if (scan.decision.outcome !== 'findings') {
    return md`**What to do:** run the job again; a scan that is not complete is never a pass. The tools below say what failed.`
  }
  const fixable = failing.filter((finding) => (finding.package?.fixed.length ?? 0) > 0).length
  const advice =
    fixable > 0
      ? `${fixable} of ${failing.length} have a fix: update the packages or the base image and build again.`
      : 'None has a fixed version yet: remove the package, change the base image, or fix the place named above.'
  return md`**What to do:** ${advice} A finding that must be accepted needs an entry with reason, owner and expiry in the exceptions file of the base branch.`
}

function suppressed(scan: Scan): Markdown {
  if (scan.suppressed.length === 0) return md``
  const rows = scan.suppressed.map(({ finding, by, reason, expires }) => [
    finding.severity,
    code(finding.ruleId),
    subject(finding),
    by,
    expires === undefined ? 'never' : minute(expires),
    reason,
  ])
  const body = table(['Severity', 'Finding', 'In', 'Suppressed by', 'Until', 'Reason'], rows)
  return details(plural(scan.suppressed.length, 'suppressed finding'), body)
}

function targets(scan: Scan): Markdown {
  const rows = scan.targets.map((target) => [
    targetName(target),
    target.platform ?? '',
    target.digest === undefined ? '' : shortDigest(target.digest),
  ])
  return table(['Target', 'Platform', 'Digest'], rows)
}

function tools(scan: Scan): Markdown {
  const rows = scan.tools.map((tool) => [
    `${tool.name} ${tool.version}`,
    targetName(scan.targets[tool.target]),
    tool.database === undefined ? '' : minute(tool.database.updatedAt),
    tool.complete ? tool.outcome : `${tool.outcome}, incomplete`,
    tool.error === undefined ? '' : md`${code(tool.error.code)} ${prose(tool.error.message)}`,
  ])
  return table(['Tool', 'Target', 'Database of', 'Outcome', 'Error'], rows)
}

function targetName(target: ScanTarget | undefined): Content {
  if (target === undefined) return ''
  if (target.image === undefined) return code(target.path ?? '.')
  const digest = target.imageDigest ?? target.digest
  return code(
    digest === undefined
      ? target.image
      : formatImage(pinImage(target.image, digest)).replace(/(@sha256:[0-9a-f]{12}).*/, '$1'),
  )
}

function isBroken(tool: ScanTool): boolean {
  return !tool.complete || tool.outcome === 'infrastructure' || tool.outcome === 'configuration'
}
