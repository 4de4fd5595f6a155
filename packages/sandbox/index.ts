export type { ArtifactService, ArtifactView } from './artifacts/index.ts'
export type { AppView, PullRequestView, RepositoryEvent, RepositoryView, SandboxGitHub } from './github/index.ts'
export type { Faults, Network } from './network/index.ts'
export type { GitHubClaims, OidcIssuer } from './oidc/index.ts'
export {
  planWorkflow,
  type PlannedJob,
  type PlannedStep,
  type PlannedWorkflow,
  type PlanRequest,
  type WorkflowPlan,
} from './plan/plan-workflow.ts'
export type { RegistrySwitches, SandboxRegistry } from './registry/index.ts'
export {
  jobLog,
  type AnnotationView,
  type Conclusion,
  type JobView,
  type KillRule,
  type ProgressEvent,
  type ProgressListener,
  type RunView,
  type StartFacts,
  type StepPlace,
  type StepView,
  type WorkflowRunner,
} from './runner/index.ts'
export { startSandbox, type DispatchRequest, type Sandbox, type SandboxOptions } from './sandbox.ts'
export type { ScheduledStart } from './schedules.ts'
export type { SandboxSigstore } from './sigstore/index.ts'
export {
  advisories,
  leakyCommits,
  packGrypeDatabase,
  packTrivyDatabase,
  writeGrypeDatabase,
  writeTrivyDatabase,
} from './vulnerability-databases/index.ts'
