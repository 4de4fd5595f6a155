import { asPromoError, type JsonValue } from '@promo/core'
import { inTurn } from './concurrency.ts'
import { conditionHolds } from './conditions.ts'
import type { Contexts, Scope } from './expressions.ts'
import type { Frame, NodeEnd, WorkflowEnd } from './frame.ts'
import { endEarly, runLegs } from './legs.ts'
import { combine, statusAfter } from './outcome.ts'
import { callOutputs } from './reusable.ts'
import { githubContext } from './run-facts.ts'
import { child } from './templates.ts'
import type { Conclusion } from './views.ts'
import type { JobNode } from './workflow-tree.ts'

/** Runs the job graph of one workflow: every job as soon as those it needs have ended. */
async function runWorkflow(frame: Frame): Promise<WorkflowEnd> {
  const jobs = new Map(frame.workflow.jobs.map((job) => [job.id, job]))
  const ends = new Map<string, Promise<NodeEnd>>()

  const endOf = (job: JobNode): Promise<NodeEnd> => {
    const known = ends.get(job.id) ?? startAfterNeeds(job)
    ends.set(job.id, known)
    return known
  }

  const startAfterNeeds = async (job: JobNode): Promise<NodeEnd> => {
    const needed = new Map<string, NodeEnd>()
    for (const id of job.needs) {
      const node = jobs.get(id)
      if (node !== undefined) needed.set(id, await endOf(node))
    }
    return runNode(frame, job, needed)
  }

  const all = await Promise.all(frame.workflow.jobs.map(async (job) => [job.id, await endOf(job)] as const))
  const finished = new Map(all)
  const scope: Scope = { contexts: { ...frameContexts(frame), jobs: endsContext(finished) } }
  return {
    result: combine(all.map(([, end]) => end.result)),
    outputs: callOutputs(frame.workflow, scope),
    fresh: all.some(([, end]) => end.fresh),
  }
}

/** Runs a workflow when its `concurrency:` group is free. */
export function runInTurn(frame: Frame): Promise<WorkflowEnd> {
  const { engine, run, workflow, cancelled } = frame
  const scope: Scope = { contexts: frameContexts(frame) }
  const token = child(workflow.root, 'concurrency')
  const queued = { groups: engine.groups, repository: run.repository.fullName, token, scope, cancelled }
  return inTurn(queued, (signal) => runWorkflow({ ...frame, cancelled: signal }))
}

/** Contexts of everything in a workflow that is evaluated without a machine: GitHub's server has no token there. */
export function frameContexts(frame: Frame): Contexts {
  return { github: githubContext(frame.run, ''), inputs: frame.inputs, vars: frame.vars }
}

function endsContext(ends: ReadonlyMap<string, NodeEnd>): JsonValue {
  return Object.fromEntries([...ends].map(([id, { result, outputs }]) => [id, { result, outputs }]))
}

async function runNode(frame: Frame, job: JobNode, needed: ReadonlyMap<string, NodeEnd>): Promise<NodeEnd> {
  const lineage = [...needed.values()].flatMap((end) => end.lineage)
  const contexts: Contexts = { ...frameContexts(frame), needs: endsContext(needed) }
  const scope: Scope = { contexts, status: statusAfter(lineage, frame.cancelled.aborted) }
  const fresh = frame.fresh || [...needed.values()].some((end) => end.fresh)
  const { permissions } = job
  const record = { key: `${frame.keyPrefix}${job.id}`, name: `${frame.namePrefix}${job.id}`, permissions }
  const ended = (result: Conclusion): NodeEnd => ({
    result,
    outputs: {},
    fresh: result !== 'skipped',
    lineage: [...lineage, result],
  })
  try {
    if (!conditionHolds(child(job.token, 'if'), scope)) {
      const result = frame.cancelled.aborted ? 'cancelled' : 'skipped'
      endEarly(frame, record, result)
      return ended(result)
    }
    // A job whose condition holds in a cancelled run (`if: always()`) is not cancelled by it.
    const cancelled = frame.cancelled.aborted ? frame.engine.closing.signal : frame.cancelled
    const end = await runLegs({ ...frame, fresh, cancelled }, job, contexts)
    return { ...end, lineage: [...lineage, end.result] }
  } catch (error) {
    endEarly(frame, record, 'failure', asPromoError(error).message)
    return ended('failure')
  }
}
