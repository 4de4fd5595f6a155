import { isDebug, setOutput, setSecret } from '@actions/core'
import { failureSummary } from '@promo/report'
import { createGitHubArtifacts } from './artifacts/github.ts'
import { createContext, type Environment } from './context.ts'
import { docsLink } from './docs-link.ts'
import type { FinalEnding } from './ending.ts'
import { readEvent } from './event.ts'
import { createGitHubLog, type GitHubLog } from './github-log.ts'
import { requestIdentityToken } from './identity.ts'
import { createMasks } from './masks.ts'
import { writeOutputs } from './outputs.ts'
import type { ActionOptions, Stage } from './perform.ts'
import type { Runner } from './runner.ts'
import { appendSummary } from './summary.ts'

/** A step of a workflow on GitHub. */
export interface GitHubStage extends Stage {
  /** Writes `outcome`, `failure-code` and what explains a failure. Synchronous: a signal may leave no time for more. */
  finish(ending: FinalEnding): void
}

export function createGitHubStage(env: Environment, signal: AbortSignal, options: ActionOptions): GitHubStage {
  const masks = createMasks()
  const log = createGitHubLog(masks)
  const context = createContext(env, readEvent(env['GITHUB_EVENT_PATH']))
  const input = (name: string): string | undefined => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]
  const wantsSummary = !/^\s*false\s*$/i.test(input('summary') ?? '')
  const summarise = (markdown: string, last: boolean): void => {
    if (wantsSummary) appendSummary(env['GITHUB_STEP_SUMMARY'], masks.scrub(markdown), last)
  }
  const mask = (secret: string): void => masks.add(secret).forEach((form) => setSecret(form))
  const runner: Runner = {
    context,
    log,
    signal,
    mask,
    artifacts: createGitHubArtifacts({ temp: () => context.temp, log }),
    async identityToken(audience) {
      const token = await requestIdentityToken(audience, env)
      mask(token)
      return token
    },
    outputs: (values) =>
      writeOutputs(values, {
        declared: options.outputs,
        crossing: options.crossing,
        masks,
        temp: () => context.temp,
        write: (name, text) => setOutput(name, text),
      }),
    summary: async (markdown) => summarise(markdown, false),
    annotate: (level, message, place) => log.annotate(level, message, place),
  }
  return {
    runner,
    input,
    variable: (name) => env[name],
    finish(ending) {
      attempt(log, () => {
        setOutput('outcome', ending.outcome)
        setOutput('failure-code', ending.error?.code ?? '')
      })
      log.close()
      if (ending.error === undefined) return
      const docs = docsLink(ending.error.code, env)
      explain(ending, docs, log)
      attempt(log, () => ending.error && summarise(failureSummary(ending.error, docs), true))
    },
  }
}

function explain({ error, failed }: FinalEnding, docs: string, log: GitHubLog): void {
  if (error === undefined) return
  const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : ''
  if (isDebug()) log.debug(`${error.stack ?? ''}\n${cause}`)
  log.last(failed ? 'error' : 'warning', `${error.message}\nWhat to do: ${error.remedy}\nMore: ${docs}`, error.code)
}

/** The last words of a step: a full disk must not keep the others from being said. */
function attempt(log: GitHubLog, write: () => unknown): void {
  try {
    write()
  } catch (error) {
    log.info(`could not be written: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
