import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LegName } from '@promo/core'
import { LEG_FILE, type LegArtifact } from '@promo/line'
import { newestAttempts, type Runner } from '@promo/runner'
import pLimit from 'p-limit'

const DOWNLOADS_AT_ONCE = 16

/**
 * The digest artifact of the newest attempt of every leg. Their content vouches for nothing yet. What nobody expects is named and
 * not fetched: anybody in the run can choose its name.
 */
export async function downloadLegs(
  prefix: string,
  expected: readonly LegName[],
  runner: Runner,
): Promise<readonly LegArtifact[]> {
  const newest = newestAttempts(await runner.artifacts.list(`${prefix}-`), prefix, runner.context.runAttempt)
  const limit = pLimit(DOWNLOADS_AT_ONCE)
  return Promise.all(
    newest.map(({ leg, attempt, artifact }) =>
      limit(async () => {
        const { name, digest } = artifact
        if (!expected.some((planned) => planned === leg)) return { name, leg, attempt, text: new Uint8Array() }
        const directory = await runner.artifacts.download(name, digest === undefined ? {} : { digest })
        const text = await readFile(join(directory, LEG_FILE)).catch(nothing)
        return { name, leg, attempt, text }
      }),
    ),
  )
}

/** What an artifact without the file holds. A machine that cannot read says nothing about the artifact. */
function nothing(error: unknown): Uint8Array {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'EISDIR') return new Uint8Array()
  throw error
}
