import { isBasicExpression, isMapping, isSequence } from '@actions/workflow-parser/templates/tokens/type-guards'
import type { JsonValue } from '@promo/core'
import { EMULATED } from '../runner/events.ts'
import { expandMatrix } from '../runner/matrix.ts'
import { DEFAULT_PERMISSIONS, type Permissions } from '../runner/permissions.ts'
import { readSource } from '../runner/sources.ts'
import { child, entries, evaluateToken, items, literal, type TemplateToken } from '../runner/templates.ts'
import { loadWorkflow, type JobNode, type WorkflowNode } from '../runner/workflow-tree.ts'
import { directorySources } from './directory-sources.ts'

export interface PlanRequest {
  /** `owner/name` → folder: the repository of the workflow, and those it calls workflows of. */
  readonly repositories: ReadonlyMap<string, string>
  readonly repository: string
  /** Path of the file in its repository. */
  readonly workflow: string
}

export interface PlannedStep {
  /** `id:`, `name:`, `uses:` and the first line of `run:` as written; what is not written is absent. */
  readonly id?: string
  readonly name?: string
  readonly uses?: string
  readonly run?: string
}

export interface PlannedJob {
  readonly id: string
  /** As written, expressions and all. */
  readonly name?: string
  readonly needs: readonly string[]
  readonly if?: string
  /** What the job's token may do; a name that is absent is `none`. */
  readonly permissions: Permissions
  readonly runsOn?: JsonValue
  readonly environment?: JsonValue
  readonly concurrency?: JsonValue
  /** Its combinations, or the expression that gives them when the run is on. */
  readonly matrix?: readonly JsonValue[] | string
  /** `uses:` of a job that calls a workflow, with that workflow. */
  readonly uses?: string
  readonly calls?: PlannedWorkflow
  readonly steps?: readonly PlannedStep[]
}

export interface PlannedWorkflow {
  /** `owner/name/path` */
  readonly file: string
  readonly name: string
  readonly jobs: readonly PlannedJob[]
}

export interface WorkflowPlan extends PlannedWorkflow {
  readonly on: readonly string[]
  /** Events among `on` that never happen in the sandbox. */
  readonly unsupported: readonly string[]
}

/**
 * The job graph of a workflow with everything it calls, from folders, without running anything. Throws what GitHub
 * would say against the files: `workflow-invalid`, `workflow-missing`, or `workflow-unsupported` for what the sandbox lacks.
 */
export async function planWorkflow({ repositories, repository, workflow }: PlanRequest): Promise<WorkflowPlan> {
  const sources = directorySources(repositories)
  const place = { repository, commit: '0'.repeat(40), ref: 'refs/heads/main' }
  const root = await loadWorkflow(sources, await readSource(sources, place, workflow), GRANTED, () => true)
  const on = Object.keys(root.events)
  return { ...planOf(root), on, unsupported: on.filter((name) => name !== 'workflow_call' && !EMULATED.has(name)) }
}

const GRANTED: Permissions = DEFAULT_PERMISSIONS

function planOf(workflow: WorkflowNode): PlannedWorkflow {
  const { repository, path } = workflow.source
  return {
    file: `${repository}/${path}`,
    name: literal(child(workflow.root, 'name')) ?? path,
    jobs: workflow.jobs.map(jobOf),
  }
}

function jobOf({ id, token, needs, permissions, called }: JobNode): PlannedJob {
  const shown = (key: string): JsonValue | undefined => {
    const value = child(token, key)
    return value === undefined ? undefined : written(value)
  }
  return present({
    id,
    name: textOf(shown('name')),
    needs,
    if: textOf(shown('if')),
    permissions,
    runsOn: shown('runs-on'),
    environment: shown('environment'),
    concurrency: shown('concurrency'),
    matrix: matrixOf(child(child(token, 'strategy'), 'matrix')),
    uses: textOf(shown('uses')),
    calls: called === undefined ? undefined : planOf(called),
    steps: called === undefined ? items(child(token, 'steps')).map(stepOf) : undefined,
  })
}

function stepOf(token: TemplateToken): PlannedStep {
  const text = (key: string): string | undefined => {
    const value = child(token, key)
    return value === undefined ? undefined : textOf(written(value))
  }
  return present({
    id: text('id'),
    name: text('name'),
    uses: text('uses'),
    run: text('run')?.trimStart().split('\n')[0],
  })
}

function matrixOf(token: TemplateToken | undefined): PlannedJob['matrix'] {
  if (token === undefined) return undefined
  return isStatic(token) ? expandMatrix(evaluateToken(token, { contexts: {} })) : JSON.stringify(written(token))
}

function isStatic(token: TemplateToken): boolean {
  if (isBasicExpression(token)) return false
  if (isSequence(token)) return [...token].every(isStatic)
  return !isMapping(token) || [...token].every(({ key, value }) => isStatic(key) && isStatic(value))
}

/** The value as the file has it: expressions stay text. */
function written(token: TemplateToken): JsonValue {
  if (isMapping(token)) return Object.fromEntries(entries(token).map(([key, value]) => [key, written(value)]))
  if (isSequence(token)) return [...token].map(written)
  return isBasicExpression(token) ? token.toString() : (literal(token) ?? null)
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

type Present<T> = { readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & {
  readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}

/** Without the members that hold nothing. */
function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>
}
