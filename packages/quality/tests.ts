import {
  formatTime,
  testsDocument,
  type Run,
  type Source,
  type TestDecision,
  type Tests,
  type TestTotals,
} from '@promo/core'
import type { JUnitCase, JUnitReport } from './junit.ts'

/** Most names of passing cases that a document lists: beyond it the list is left out, never cut. */
const PASSED_LIMIT = 5000
/** Most failing and retried cases that a document describes; the totals count all. */
const CASES_LIMIT = 1000

/** Where and when the tests ran; null outside a workflow. */
export interface TestRun {
  readonly source: Source | null
  readonly run: Run | null
  readonly testedAt: Date
}

/** Counts reports into a document and decides. Pure. */
export function countTests(
  reports: readonly JUnitReport[],
  minTests: number,
  { source, run, testedAt }: TestRun,
): Tests {
  const cases = reports.flatMap((each) => each.cases)
  const totals = totalsOf(cases)
  const passed = cases.filter(({ outcome }) => outcome === 'passed' || outcome === 'retried')
  return testsDocument.create({
    source,
    run,
    totals,
    cases: cases.flatMap(describedCase).slice(0, CASES_LIMIT),
    passed: passed.length > PASSED_LIMIT ? [] : passed.map(({ suite, name }) => `${suite} › ${name}`),
    reports: reports.map(({ report }) => report),
    coverage: null,
    qualityGate: 'NONE',
    decision: decideTests(totals, minTests),
    testedAt: formatTime(testedAt),
  })
}

/** Zero tests are no pass, and neither are tests that were all skipped. */
export function decideTests({ passed, failed }: TestTotals, minTests: number): TestDecision {
  const least = Math.max(1, minTests)
  const ran = passed + failed
  const reasons = [
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(ran < least ? [`${String(ran)} ran, at least ${String(least)} must`] : []),
  ]
  return { minTests: least, outcome: reasons.length === 0 ? 'pass' : 'findings', reasons }
}

function totalsOf(cases: readonly JUnitCase[]): TestTotals {
  const count = (wanted: JUnitCase['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length
  const retried = count('retried')
  return {
    tests: cases.length,
    passed: count('passed') + retried,
    failed: count('failed'),
    skipped: count('skipped'),
    retried,
  }
}

function describedCase({ outcome, ...described }: JUnitCase): Tests['cases'] {
  return outcome === 'failed' || outcome === 'retried' ? [{ ...described, outcome }] : []
}
