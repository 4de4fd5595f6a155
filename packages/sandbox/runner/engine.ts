import { join } from 'node:path'
import { createActionCache, type ActionCache } from './action-cache.ts'
import { createConcurrencyGroups, type ConcurrencyGroups } from './concurrency.ts'
import { createDeployments, type Deployments } from './deployments.ts'
import { createStepFaults, type StepFaults } from './faults.ts'
import type { ArtifactAccess, RunnerHost } from './host.ts'
import type { IdentityIssuer } from './identity.ts'
import { DEFAULT_PERMISSIONS, type Permissions } from './permissions.ts'
import { createSemaphore, type Semaphore } from './semaphore.ts'
import type { ProgressEvent, ProgressListener } from './views.ts'

export interface WorkflowRunnerOptions {
  readonly host: RunnerHost
  readonly artifacts: ArtifactAccess
  readonly oidc: IdentityIssuer
  /** Machines, actions and logs live below it. */
  readonly directory: string
  /** Absolute path of the Node 24 that runs JavaScript actions. */
  readonly node24Path: string
  /** Proxy and CA variables of the sandbox network. */
  readonly networkEnvironment: Readonly<Record<string, string>>
  /** The only variables taken over from this host: PATH, GOCACHE, … */
  readonly hostTools: Readonly<Record<string, string>>
  /** Jobs that run at once. Default 2. */
  readonly parallelJobs?: number
  /** `owner/name` → folder of an action that stands in for it at every ref. */
  readonly standIns?: Readonly<Record<string, string>>
  /** What GITHUB_TOKEN may do where a workflow says nothing. */
  readonly defaultPermissions?: Permissions
  /** Which workflows an event may start. Default: all that listen to it. */
  readonly mayStart?: (start: StartFacts) => boolean
  /** Leaves the machines of finished jobs on disk. */
  readonly keepMachines?: boolean
}

export interface StartFacts {
  readonly event: string
  readonly repository: string
  /** Path of the workflow file. */
  readonly path: string
}

/** What all runs of one workflow runner share. */
export interface Engine {
  readonly options: WorkflowRunnerOptions
  readonly host: RunnerHost
  readonly actions: ActionCache
  readonly faults: StepFaults
  readonly slots: Semaphore
  readonly groups: ConcurrencyGroups
  readonly deployments: Deployments
  /** Aborted when the runner closes: nothing starts any more, not even `if: always()`. */
  readonly closing: AbortController
  readonly defaultPermissions: Permissions
  readonly nextJobId: () => number
  readonly progress: (event: ProgressEvent) => void
  readonly listeners: Set<ProgressListener>
}

/** GitHub's job ids are large numbers; so are these, that nobody mistakes one for an index. */
const FIRST_JOB_ID = 50_000_000_001

export function createEngine(options: WorkflowRunnerOptions): Engine {
  const { host, directory, standIns = {}, parallelJobs = 2, defaultPermissions = DEFAULT_PERMISSIONS } = options
  const listeners = new Set<ProgressListener>()
  let jobId = FIRST_JOB_ID
  return {
    options,
    host,
    actions: createActionCache({ directory: join(directory, 'actions'), sources: host, standIns }),
    faults: createStepFaults(),
    slots: createSemaphore(parallelJobs),
    groups: createConcurrencyGroups(),
    deployments: createDeployments(),
    closing: new AbortController(),
    defaultPermissions,
    listeners,
    nextJobId: () => jobId++,
    progress: (event) => {
      for (const listener of listeners) listener(event)
      if (!event.kind.startsWith('step')) host.reportRun(event.run)
    },
  }
}
