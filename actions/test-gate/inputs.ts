import { notBuilt, notBuiltSecret } from '@promo/connections'
import { parseLegName, type LegName } from '@promo/core'
import { artifactInput, parseArtifactName, parseCount, parseGlob, type Field, type InputReader } from '@promo/runner'
import { actionError } from '../errors.ts'

export const outputNames = [
  'passed',
  'failed',
  'skipped',
  'coverage',
  'quality-gate',
  'report',
  'predicate',
  'artifact-digest',
] as const

export interface TestGateRequest {
  /** What is read: reports in the work tree, or what the legs of a matrix left. */
  readonly from:
    | { readonly kind: 'reports'; readonly patterns: readonly string[] }
    | { readonly kind: 'artifacts'; readonly prefix: string; readonly expected: readonly LegName[] }
  readonly minTests: number
  readonly artifact: string | undefined
}

export function readRequest(input: InputReader): TestGateRequest {
  return input.request({
    from: sourceInput(input),
    minTests: input.withDefault('min-tests', 1, parseMinimum),
    artifact: artifactInput(input),
    coverage: notBuilt(input, 'coverage'),
    minCoverage: notBuilt(input, 'min-coverage'),
    sonarUrl: notBuilt(input, 'sonar-url'),
    sonarToken: notBuiltSecret(input, 'sonar-token'),
    sonarProject: notBuilt(input, 'sonar-project'),
    sonarReportTask: notBuilt(input, 'sonar-report-task'),
    timeout: notBuilt(input, 'timeout', '10m'),
  })
}

function sourceInput(input: InputReader): Field<TestGateRequest['from']> {
  const fields = {
    patterns: input.list('junit', parseGlob),
    prefix: input.optional('from-artifacts', parseArtifactName),
    expected: input.list('expected', parseLegName),
  }
  return input.all<typeof fields, TestGateRequest['from']>('junit', fields, ({ patterns, prefix, expected }) => {
    if (patterns.length > 0 && prefix === undefined) return { kind: 'reports', patterns }
    if (patterns.length === 0 && prefix !== undefined) return { kind: 'artifacts', prefix, expected }
    throw actionError('tests-source-missing', {}, 'give `junit` or `from-artifacts`, one of the two')
  })
}

/** Zero tests are never a pass: the fewest that can be asked for is one. */
function parseMinimum(text: string): number {
  const count = parseCount(text)
  if (count > 0) return count
  throw actionError('min-tests-invalid', { found: text }, '`min-tests` is at least 1')
}
