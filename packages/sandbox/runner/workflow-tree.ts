import { runnerError } from './errors.ts'
import { assertWithin, jobPermissions, type Permissions } from './permissions.ts'
import {
  assertLightweight,
  readSource,
  resolvePlace,
  type SourceFile,
  type SourcePlace,
  type Sources,
} from './sources.ts'
import { child, entries, items, literal, type TemplateToken } from './templates.ts'
import { parseUses } from './uses.ts'
import { readWorkflow, type WorkflowFile } from './workflow-file.ts'

/** A workflow with every workflow it calls, read and checked before any job starts, as GitHub does. */
export interface WorkflowNode extends WorkflowFile {
  readonly jobs: readonly JobNode[]
}

export interface JobNode {
  readonly id: string
  readonly token: TemplateToken
  readonly needs: readonly string[]
  readonly permissions: Permissions
  /** The workflow that the job calls; undefined for a job with steps. */
  readonly called: WorkflowNode | undefined
}

/** GitHub docs, "Reusable workflows": levels below the top one, and files in one run. */
const DEPTH_LIMIT = 10
const FILE_LIMIT = 50

/** Loads a triggered workflow. Throws `workflow-invalid`, `workflow-missing`, `tag-annotated` or `workflow-unsupported`. */
export async function loadWorkflow(
  sources: Sources,
  source: SourceFile,
  granted: Permissions,
  mayRead: (repository: string) => boolean,
): Promise<WorkflowNode> {
  const files = new Map<string, Promise<SourceFile>>()

  const locate = async (uses: string, from: SourcePlace): Promise<SourceFile> => {
    const target = parseUses(uses)
    if (target.kind !== 'remote') return readSource(sources, from, target.path)
    if (!mayRead(target.repository)) throw missing(uses, target.repository)
    const place = await resolvePlace(sources, target.repository, target.version)
    if (place === undefined) throw missing(uses, target.repository)
    await assertLightweight(sources, place, uses)
    return readSource(sources, place, target.path)
  }

  const fetch = (uses: string, from: SourcePlace): Promise<SourceFile> => {
    const key = `${from.repository}@${from.commit} ${uses}`
    const known = files.get(key) ?? locate(uses, from)
    files.set(key, known)
    if (files.size > FILE_LIMIT)
      throw runnerError('workflow-invalid', {}, `more than ${FILE_LIMIT} workflows in one run`)
    return known
  }

  const load = async (file: SourceFile, given: Permissions, depth: number): Promise<WorkflowNode> => {
    if (depth > DEPTH_LIMIT)
      throw runnerError('workflow-invalid', {}, `reusable workflows nest deeper than ${DEPTH_LIMIT}`)
    const workflow = await readCalling(file, (uses) => fetch(uses, file))
    const jobs: JobNode[] = []
    for (const [id, token] of entries(child(workflow.root, 'jobs'))) {
      assertSupported(id, token)
      const permissions = jobPermissions(workflow.root, token, given)
      if (depth > 0) assertWithin(permissions, given, { job: id, file: file.path })
      const uses = literal(child(token, 'uses'))
      const called = uses === undefined ? undefined : await load(await fetch(uses, file), permissions, depth + 1)
      jobs.push({ id, token, needs: needsOf(token), permissions, called })
    }
    return { ...workflow, jobs }
  }

  return load(source, granted, 0)
}

/** GitHub's parser says only that a called file could not be read; what is told is why. */
async function readCalling(file: SourceFile, fetch: (uses: string) => Promise<SourceFile>): Promise<WorkflowFile> {
  const reasons: unknown[] = []
  try {
    return await readWorkflow(file, async (uses) => {
      const called = await fetch(uses).catch((error: unknown) => reasons.push(error))
      return typeof called === 'object' ? called.text : Promise.reject(new Error('unreadable'))
    })
  } catch (error) {
    throw reasons[0] ?? error
  }
}

function missing(uses: string, repository: string): Error {
  const message = `error parsing called workflow "${uses}": workflow was not found. See https://docs.github.com/actions/learn-github-actions/reusing-workflows#access-to-reusable-workflows for more information.`
  return runnerError('workflow-missing', { uses, repository }, message)
}

function needsOf(job: TemplateToken): readonly string[] {
  const needs = child(job, 'needs')
  if (needs === undefined) return []
  const single = literal(needs)
  return single === undefined ? entriesOfList(needs) : [single]
}

function entriesOfList(token: TemplateToken): readonly string[] {
  return items(token).flatMap((item) => literal(item) ?? [])
}

/** Features whose absence would change what a workflow proves are refused before it starts. */
const UNSUPPORTED = ['container', 'services', 'snapshot'] as const

function assertSupported(job: string, token: TemplateToken): void {
  const feature = UNSUPPORTED.find((name) => child(token, name) !== undefined)
  if (feature !== undefined) {
    throw runnerError('workflow-unsupported', { job, feature }, `job '${job}': the sandbox has no '${feature}:'`)
  }
  const background = items(child(token, 'steps')).find((step) =>
    ['background', 'parallel', 'wait', 'wait-all', 'cancel'].some((key) => child(step, key) !== undefined),
  )
  if (background !== undefined) {
    throw runnerError('workflow-unsupported', { job }, `job '${job}': the sandbox runs steps one after another`)
  }
}
