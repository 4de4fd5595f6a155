import * as z from 'zod/mini'
import { clean, cleanPath, cleanTitle, FINDING_LIMIT, type ReadFinding } from '../finding.ts'
import { parseReport, tooLarge } from '../report.ts'

/** Only what is kept: the secret, its surroundings, the author and the commit's message are never read. */
const leak = z.object({
  RuleID: z.string(),
  Description: z.optional(z.nullable(z.string())),
  StartLine: z.optional(z.int().check(z.nonnegative())),
  EndLine: z.optional(z.int().check(z.nonnegative())),
  File: z.string(),
  Commit: z.optional(z.nullable(z.string())),
})

const report = z.array(leak)

/** gitleaks rates nothing: a secret in a repository counts as high. Source: report/finding.go. */
export function readGitleaksReport(bytes: Uint8Array): readonly ReadFinding[] {
  const leaks = parseReport('gitleaks', bytes, report)
  if (leaks.length > FINDING_LIMIT) throw tooLarge('gitleaks', `${String(leaks.length)} findings`)
  return leaks.map(({ RuleID, Description, StartLine, EndLine, File, Commit }) => ({
    tool: 'gitleaks',
    ruleId: clean(RuleID),
    aliases: [],
    kind: 'secret',
    severity: 'high',
    title: cleanTitle(Description ?? RuleID),
    location: {
      path: cleanPath(File),
      ...(StartLine === undefined ? {} : { startLine: StartLine }),
      ...(EndLine === undefined ? {} : { endLine: EndLine }),
      ...(Commit === undefined || Commit === null || Commit === '' ? {} : { resource: `commit ${clean(Commit)}` }),
    },
    status: 'affected',
  }))
}
