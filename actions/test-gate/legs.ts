import type { TestsArtifact } from '@promo/connections'
import { actionError } from '../errors.ts'

/** Throws `tests-leg-missing` when no leg left its tests, or one of those expected did not, or one came that nobody expects. */
export function assertExpected(
  { prefix, expected }: { readonly prefix: string; readonly expected: readonly string[] },
  legs: readonly Pick<TestsArtifact, 'leg'>[],
): void {
  const found = legs.map(({ leg }) => leg)
  const missing = expected.filter((leg) => !found.includes(leg))
  const extra = expected.length === 0 ? [] : found.filter((leg) => !expected.includes(leg))
  if (found.length > 0 && missing.length === 0 && extra.length === 0) return
  const facts = { prefix, expected, found }
  if (found.length === 0)
    throw actionError('tests-leg-missing', facts, `no artifact of this run is named ${prefix}-<leg>-<attempt>`)
  const wrong = [...missing.map((leg) => `${leg} is missing`), ...extra.map((leg) => `${leg} is not expected`)]
  throw actionError('tests-leg-missing', facts, wrong.join(', '))
}
