import { runnerError } from './errors.ts'
import type { Contexts, Scope } from './expressions.ts'
import { workflowReference } from './identity.ts'
import { isJsonArray, isJsonObject, type JsonObject } from './json-object.ts'
import type { JobRequest } from './job-request.ts'
import { OWN_TOKEN } from './reusable.ts'
import { githubContext, isFromFork } from './run-facts.ts'
import { child, evaluateString, evaluateToken, items } from './templates.ts'

/** Contexts that exist before the job has a machine: enough for `runs-on` and `environment`. */
export function earlyContexts({ run, node, contexts }: JobRequest, token: string): Contexts {
  return { ...contexts, github: { ...githubContext(run, token), job: node.id } }
}

/** Name of the deployment environment; undefined without one. Throws `environment-refused` when its rules bar the ref. */
export function environmentName({ engine, run, node }: JobRequest, scope: Scope): string | undefined {
  const token = child(node.token, 'environment')
  if (token === undefined) return undefined
  const name = evaluateString(child(token, 'name') ?? token, scope)
  if (name === '') return undefined
  const { ref } = run.event
  const refusal = engine.host.environmentRefusal(run.repository.fullName, name, ref)
  if (refusal !== undefined) throw runnerError('environment-refused', { environment: name, ref }, refusal)
  return name
}

/** `github-hosted` or `self-hosted`, from the labels. Throws `workflow-unsupported` for another operating system. */
export function runnerEnvironment({ node }: JobRequest, scope: Scope): string {
  const token = child(node.token, 'runs-on')
  const value = token === undefined ? [] : evaluateToken(child(token, 'labels') ?? token, scope)
  const labels = (isJsonArray(value) ? value : [value]).map(String)
  const foreign = labels.find((label) => /^(windows|macos)/.test(label))
  if (foreign !== undefined) {
    throw runnerError('workflow-unsupported', { label: foreign }, `the sandbox has no runner with label '${foreign}'`)
  }
  return labels.includes('self-hosted') ? 'self-hosted' : 'github-hosted'
}

/** Secrets of the job: what its workflow has, over that its environment's, and the token. None but the token for a fork. */
export function jobSecrets(
  { engine, run, secrets }: JobRequest,
  environment: string | undefined,
  token: string,
): Readonly<Record<string, string>> {
  if (isFromFork(run)) return { GITHUB_TOKEN: token }
  const own = environment === undefined ? {} : engine.host.environmentSecrets(run.repository.fullName, environment)
  const passed = Object.entries(secrets).map(([name, value]) => [name, value === OWN_TOKEN ? token : value] as const)
  return { ...Object.fromEntries(passed), ...own, GITHUB_TOKEN: token }
}

export interface MachineContexts {
  readonly runner: JsonObject
  readonly secrets: JsonObject
  readonly environment: string | undefined
  readonly workspace: string
  readonly eventFile: string
}

/** Everything a step's expressions see, but `env` and `steps`. `job.workflow_*` name the file that defines the job. */
export function jobContexts(request: JobRequest, early: Contexts, machine: MachineContexts): Contexts {
  const { engine, run, record, workflow } = request
  const { runner, secrets, environment, workspace, eventFile } = machine
  const ofEnvironment =
    environment === undefined ? {} : engine.host.environmentVariables(run.repository.fullName, environment)
  const { github, vars } = early
  return {
    ...early,
    runner,
    secrets,
    vars: { ...object(vars), ...ofEnvironment },
    github: { ...object(github), workspace, event_path: eventFile },
    job: {
      check_run_id: record.id,
      workflow_ref: workflowReference(workflow.source),
      workflow_sha: workflow.source.commit,
      workflow_repository: workflow.source.repository,
      workflow_file_path: workflow.source.path,
    },
  }
}

function object(value: Contexts[string] | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** Steps of the job as tokens. */
export function stepsOf({ node }: JobRequest): ReturnType<typeof items> {
  return items(child(node.token, 'steps'))
}
