import type { FromArtifact, Runner } from '@promo/runner'
import { connectionError } from './errors.ts'

/**
 * Downloads the artifact that a job's outputs name and gives its directory. The name may lack the attempt at its end: a job
 * that is run again reads what an earlier attempt of another job left, and the digest says which one that was.
 * Throws `artifact-not-found`, and `artifact-mismatch` for other bytes.
 */
export async function fetchArtifact(runner: Runner, from: FromArtifact): Promise<string> {
  const listed = await runner.artifacts.list(from.name)
  const candidates = listed.filter(({ name }) => name === from.name || isAttemptOf(name, from.name))
  const exact = candidates.find(({ digest }) => digest === from.digest)
  const chosen = exact ?? candidates[0]
  if (chosen === undefined) {
    throw connectionError(
      'artifact-not-found',
      { name: from.name, digest: from.digest },
      `this run has no artifact ${from.name}`,
    )
  }
  return runner.artifacts.download(chosen.name, { digest: from.digest })
}

function isAttemptOf(name: string, base: string): boolean {
  return name.startsWith(`${base}-`) && /^[1-9][0-9]*$/.test(name.slice(base.length + 1))
}
