export { createWorkflowRunner, type WorkflowRunner } from './workflow-runner.ts'
export type { StartFacts } from './engine.ts'
export type { KillRule, StepPlace } from './faults.ts'
export type { RunnerEvent, RunnerHost } from './host.ts'
export {
  jobLog,
  type AnnotationView,
  type Conclusion,
  type JobView,
  type ProgressEvent,
  type ProgressListener,
  type RunView,
  type StepView,
} from './views.ts'
