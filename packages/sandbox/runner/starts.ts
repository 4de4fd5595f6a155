import type { JsonValue } from '@promo/core'
import { dispatchInputs } from './dispatch-inputs.ts'
import { occasionsOf, workflowFiles, type Occasion } from './events.ts'
import type { RunnerEvent, RunnerHost } from './host.ts'
import { textAt, type JsonObject } from './json-object.ts'
import type { RepositoryFacts } from './run-facts.ts'
import type { SourceFile } from './sources.ts'
import { asksToSkip, isTriggered } from './triggers.ts'
import { readWorkflow } from './workflow-file.ts'

/** One workflow that an event starts. */
export interface Start {
  readonly occasion: Occasion
  readonly repository: RepositoryFacts
  readonly source: SourceFile
  readonly inputs: JsonObject
}

/** The workflows an event starts. Throws `workflow-invalid` for dispatch inputs that do not fit. */
export async function startsOf(event: RunnerEvent, host: RunnerHost): Promise<readonly Start[]> {
  const repository = host.repository(event.repository)
  if (repository === undefined) return []
  const starts: Start[] = []
  for (const occasion of await occasionsOf(event, repository, host)) {
    if (await isSkipped(occasion, event, host)) continue
    for (const source of await workflowFiles(host, occasion.place)) {
      const inputs = await inputsOfStart(event, occasion, source)
      if (inputs !== undefined) starts.push({ occasion, repository, source, inputs })
    }
  }
  return starts
}

/** The inputs with which a file starts; undefined when it does not. */
async function inputsOfStart(
  event: RunnerEvent,
  occasion: Occasion,
  source: SourceFile,
): Promise<JsonObject | undefined> {
  const dispatched = event.name === 'workflow_dispatch'
  if ((dispatched || event.name === 'schedule') && !isNamed(event.payload, source)) return undefined
  const workflow = await readWorkflow(source).catch(() => undefined)
  // GitHub cannot know the events of a file it cannot read: it starts a failed run on every push.
  if (workflow === undefined) return event.name === 'push' ? {} : undefined
  if (!(await isTriggered(workflow.events, occasion.trigger))) return undefined
  return dispatched ? dispatchInputs(workflow, event.payload) : {}
}

/** The payload of a dispatch or schedule names the file, with or without its folder. */
function isNamed(payload: JsonValue, source: SourceFile): boolean {
  const workflow = textAt(payload, 'workflow')
  return workflow === source.path || `.github/workflows/${workflow}` === source.path
}

async function isSkipped(occasion: Occasion, event: RunnerEvent, host: RunnerHost): Promise<boolean> {
  if (occasion.event.name !== 'push' && occasion.event.name !== 'pull_request') return false
  const head = textAt(event.payload, 'pull_request', 'head', 'sha') || event.sha
  return asksToSkip(await host.commitMessage(event.repository, head))
}
