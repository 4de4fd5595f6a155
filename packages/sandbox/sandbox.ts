import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseJson, systemClock, type Clock } from '@promo/core'
import { allowEnvironment } from '@promo/process'
import { createArtifactService, type ArtifactService } from './artifacts/index.ts'
import { createSandboxGitHub, type RepositoryEvent, type SandboxGitHub } from './github/index.ts'
import { startNetwork, type Handler, type Network } from './network/index.ts'
import { createOidcIssuer, OIDC_HOST, type OidcIssuer } from './oidc/index.ts'
import {
  createSandboxRegistry,
  GHCR,
  type Account,
  type RegistrySwitches,
  type SandboxRegistry,
} from './registry/index.ts'
import { runnerHost } from './runner-host.ts'
import { dispatchRefusal } from './runner/dispatch-refusal.ts'
import { createWorkflowRunner, type RunnerEvent, type StartFacts, type WorkflowRunner } from './runner/index.ts'
import { isJsonObject } from './runner/json-object.ts'
import { scheduledAt, type ScheduledStart } from './schedules.ts'
import { createSandboxSigstore, type SandboxSigstore } from './sigstore/index.ts'

export interface SandboxOptions {
  /** Everything the sandbox writes is below it. */
  readonly directory: string
  readonly clock?: Clock
  /** Variables of this host that jobs may see. Default: PATH and Go's. */
  readonly hostTools?: Readonly<Record<string, string>>
  /** Default: the Node that runs this, which must be a 24. */
  readonly node24Path?: string
  /** Jobs that run at once. Default 2. */
  readonly parallelJobs?: number
  readonly keepMachines?: boolean
  readonly registry?: Partial<RegistrySwitches>
  /** Which workflows an event may start. Default: all that listen to it. */
  readonly mayStart?: (start: StartFacts) => boolean
}

export interface DispatchRequest {
  readonly repository: string
  /** File name below `.github/workflows`. */
  readonly workflow: string
  /** Branch or tag, full or short. Default: the default branch. */
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string>>
  /** A user, or the login of one. */
  readonly actor: string | { readonly login: string }
}

/** GitHub, its runner, ghcr.io and Sigstore in one process, under their real host names behind one proxy. */
export interface Sandbox {
  readonly network: Network
  readonly github: SandboxGitHub
  readonly artifacts: ArtifactService
  readonly registry: SandboxRegistry
  readonly issuer: OidcIssuer
  readonly sigstore: SandboxSigstore
  readonly runner: WorkflowRunner
  /** Starts a workflow by hand, as its page or the REST call does. Throws `sandbox-dispatch-refused`. */
  dispatchWorkflow(request: DispatchRequest): Promise<void>
  /** Starts every workflow of a default branch whose `schedule` fits the minute, and says which. The sandbox has no clock of its own for it. */
  runSchedules(at: Date): Promise<readonly ScheduledStart[]>
  close(): Promise<void>
}

const CHECKOUT = join(import.meta.dirname, 'runner', 'actions', 'checkout')
const HOST_TOOLS = ['PATH', 'GOROOT', 'GOCACHE', 'GOMODCACHE', 'GOTOOLCHAIN']

/** Starts the whole sandbox. Events of its GitHub start workflows on its runner; nothing reaches a host outside. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, clock = systemClock } = options
  await mkdir(directory, { recursive: true })
  const network = await startNetwork({ directory })
  const issuer = createOidcIssuer({ clock })
  const sigstore = await createSandboxSigstore({ issuer, clock })
  // The forge tells of events before the runner that needs it exists.
  const started: { runner?: WorkflowRunner } = {}
  const github: SandboxGitHub = createSandboxGitHub({
    directory: join(directory, 'repositories'),
    clock,
    onEvent: (event) => started.runner?.dispatch(runnerEvent(event)),
    dispatchRefusal: (check) => dispatchRefusal(runnerHost(github), check),
  })
  const artifacts = createArtifactService({ clock })
  const registry = createSandboxRegistry({
    clock,
    authorize: (account, repository, action) => github.authorizePackage(passwordOf(account), repository, action),
    switches: { ...GHCR, ...options.registry },
  })
  const routes: readonly (readonly [string, Handler])[] = [
    ...github.handlers,
    ...artifacts.handlers,
    ...sigstore.handlers,
    [OIDC_HOST, issuer.handler],
    ['ghcr.io', registry.handler],
  ]
  for (const [host, handler] of routes) network.route(host, handler)
  const host = runnerHost(github)
  const runner = createWorkflowRunner({
    host,
    artifacts,
    oidc: issuer,
    directory,
    node24Path: options.node24Path ?? process.execPath,
    networkEnvironment: network.environment,
    hostTools: options.hostTools ?? allowEnvironment(HOST_TOOLS),
    standIns: { 'actions/checkout': CHECKOUT },
    ...(options.parallelJobs === undefined ? {} : { parallelJobs: options.parallelJobs }),
    ...(options.mayStart === undefined ? {} : { mayStart: options.mayStart }),
    ...(options.keepMachines === undefined ? {} : { keepMachines: options.keepMachines }),
  })
  started.runner = runner
  return {
    ...{ network, github, artifacts, registry, issuer, sigstore, runner },
    dispatchWorkflow: ({ repository, actor, ...request }) =>
      github.dispatchWorkflow(repository, { ...request, actor: typeof actor === 'string' ? actor : actor.login }),
    runSchedules: async (at) => {
      const starts = await scheduledAt(github, host, at)
      for (const { repository, ...start } of starts) await github.emitSchedule(repository, start)
      return starts
    },
    close: async () => {
      await runner.close()
      await network.close()
    },
  }
}

/** A payload is data of the forge, not yet typed as JSON. */
function runnerEvent(event: RepositoryEvent): RunnerEvent {
  const payload = parseJson(JSON.stringify(event.payload), { maxBytes: PAYLOAD_LIMIT })
  return { ...event, payload: isJsonObject(payload) ? payload : {} }
}

/** GitHub caps webhook payloads at 25 MB. */
const PAYLOAD_LIMIT = 25 * 1024 * 1024

function passwordOf(account: Account): string | undefined {
  return account.kind === 'basic' ? account.password : undefined
}
