import { digestOf, parseImageName, pinImage, scanDocument, type Finding, type Scan, type ScanTool } from '@promo/core'
import { decideScan } from '@promo/policy'

export const IMAGE = pinImage(parseImageName('ghcr.io/your-org/catalog'), digestOf('index'))
export const PLATFORM = digestOf('amd64')

export const TOOL: ScanTool = {
  name: 'trivy',
  version: '0.60.0',
  target: 0,
  startedAt: '2026-12-01T11:00:00Z',
  finishedAt: '2026-12-01T11:01:00Z',
  outcome: 'pass',
  complete: true,
}

export const FINDING: Finding = {
  tool: 'trivy',
  target: 0,
  ruleId: 'CVE-2026-0001',
  aliases: [],
  kind: 'vulnerability',
  severity: 'high',
  title: 'A hole',
  status: 'affected',
  fingerprint: 'f',
}

/** A scan of one platform of the image. */
export function aScan(
  findings: readonly Finding[] = [],
  tool: Partial<ScanTool> = {},
  target: Partial<Scan['targets'][number]> = {},
): Scan {
  const tools = [{ ...TOOL, ...tool }]
  const decided = decideScan(findings, tools, { failOn: 'high', ignoreUnfixed: false })
  return scanDocument.create({
    targets: [
      {
        kind: 'image',
        image: IMAGE.name,
        digest: PLATFORM,
        imageDigest: IMAGE.digest,
        platform: 'linux/amd64',
        tagsAtScan: [],
        ...target,
      },
    ],
    tools,
    findings: [...decided.findings],
    suppressed: [...decided.suppressed],
    counts: decided.counts,
    decision: decided.decision,
  })
}
