import { asPromoError, type JsonValue } from '@promo/core'
import { inTurn } from './concurrency.ts'
import type { Contexts, Scope } from './expressions.ts'
import type { Frame } from './frame.ts'
import { runJob, type JobEnd } from './job.ts'
import { isJsonObject, textAt, type JsonObject } from './json-object.ts'
import { expandMatrix, matrixLabel } from './matrix.ts'
import { combine } from './outcome.ts'
import { awaitReview } from './review.ts'
import { callInputs, callSecrets } from './reusable.ts'
import { createSemaphore } from './semaphore.ts'
import { child, evaluateString, evaluateToken } from './templates.ts'
import { newJobRecord, type Conclusion, type JobRecord } from './views.ts'
import type { JobNode, WorkflowNode } from './workflow-tree.ts'

/** One combination of a job's matrix, or the job itself when it has none. */
interface Leg {
  readonly job: JobNode
  readonly contexts: Contexts
  readonly name: string
  readonly key: string
  readonly cancelled: AbortSignal
}

interface LegEnd extends JobEnd {
  readonly fresh: boolean
}

/** Runs a job once, or once for each combination of its matrix; the last leg to end gives the outputs, as on GitHub. */
export async function runLegs(frame: Frame, job: JobNode, contexts: Contexts): Promise<LegEnd> {
  const scope: Scope = { contexts }
  const strategy = child(job.token, 'strategy')
  const option = (key: string): JsonValue => {
    const token = child(strategy, key)
    return token === undefined ? null : evaluateToken(token, scope)
  }
  const matrix = option('matrix')
  const combinations: readonly (JsonObject | undefined)[] = matrix === null ? [undefined] : expandMatrix(matrix)
  const failFast = option('fail-fast') !== false
  const limit = Number(option('max-parallel')) || combinations.length
  const slots = createSemaphore(limit)
  const stop = new AbortController()
  const cancelled = AbortSignal.any([frame.cancelled, stop.signal])
  let outputs: JobEnd['outputs'] = {}
  const ends = await Promise.all(
    combinations.map((combination, index) => {
      const strategyContext = {
        'fail-fast': failFast,
        'job-index': index,
        'job-total': combinations.length,
        'max-parallel': limit,
      }
      const leg = describeLeg(
        frame,
        job,
        { ...contexts, matrix: combination ?? null, strategy: strategyContext },
        cancelled,
      )
      return slots.run(async () => {
        const end = await runLeg(frame, leg).catch((error: unknown) => failEarly(frame, leg, error))
        outputs = { ...outputs, ...end.outputs }
        if (end.result === 'failure' && failFast) stop.abort()
        return end
      })
    }),
  )
  return { result: combine(ends.map((end) => end.result)), outputs, fresh: ends.some((end) => end.fresh) }
}

function describeLeg(frame: Frame, job: JobNode, contexts: Contexts, cancelled: AbortSignal): Leg {
  const { matrix, strategy } = contexts
  const combination = isJsonObject(matrix) ? matrix : undefined
  const written = child(job.token, 'name')
  const label = combination === undefined ? '' : matrixLabel(combination)
  const name = written === undefined ? `${job.id}${label}` : evaluateString(written, { contexts })
  const index = combination === undefined ? '' : `[${textAt(strategy, 'job-index')}]`
  const key = `${frame.keyPrefix}${job.id}${index}`
  return { job, contexts, name: `${frame.namePrefix}${name}`, key, cancelled }
}

async function runLeg(frame: Frame, leg: Leg): Promise<LegEnd> {
  const tolerated = continuesOnError(leg)
  const { called, token } = leg.job
  const { groups } = frame.engine
  const queued = { groups, repository: frame.run.repository.fullName, token: child(token, 'concurrency') }
  const scope = { contexts: leg.contexts }
  const end = await inTurn({ ...queued, scope, cancelled: leg.cancelled }, (cancelled) => {
    const own = { ...leg, cancelled }
    return called === undefined ? runStepsLeg(frame, own) : runCall(frame, own, called)
  })
  return end.result === 'failure' && tolerated ? { ...end, result: 'success' } : end
}

function continuesOnError({ job, contexts }: Leg): boolean {
  const token = child(job.token, 'continue-on-error')
  return token !== undefined && evaluateToken(token, { contexts }) === true
}

async function runStepsLeg(frame: Frame, leg: Leg): Promise<LegEnd> {
  const { engine, view, run, workflow } = frame
  const kept = frame.kept.get(leg.key)
  if (kept !== undefined && !frame.fresh) {
    view.jobs.push(kept)
    return { result: 'success', outputs: kept.outputs, fresh: false }
  }
  const record = newJobRecord(engine.nextJobId(), leg.key, leg.name, leg.job.permissions)
  view.jobs.push(record)
  const { job: node, contexts, cancelled } = leg
  const request = { engine, run, view, record, workflow, node, contexts, secrets: frame.secrets, cancelled }
  if ((await awaitReview(request)) === 'rejected') return { ...close(frame, record, 'failure'), fresh: true }
  return engine.slots.run(async () => {
    if (leg.cancelled.aborted) return { ...close(frame, record, 'cancelled'), fresh: true }
    engine.progress({ kind: 'job-started', run: view, job: record })
    const end = await runJob(request)
    engine.progress({ kind: 'job-finished', run: view, job: record })
    return { ...end, fresh: true }
  })
}

async function runCall(frame: Frame, leg: Leg, called: WorkflowNode): Promise<LegEnd> {
  const scope: Scope = { contexts: { ...leg.contexts, secrets: { ...frame.secrets } } }
  const { token } = leg.job
  return frame.runCalled({
    ...frame,
    workflow: called,
    inputs: callInputs(called, child(token, 'with'), { contexts: leg.contexts }),
    secrets: callSecrets(child(token, 'secrets'), scope, frame.secrets),
    namePrefix: `${leg.name} / `,
    keyPrefix: `${leg.key}/`,
    cancelled: leg.cancelled,
  })
}

function close({ engine, view }: Frame, record: JobRecord, conclusion: Conclusion): JobEnd {
  record.status = 'completed'
  record.conclusion = conclusion
  record.completedAt = new Date()
  engine.progress({ kind: 'job-finished', run: view, job: record })
  return { result: conclusion, outputs: {} }
}

/** A leg whose inputs or names cannot be evaluated; the others go on. */
function failEarly(frame: Frame, { job, key, name }: Leg, error: unknown): LegEnd {
  endEarly(frame, { key, name, permissions: job.permissions }, 'failure', asPromoError(error).message)
  return { result: 'failure', outputs: {}, fresh: true }
}

/** Records a job that never got a machine: skipped by its condition, or failed before it could start. */
export function endEarly(
  frame: Frame,
  { key, name, permissions }: Pick<JobRecord, 'key' | 'name' | 'permissions'>,
  conclusion: Conclusion,
  message?: string,
): void {
  const record = newJobRecord(frame.engine.nextJobId(), key, name, permissions)
  if (message !== undefined) record.annotations.push({ level: 'error', message })
  frame.view.jobs.push(record)
  close(frame, record, conclusion)
}
