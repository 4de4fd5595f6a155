import { createGitHubStage } from './github-runner.ts'
import { guard } from './guard.ts'
import { perform, type ActionOptions, type ReadRequest, type Recipe } from './perform.ts'

/**
 * Runs an action as a step of a workflow: reads the request, loads the recipe only when the request is good, and ends
 * with the outputs `outcome` and `failure-code` written, whatever happens. The process exits with 1 when it failed.
 */
export async function runAction<R>(
  readRequest: ReadRequest<R>,
  load: () => Promise<Recipe<R>>,
  options: ActionOptions,
): Promise<void> {
  const { signal, finish } = guard(process, (ending) => stage.finish(ending))
  const stage = createGitHubStage(process.env, signal, options)
  finish(await perform(readRequest, load, stage, options))
}
