import type { Stage } from './stage.ts'
import { sandboxError } from './errors.ts'

/** Events that `promo sandbox run` can cause. */
export const EVENTS = ['push', 'workflow_dispatch', 'schedule', 'repository_dispatch'] as const
export type RunEvent = (typeof EVENTS)[number]

export interface StartRequest {
  readonly repository: string
  /** Path of the workflow file. */
  readonly workflow: string
  readonly event: RunEvent
  readonly inputs: Readonly<Record<string, string>>
}

/** Throws `sandbox-option-invalid`. */
export function parseEvent(text: string): RunEvent {
  const known = EVENTS.find((name) => name === text)
  if (known !== undefined) return known
  throw sandboxError('sandbox-option-invalid', { event: text }, `--event ${text}: it is one of ${EVENTS.join(', ')}`)
}

/** Causes the event in a repository that was pushed already; a push has happened by then. Inputs are a dispatch's, or the client payload. */
export async function causeEvent({ sandbox, developer }: Stage, request: StartRequest): Promise<void> {
  const { repository, workflow, event, inputs } = request
  const { github } = sandbox
  const actor = developer.login
  if (event === 'workflow_dispatch') await github.dispatchWorkflow(repository, { workflow, inputs, actor })
  if (event === 'schedule') await github.emitSchedule(repository, { workflow, cron: inputs['schedule'] ?? '* * * * *' })
  if (event === 'repository_dispatch') {
    const eventType = inputs['event-type'] ?? 'sandbox'
    await github.dispatchRepository(repository, { eventType, clientPayload: inputs, actor })
  }
}
