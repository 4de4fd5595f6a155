import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { JsonValue } from '@promo/core'
import type { AnnotationLevel, Place } from './annotations.ts'
import { createDirectoryArtifacts } from './artifacts/directory.ts'
import { createContext, type Environment } from './context.ts'
import type { FinalEnding } from './ending.ts'
import { runnerError } from './errors.ts'
import { createMasks } from './masks.ts'
import { writeOutputs } from './outputs.ts'
import { perform, type ActionOptions, type ReadRequest, type Recipe } from './perform.ts'
import type { Runner } from './runner.ts'

export interface MemoryRunnerOptions {
  /** Outputs that may be written; default: any. */
  readonly outputs?: readonly string[]
  readonly crossing?: readonly string[]
  /** Inputs by their name in `action.yml`, for `runInMemory`. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables of the runner, over those of a push to `main` of octo-org/octo-repo. */
  readonly env?: Environment
  /** The webhook payload. */
  readonly event?: JsonValue
  readonly signal?: AbortSignal
  /** Answers for identity tokens; without it the job may have none. */
  readonly identityToken?: (audience: string) => Promise<string>
  /** Directory of the artifacts, workspace and temporary files; share one between runners of one run. */
  readonly directory?: string
}

/** What a recipe did, for a test to look at. */
export interface Recorded {
  readonly outputs: Map<string, string>
  readonly lines: string[]
  readonly summaries: string[]
  readonly annotations: {
    readonly level: AnnotationLevel
    readonly message: string
    readonly place: Place | undefined
  }[]
}

export interface MemoryRunner extends Runner {
  readonly recorded: Recorded
  readonly directory: string
}

const PUSH: Environment = {
  GITHUB_REPOSITORY: 'octo-org/octo-repo',
  GITHUB_REPOSITORY_ID: '123456789',
  GITHUB_REPOSITORY_OWNER: 'octo-org',
  GITHUB_SHA: '1234567890123456789012345678901234567890',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_PROTECTED: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_RUN_ID: '7001',
  GITHUB_RUN_NUMBER: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'test',
  GITHUB_WORKFLOW_REF: 'octo-org/octo-repo/.github/workflows/ci.yml@refs/heads/main',
  GITHUB_WORKFLOW_SHA: '1234567890123456789012345678901234567890',
  GITHUB_ACTOR: 'octocat',
  RUNNER_ENVIRONMENT: 'github-hosted',
}

const PUSH_EVENT: JsonValue = { repository: { id: 123456789, visibility: 'public', default_branch: 'main' } }

/** A runner that keeps everything in memory and in one temporary directory. */
export function createMemoryRunner(options: MemoryRunnerOptions = {}): MemoryRunner {
  const directory = options.directory ?? mkdtempSync(path.join(realpathSync(tmpdir()), 'promo-runner-'))
  const places = {
    GITHUB_WORKSPACE: directory,
    RUNNER_TEMP: directory,
    RUNNER_TOOL_CACHE: path.join(directory, 'tools'),
  }
  const context = createContext({ ...PUSH, ...places, ...options.env }, options.event ?? PUSH_EVENT)
  const masks = createMasks()
  const recorded: Recorded = { outputs: new Map(), lines: [], summaries: [], annotations: [] }
  const say = (text: string): void => void recorded.lines.push(masks.scrub(text))
  const annotate = (level: AnnotationLevel, message: string, place?: Place): void =>
    void recorded.annotations.push({ level, message: masks.scrub(message), place })
  return {
    context,
    recorded,
    directory,
    signal: options.signal ?? new AbortController().signal,
    log: {
      info: say,
      progress: say,
      debug: say,
      notice: (text) => annotate('notice', text),
      warning: (text) => annotate('warning', text),
      group: async (title, run) => {
        say(title)
        return run()
      },
    },
    artifacts: createDirectoryArtifacts(() => path.join(directory, 'artifacts')),
    async identityToken(audience) {
      if (options.identityToken !== undefined) return options.identityToken(audience)
      throw runnerError('identity-unavailable', {}, 'this job may not request an identity token')
    },
    outputs(values) {
      const declared = options.outputs ?? Object.keys(values)
      writeOutputs(values, {
        declared,
        crossing: options.crossing,
        masks,
        temp: () => directory,
        write: (name, text) => recorded.outputs.set(name, text),
      })
    },
    summary: async (markdown) => void recorded.summaries.push(masks.scrub(markdown)),
    annotate,
    mask: (secret) => void masks.add(secret),
  }
}

/** Runs a whole action in memory: inputs in, ending and what was recorded out. */
export async function runInMemory<R>(
  readRequest: ReadRequest<R>,
  recipe: Recipe<R>,
  options: MemoryRunnerOptions & Partial<ActionOptions> = {},
): Promise<FinalEnding & { readonly runner: MemoryRunner }> {
  const runner = createMemoryRunner(options)
  const variable = (name: string): string | undefined => options.env?.[name]
  const stage = { runner, input: (name: string) => options.inputs?.[name], variable }
  const ending = await perform(readRequest, async () => recipe, stage, { outputs: [], ...options })
  return { ...ending, runner }
}
