import { asPromoError } from '@promo/core'
import type { Engine } from './engine.ts'
import { assertEmulated } from './events.ts'
import type { Frame } from './frame.ts'
import { runInTurn } from './jobs.ts'
import type { JsonObject } from './json-object.ts'
import { isFromFork, runHead, type EventFacts, type RepositoryFacts, type RunFacts } from './run-facts.ts'
import { runTitle } from './run-title.ts'
import type { SourceFile } from './sources.ts'
import { child, literal } from './templates.ts'
import type { JobView, RunRecord, RunView } from './views.ts'
import { workflowReference } from './identity.ts'
import { loadWorkflow, type WorkflowNode } from './workflow-tree.ts'

/** One run with what its next attempt needs. */
export interface Run {
  readonly view: RunRecord
  readonly facts: RunFacts
  readonly source: SourceFile
  readonly inputs: JsonObject
  readonly cancel: AbortController
}

export interface RunPlan {
  readonly id: number
  readonly number: number
  readonly attempt: number
  readonly repository: RepositoryFacts
  readonly event: EventFacts
  readonly source: SourceFile
  readonly inputs: JsonObject
  readonly refProtected: boolean
}

/** A run that has not started. Its name is the path until the file is read, as GitHub names invalid workflows. */
export function planRun(plan: RunPlan): Run {
  const { id, number, attempt, repository, event, source, inputs, refProtected } = plan
  const facts: RunFacts = {
    ...{ id, number, attempt, repository, event, refProtected },
    workflowName: source.path,
    workflowRef: workflowReference(source),
    workflowSha: source.commit,
    triggeringActor: event.actor.login,
  }
  const view: RunRecord = {
    ...{ id, number, attempt },
    repository: repository.fullName,
    name: source.path,
    title: source.path,
    path: source.path,
    event: event.name,
    ref: event.ref,
    sha: event.sha,
    ...runHead(event),
    status: 'queued',
    conclusion: undefined,
    error: undefined,
    jobs: [],
    createdAt: new Date(),
  }
  return { view, facts, source, inputs, cancel: new AbortController() }
}

/** Reads the workflow and runs its jobs; an invalid file ends the run with GitHub's message and no job. */
export async function executeRun(run: Run, kept: ReadonlyMap<string, JobView>, engine: Engine): Promise<RunView> {
  const { view } = run
  view.status = 'in_progress'
  try {
    const workflow = await load(run, engine)
    view.name = literal(child(workflow.root, 'name')) ?? run.source.path
    const frame = topFrame(run, workflow, kept, engine)
    view.title = runTitle(workflow.root, view.name, frame)
    engine.progress({ kind: 'run-started', run: view })
    view.conclusion = (await runInTurn(frame)).result
  } catch (error) {
    view.error = asPromoError(error).message
    view.conclusion = 'failure'
  }
  view.status = 'completed'
  engine.progress({ kind: 'run-finished', run: view })
  return view
}

async function load({ facts, source }: Run, engine: Engine): Promise<WorkflowNode> {
  assertEmulated(facts.event.name)
  const mayRead = (repository: string): boolean => {
    const visibility = engine.host.repository(repository)?.visibility
    return repository === facts.repository.fullName || visibility === 'public'
  }
  return loadWorkflow(engine.host, source, engine.defaultPermissions, mayRead)
}

function topFrame(run: Run, workflow: WorkflowNode, kept: ReadonlyMap<string, JobView>, engine: Engine): Frame {
  const { fullName } = run.facts.repository
  const facts = { ...run.facts, workflowName: run.view.name }
  return {
    engine,
    run: facts,
    view: run.view,
    workflow,
    inputs: run.inputs,
    secrets: isFromFork(facts) ? {} : engine.host.secrets(fullName),
    vars: engine.host.variables(fullName),
    namePrefix: '',
    keyPrefix: '',
    fresh: false,
    kept,
    cancelled: run.cancel.signal,
    runCalled: runInTurn,
  }
}
