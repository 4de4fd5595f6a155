import { formatTime, testsDocument, type Tests, type TestTotals } from '@promo/core'
import { qualityError } from './errors.ts'
import { decideTests, type TestRun } from './tests.ts'

/**
 * Joins the documents of the legs of a matrix into one and decides anew. A leg that did not pass keeps the whole from
 * passing, whatever its numbers. Throws `tests-foreign` for a document of another commit or run.
 */
export function mergeTests(documents: readonly Tests[], minTests: number, here: TestRun): Tests {
  for (const document of documents) assertOfRun(document, here)
  const totals = documents.map((each) => each.totals).reduce(sum, NOTHING)
  const decided = decideTests(totals, minTests)
  const inherited = documents.flatMap(({ decision }) => (decision.outcome === 'pass' ? [] : decision.reasons))
  const reasons = [...new Set([...decided.reasons, ...inherited])]
  const complete = documents.every((each) => each.passed.length === each.totals.passed)
  return testsDocument.create({
    source: here.source,
    run: here.run,
    totals,
    cases: documents.flatMap(({ cases }) => cases),
    passed: complete ? documents.flatMap(({ passed }) => passed) : [],
    reports: documents.flatMap(({ reports }) => reports),
    coverage: null,
    qualityGate: 'NONE',
    decision: { ...decided, reasons, outcome: documents.every(isPass) ? decided.outcome : 'findings' },
    testedAt: formatTime(here.testedAt),
  })
}

function isPass({ decision }: Tests): boolean {
  return decision.outcome === 'pass'
}

/** Tests of another commit say nothing about this one. Attempts of one run have one id. */
function assertOfRun(document: Tests, here: TestRun): void {
  const [found, wanted] = [originOf(document), originOf(here)]
  if (found === wanted) return
  throw qualityError('tests-foreign', { found, wanted }, `the tests are of ${found}, not of ${wanted}`)
}

function originOf({ source, run }: Pick<TestRun, 'source' | 'run'>): string {
  return source === null || run === null ? 'no workflow run' : `${source.repository}@${source.sha}, run ${run.id}`
}

const NOTHING: TestTotals = { tests: 0, passed: 0, failed: 0, skipped: 0, retried: 0 }

function sum(a: TestTotals, b: TestTotals): TestTotals {
  return {
    tests: a.tests + b.tests,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    retried: a.retried + b.retried,
  }
}
