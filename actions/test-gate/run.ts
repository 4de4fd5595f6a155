import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { downloadTests, runOf, sourceOf } from '@promo/connections'
import { systemClock, testsDocument, testsPredicate, type Tests } from '@promo/core'
import { invocationUri } from '@promo/evidence'
import { TESTS_FILE } from '@promo/line'
import { countTests, mergeTests, readReports, testsEnding, type TestRun } from '@promo/quality'
import { testsSummary } from '@promo/report'
import type { ActionEnding, Runner } from '@promo/runner'
import { annotateFailures } from './annotate.ts'
import type { TestGateRequest } from './inputs.ts'
import { assertExpected } from './legs.ts'

const PREDICATE_FILE = 'predicate.json'

export async function run(request: TestGateRequest, runner: Runner): Promise<ActionEnding | undefined> {
  const tests = await readTests(request, runner)
  const directory = await mkdtemp(join(runner.context.temp, 'promo-tests-'))
  const report = join(directory, TESTS_FILE)
  const predicate = join(directory, PREDICATE_FILE)
  await writeFile(report, testsDocument.write(tests))
  await writeFile(predicate, JSON.stringify(testsPredicate(tests, addressOf(tests, runner))))
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  const { passed, failed, skipped } = tests.totals
  runner.outputs({
    passed,
    failed,
    skipped,
    coverage: tests.coverage?.lines ?? '',
    'quality-gate': tests.qualityGate,
    report,
    predicate,
    'artifact-digest': uploaded?.digest ?? '',
  })
  annotateFailures(tests, runner)
  await runner.summary(testsSummary(tests))
  return testsEnding(tests)
}

async function readTests({ from, minTests }: TestGateRequest, runner: Runner): Promise<Tests> {
  const here = whereTestsRan(runner)
  if (from.kind === 'reports') {
    return countTests(await readReports(from.patterns, runner.context.workspace), minTests, here)
  }
  const legs = await downloadTests(from.prefix, runner)
  assertExpected(from, legs)
  return mergeTests(
    legs.map(({ tests }) => tests),
    minTests,
    here,
  )
}

/** On a laptop there is no run, and no commit that is known to be what was tested. */
function whereTestsRan(runner: Runner): TestRun {
  const testedAt = systemClock.now()
  const isWorkflow = runner.context.eventName !== ''
  return isWorkflow ? { source: sourceOf(runner), run: runOf(runner), testedAt } : { source: null, run: null, testedAt }
}

function addressOf({ source, run: ran }: Tests, { context }: Runner): string {
  return source === null || ran === null ? '' : invocationUri(context.serverUrl, source.repository, ran)
}
