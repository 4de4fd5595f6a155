import type { Tests } from '@promo/core'
import { readTestsFile } from '@promo/line'
import { newestAttempts, type Runner } from '@promo/runner'

/** What one leg of a test matrix left. */
export interface TestsArtifact {
  readonly leg: string
  readonly tests: Tests
}

/**
 * The tests of the newest attempt of every leg, `<prefix>-<leg>-<attempt>`. Outputs of a matrix collapse, so no digest
 * vouches for these: they are as good as the jobs of this run, which ran the tests and could have claimed anything.
 */
export async function downloadTests(prefix: string, runner: Runner): Promise<readonly TestsArtifact[]> {
  const newest = newestAttempts(await runner.artifacts.list(`${prefix}-`), prefix, runner.context.runAttempt)
  const legs: TestsArtifact[] = []
  for (const { leg, artifact } of newest) {
    const { name, digest } = artifact
    const directory = await runner.artifacts.download(name, digest === undefined ? {} : { digest })
    legs.push({ leg, tests: await readTestsFile(directory) })
  }
  return legs
}
