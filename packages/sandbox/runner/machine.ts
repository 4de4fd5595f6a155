import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ActionCache, LoadedAction } from './action-cache.ts'
import type { StepFaults, StepPlace } from './faults.ts'
import type { JsonObject } from './json-object.ts'
import type { LaunchEnd } from './launch.ts'
import type { Masker } from './masking.ts'
import type { ProcessGroup } from './step-process.ts'
import type { StepOutput } from './step-output.ts'
import type { TemplateToken } from './templates.ts'

export interface MachineDirectories {
  readonly workspace: string
  readonly runnerWorkspace: string
  readonly temp: string
  readonly commands: string
  readonly home: string
  readonly toolCache: string
  readonly eventFile: string
}

/** An action of one step with the state its pre, main and post share. */
export interface ActionInstance {
  readonly action: LoadedAction
  readonly state: Map<string, string>
}

/** What a JavaScript action left to do at the end of the job; the last one in runs first. */
export interface PostStep {
  readonly name: string
  /** Undefined when its `post-if` does not hold. */
  readonly run: (output: StepOutput) => Promise<LaunchEnd | undefined>
}

/** The fresh machine of one job. Mutable where the runner is: exported variables, paths, posts. */
export interface Machine {
  readonly place: Omit<StepPlace, 'step'>
  readonly directories: MachineDirectories
  readonly node24Path: string
  /** Host tools, proxies and HOME: the only variables not made for this job. */
  readonly hostEnvironment: Readonly<Record<string, string>>
  /** GITHUB_* and RUNNER_*: in every step. */
  readonly variables: Readonly<Record<string, string>>
  /** ACTIONS_*: only in the steps of JavaScript actions. */
  readonly actionVariables: Readonly<Record<string, string>>
  /** ACTIONS_ID_TOKEN_REQUEST_*: empty without `id-token: write`. */
  readonly identityVariables: Readonly<Record<string, string>>
  readonly masker: Masker
  /** `ACTIONS_STEP_DEBUG` is on. */
  readonly debug: boolean
  readonly actions: ActionCache
  readonly faults: StepFaults
  /** The run or job is cancelled, or its time is over. */
  readonly cancelled: AbortSignal
  /** The runner closes: also what runs because of a cancellation ends. */
  readonly closing: AbortSignal
  readonly exported: Map<string, string>
  readonly paths: string[]
  readonly groups: ProcessGroup[]
  readonly instances: Map<TemplateToken, ActionInstance>
  readonly posts: PostStep[]
}

/** Lays out a job's directories as a hosted runner has them. */
export async function createDirectories(
  root: string,
  repositoryName: string,
  payload: JsonObject,
): Promise<MachineDirectories> {
  const runnerWorkspace = join(root, 'work', repositoryName)
  const temp = join(root, 'work', '_temp')
  const directories = {
    runnerWorkspace,
    workspace: join(runnerWorkspace, repositoryName),
    temp,
    commands: join(temp, '_runner_file_commands'),
    home: join(root, 'home'),
    toolCache: join(root, 'tools'),
    eventFile: join(temp, '_github_workflow', 'event.json'),
  }
  const { workspace, commands, home, toolCache } = directories
  const made = [workspace, commands, home, toolCache, join(temp, '_github_workflow')]
  await Promise.all(made.map((directory) => mkdir(directory, { recursive: true })))
  await writeFile(directories.eventFile, JSON.stringify(payload, undefined, 2))
  return directories
}
