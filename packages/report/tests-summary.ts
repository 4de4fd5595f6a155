import type { TestCase, Tests } from '@promo/core'
import { blocks, code, details, heading, md, table, type Markdown } from './markdown.ts'
import { plural } from './wording.ts'

/** The summary of tests: what was decided, what failed and where, then what passed only when it was run again. */
export function testsSummary(tests: Tests): string {
  const { totals, cases, reports } = tests
  const failed = cases.filter(({ outcome }) => outcome === 'failed')
  const retried = cases.filter(({ outcome }) => outcome === 'retried')
  return String(
    blocks(
      heading(3, headline(tests)),
      table(
        ['passed', 'failed', 'skipped', 'retried', 'Quality Gate'],
        [[totals.passed, totals.failed, totals.skipped, totals.retried, tests.qualityGate]],
      ),
      caseTable(failed, 'Why'),
      nextStep(tests),
      retried.length === 0
        ? md``
        : details(`${plural(retried.length, 'case')} passed only when run again`, caseTable(retried, 'First')),
      details(
        plural(reports.length, 'report'),
        table(
          ['Report', 'Cases'],
          reports.map(({ path, tests: count }) => [code(path), count]),
        ),
      ),
    ),
  )
}

function headline({ decision, totals }: Tests): string {
  if (decision.outcome === 'pass') return `Tests passed: ${plural(totals.passed, 'case')}`
  return `Tests refused: ${decision.reasons.join('; ')}`
}

function caseTable(cases: readonly TestCase[], reason: string): Markdown {
  return table(
    ['Case', 'Where', reason],
    cases.map((each) => [code(`${each.suite} › ${each.name}`), place(each), each.message]),
  )
}

function place({ file, line }: TestCase): Markdown {
  if (file === undefined) return md``
  return code(line === undefined ? file : `${file}:${line}`)
}

function nextStep({ decision, totals }: Tests): Markdown {
  if (decision.outcome === 'pass') return md``
  return totals.failed > 0
    ? md`**What to do:** repair the cases above; nothing is built or promoted from a commit whose tests fail.`
    : md`**What to do:** check that the tests ran and that \`junit\` names their reports. Skipped cases do not count as run.`
}
