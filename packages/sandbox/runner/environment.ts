import { textAt, type JsonObject } from './json-object.ts'
import type { MachineDirectories } from './machine.ts'

/** Names of the github context that are also variables, by suffix of `GITHUB_` (actions/runner, GitHubContext.cs). */
const FROM_CONTEXT = [
  ...['actor', 'actor_id', 'api_url', 'base_ref', 'event_name', 'graphql_url', 'head_ref', 'job', 'ref'],
  ...['ref_name', 'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner'],
  ...['repository_owner_id', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url', 'sha'],
  ...['triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha'],
]

export interface RunnerFacts {
  readonly name: string
  readonly environment: string
  /** RUNNER_DEBUG=1. */
  readonly debug: boolean
}

export function runnerContext(runner: RunnerFacts, directories: MachineDirectories): JsonObject {
  return {
    name: runner.name,
    os: RUNNER_OS,
    arch: RUNNER_ARCH,
    environment: runner.environment,
    temp: directories.temp,
    tool_cache: directories.toolCache,
    workspace: directories.runnerWorkspace,
    ...(runner.debug ? { debug: '1' } : {}),
  }
}

const RUNNER_OS = process.platform === 'darwin' ? 'macOS' : 'Linux'
const RUNNER_ARCH = process.arch === 'arm64' ? 'ARM64' : 'X64'

/** The GITHUB_* and RUNNER_* variables of every step. There is no GITHUB_TOKEN: a workflow must map it. */
export function runnerVariables(
  github: JsonObject,
  runner: JsonObject,
  directories: MachineDirectories,
): Readonly<Record<string, string>> {
  const fromContext = FROM_CONTEXT.map((name) => [`GITHUB_${name.toUpperCase()}`, textAt(github, name)] as const)
  const fromRunner = Object.keys(runner).map((name) => [`RUNNER_${name.toUpperCase()}`, textAt(runner, name)] as const)
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(fromContext),
    ...Object.fromEntries(fromRunner),
    GITHUB_EVENT_PATH: directories.eventFile,
    GITHUB_WORKSPACE: directories.workspace,
  }
}

/** The ACTIONS_* variables of JavaScript actions; `run:` steps do not get them. */
export function actionVariables(
  resultsUrl: string,
  runtimeToken: string,
  orchestrationId: string,
): Record<string, string> {
  return {
    ACTIONS_RUNTIME_URL: resultsUrl,
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ACTIONS_RESULTS_URL: resultsUrl,
    ACTIONS_CACHE_URL: resultsUrl,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_CACHE_MODE: 'write',
    ACTIONS_ORCHESTRATION_ID: orchestrationId,
  }
}
