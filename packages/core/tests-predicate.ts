import * as z from 'zod/mini'
import { count, text } from './documents/shapes.ts'
import { testTotals, type Tests, type TestTotals } from './documents/tests.ts'
import type { JsonValue } from './json.ts'
import { TESTS_EXTENSION } from './predicate-types.ts'

/** What a policy needs of attested tests, whoever wrote the predicate. */
export interface TestsClaim {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED'
  readonly passed: number
  /** Names, as far as the predicate lists them. */
  readonly failed: readonly string[]
}

/** Longest list of names that is read; a stranger's predicate may hold a million. */
const NAMES_LIMIT = 200_000

const names = z._default(z.array(text).check(z.maxLength(NAMES_LIMIT)), [])

const predicate = z.object({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  passedTests: names,
  failedTests: names,
  [TESTS_EXTENSION]: z.optional(z.object({ totals: testTotals, minTests: count })),
})

/**
 * Test results of a commit as in-toto has them (in-toto/attestation, spec/predicates/test-result.md, v0.1). Cases that passed
 * only after a retry are `warnedTests`. What the predicate has no field for stands under a URI of promo's; `url` is the run.
 */
export function testsPredicate(tests: Tests, url: string): JsonValue {
  const { source, totals, decision, reports } = tests
  const namesOf = (outcome: Tests['cases'][number]['outcome']): readonly string[] =>
    tests.cases.filter((each) => each.outcome === outcome).map(({ suite, name }) => `${suite} › ${name}`)
  return {
    result: resultOf(tests),
    configuration:
      source === null
        ? []
        : [{ uri: `git+https://github.com/${source.repository}@${source.ref}`, digest: { gitCommit: source.sha } }],
    ...(url === '' ? {} : { url }),
    passedTests: [...tests.passed],
    warnedTests: [...namesOf('retried')],
    failedTests: [...namesOf('failed')],
    [TESTS_EXTENSION]: {
      totals: { ...totals },
      minTests: decision.minTests,
      reports: reports.map(({ path, digest }) => ({ path, digest })),
    },
  }
}

/** Reads the predicate; undefined when it is not of this type. Without promo's extension the listed names are counted. */
export function readTestsPredicate(value: JsonValue): TestsClaim | undefined {
  const parsed = predicate.safeParse(value)
  if (!parsed.success) return undefined
  const { result, passedTests, failedTests } = parsed.data
  const totals: TestTotals | undefined = parsed.data[TESTS_EXTENSION]?.totals
  const failed = [...failedTests, ...unnamed((totals?.failed ?? 0) - failedTests.length)]
  return { result, passed: totals?.passed ?? passedTests.length, failed }
}

function resultOf({ decision, totals }: Tests): TestsClaim['result'] {
  if (decision.outcome !== 'pass') return 'FAILED'
  return totals.retried > 0 ? 'WARNED' : 'PASSED'
}

/** Failures that are counted and not listed are failures all the same. */
function unnamed(number: number): readonly string[] {
  return number > 0 ? [`${String(number)} more`] : []
}
