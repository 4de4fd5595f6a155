import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { actionVariables, runnerContext, runnerVariables } from './environment.ts'
import type { Contexts, Scope } from './expressions.ts'
import { claimsOf } from './identity.ts'
import { earlyContexts, environmentName, jobContexts, jobSecrets, runnerEnvironment } from './job-contexts.ts'
import type { JobRequest } from './job-request.ts'
import { isJsonObject, textAt } from './json-object.ts'
import { createDirectories, type Machine } from './machine.ts'
import { createMasker } from './masking.ts'
import { readOnly, type Permissions } from './permissions.ts'
import { cacheScopes, isFromFork } from './run-facts.ts'
import type { StepScope } from './step-scope.ts'
import { child, evaluateString, evaluateStrings, evaluateToken } from './templates.ts'

export interface PreparedJob {
  readonly machine: Machine
  readonly scope: StepScope
  readonly permissions: Permissions
  /** Revokes the token, kills what is left running and removes the machine. */
  readonly dispose: () => Promise<void>
}

/** Builds the machine of a job: token, identity, directories, contexts and variables. */
export async function prepareJob(request: JobRequest): Promise<PreparedJob> {
  const { engine, run, record, node } = request
  const repository = run.repository.fullName
  const permissions = isFromFork(run) ? readOnly(node.permissions) : node.permissions
  const token = engine.host.issueJobToken({ repository, permissions, runId: run.id })
  const root = join(engine.options.directory, 'machines', `${run.id}-${run.attempt}`, String(record.id))
  const early = earlyContexts(request, token)
  const environment = environmentName(request, { contexts: early })
  const kind = runnerEnvironment(request, { contexts: early })
  const secrets = jobSecrets(request, environment, token)
  const directories = await createDirectories(root, repository.slice(repository.indexOf('/') + 1), run.event.payload)
  const debug = wantsDebug(secrets, early)
  const runner = runnerContext({ name: `GitHub Actions ${record.id}`, environment: kind, debug }, directories)
  const { workspace, eventFile } = directories
  const contexts = jobContexts(request, early, { runner, secrets, environment, workspace, eventFile })
  const github = contexts['github']
  const tokens = jobTokens(request, permissions, environment, kind)
  const limit = startTimeLimit(request, textAt(runner, 'name'), { contexts })
  const machine: Machine = {
    place: { runId: run.id, attempt: run.attempt, workflow: run.workflowName, job: record.key },
    directories,
    node24Path: engine.options.node24Path,
    hostEnvironment: { ...engine.options.hostTools, ...engine.options.networkEnvironment, HOME: directories.home },
    variables: runnerVariables(isJsonObject(github) ? github : {}, runner, directories),
    ...tokens.variables,
    masker: createMasker([...Object.values(secrets), ...tokens.hidden]),
    debug,
    actions: engine.actions,
    faults: engine.faults,
    cancelled: AbortSignal.any([request.cancelled, limit.signal]),
    closing: engine.closing.signal,
    ...{ exported: new Map(), paths: [], groups: [], instances: new Map(), posts: [] },
  }
  const dispose = async (): Promise<void> => {
    limit.stop()
    engine.host.revoke(token)
    for (const group of machine.groups) group.kill()
    // A tool may leave read-only folders, which only root can remove: the whole sandbox is temporary anyway.
    if (engine.options.keepMachines !== true) await rm(root, { recursive: true, force: true }).catch(() => undefined)
  }
  return { machine, permissions, dispose, scope: jobScope(request, contexts) }
}

/** GitHub docs, "Enabling debug logging": a secret or a variable, the secret first. */
function wantsDebug(secrets: Readonly<Record<string, string>>, { vars }: Contexts): boolean {
  return (secrets['ACTIONS_STEP_DEBUG'] ?? textAt(vars, 'ACTIONS_STEP_DEBUG')) === 'true'
}

/** Runtime token always, identity ticket only with `id-token: write`. */
function jobTokens(
  { engine, run, record, workflow }: JobRequest,
  permissions: Permissions,
  environment: string | undefined,
  kind: string,
): { hidden: readonly string[]; variables: Pick<Machine, 'actionVariables' | 'identityVariables'> } {
  const { artifacts, oidc } = engine.options
  const runtimeToken = artifacts.runtimeToken(run.id, record.id, run.attempt, cacheScopes(run))
  const variables = actionVariables(artifacts.resultsUrl, runtimeToken, `${run.id}.${record.key}`)
  if (permissions['id-token'] !== 'write') {
    return { hidden: [runtimeToken], variables: { actionVariables: variables, identityVariables: {} } }
  }
  const identity = { file: workflow.source, environment, runnerEnvironment: kind, jobId: record.id }
  const ticket = oidc.ticket(claimsOf(run, identity))
  const identityVariables = {
    ACTIONS_ID_TOKEN_REQUEST_URL: ticket.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: ticket.token,
  }
  return { hidden: [runtimeToken, ticket.token], variables: { actionVariables: variables, identityVariables } }
}

function jobScope({ workflow, node }: JobRequest, contexts: Contexts): StepScope {
  const workflowEnv = evaluateStrings(child(workflow.root, 'env'), { contexts })
  const jobEnv = evaluateStrings(child(node.token, 'env'), { contexts: { ...contexts, env: workflowEnv } })
  const env = { ...workflowEnv, ...jobEnv }
  const scope = { contexts: { ...contexts, env } }
  const defaultOf = (key: string): string | undefined => {
    const own = child(child(child(node.token, 'defaults'), 'run'), key)
    const token = own ?? child(child(child(workflow.root, 'defaults'), 'run'), key)
    return token === undefined ? undefined : evaluateString(token, scope)
  }
  return {
    from: workflow.source,
    depth: 0,
    contexts,
    env,
    overlay: {},
    steps: new Map(),
    status: { current: 'success' },
    shell: defaultOf('shell'),
    workingDirectory: defaultOf('working-directory'),
    variables: {},
  }
}

/** GitHub docs, "Usage limits": six hours for a job on a hosted runner. */
export const JOB_MINUTES = 360

/** Cancels the job, with GitHub's words, when its time is over: the job then counts as cancelled, not as failed. */
function startTimeLimit(
  { node, record }: JobRequest,
  runner: string,
  scope: Scope,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const token = child(node.token, 'timeout-minutes')
  const asked = token === undefined ? JOB_MINUTES : Number(evaluateToken(token, scope))
  const minutes = asked > 0 ? Math.min(asked, JOB_MINUTES) : JOB_MINUTES
  const over = new AbortController()
  const timer = setTimeout(() => {
    const message = `The job running on runner ${runner} has exceeded the maximum execution time of ${minutes} minutes.`
    record.annotations.push({ level: 'error', message })
    over.abort()
  }, minutes * 60_000).unref()
  return { signal: over.signal, stop: () => clearTimeout(timer) }
}
