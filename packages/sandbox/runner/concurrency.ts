import { runnerError } from './errors.ts'
import type { Scope } from './expressions.ts'
import { child, evaluateString, evaluateToken, type TemplateToken } from './templates.ts'

export interface ConcurrencyRule {
  readonly group: string
  readonly cancelInProgress: boolean
  /** `max`: everyone waits in line; else a newer one takes the place of the one that waits. */
  readonly queue: 'single' | 'max'
}

interface Member {
  readonly cancel: () => void
  readonly start: () => void
}

interface Group {
  running: Member | undefined
  waiting: Member[]
}

/** GitHub changelog 2026-05-07: with `queue: max` this many may wait; one more is cancelled. */
export const QUEUE_LIMIT = 100

/** One thing at a time for each group of a repository (GitHub docs, "Control the concurrency of workflows and jobs"). */
export interface ConcurrencyGroups {
  /** Runs the task when the group is free, or at once when the signal is aborted: what waits no longer holds a place. `cancel` is called when a newer member displaces it, waiting or running. */
  enter<T>(
    key: string,
    rule: ConcurrencyRule,
    member: { readonly cancel: () => void; readonly cancelled: AbortSignal },
    task: () => Promise<T>,
  ): Promise<T>
}

export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>()
  return {
    enter: async (key, rule, { cancel, cancelled }, task) => {
      const group = groups.get(key) ?? { running: undefined, waiting: [] }
      groups.set(key, group)
      const leave = await turn(group, rule, cancel, cancelled)
      try {
        return await task()
      } finally {
        leave()
      }
    },
  }
}

/** Resolves when it is the member's turn, with how to leave. */
function turn(group: Group, rule: ConcurrencyRule, cancel: () => void, cancelled: AbortSignal): Promise<() => void> {
  return new Promise((resolve) => {
    const leave = (): void => {
      group.running = group.waiting.shift()
      group.running?.start()
    }
    const giveUp = (): void => {
      const place = group.waiting.indexOf(member)
      if (place < 0) return
      group.waiting.splice(place, 1)
      resolve(() => undefined)
    }
    const member: Member = { cancel, start: () => resolve(leave) }
    if (group.running === undefined) {
      group.running = member
      member.start()
      return
    }
    if (rule.cancelInProgress) group.running.cancel()
    if (rule.queue === 'single') for (const older of [...group.waiting]) older.cancel()
    const isFull = group.waiting.length >= QUEUE_LIMIT
    group.waiting.push(member)
    cancelled.addEventListener('abort', giveUp, { once: true })
    if (isFull) cancel()
    if (cancelled.aborted) giveUp()
  })
}

/** Reads `concurrency:`; undefined without one. Throws `workflow-unsupported` for a queue it does not know, `workflow-invalid` for one that cancels what runs. */
function readConcurrency(token: TemplateToken | undefined, scope: Scope): ConcurrencyRule | undefined {
  if (token === undefined) return undefined
  const group = child(token, 'group')
  if (group === undefined) return { group: evaluateString(token, scope), cancelInProgress: false, queue: 'single' }
  const cancel = child(token, 'cancel-in-progress')
  const queue = child(token, 'queue')
  const order = queue === undefined ? 'single' : evaluateString(queue, scope)
  if (order !== 'single' && order !== 'max') {
    throw runnerError('workflow-unsupported', { queue: order }, `the sandbox has no concurrency queue '${order}'`)
  }
  const cancelInProgress = cancel !== undefined && evaluateToken(cancel, scope) === true
  if (cancelInProgress && order === 'max') {
    throw runnerError('workflow-invalid', {}, "concurrency: 'queue: max' goes with 'cancel-in-progress: false' only")
  }
  return { group: evaluateString(group, scope), cancelInProgress, queue: order }
}

/** What waits in line: a workflow, a called one, or one leg of a job. */
export interface Queued {
  readonly groups: ConcurrencyGroups
  readonly repository: string
  /** Its `concurrency:`, if it has one. */
  readonly token: TemplateToken | undefined
  readonly scope: Scope
  readonly cancelled: AbortSignal
}

/** Runs the task when its group is free; the signal it gets is aborted when it is cancelled or displaced. */
export async function inTurn<T>(queued: Queued, task: (cancelled: AbortSignal) => Promise<T>): Promise<T> {
  const { groups, repository, token, scope, cancelled } = queued
  const rule = readConcurrency(token, scope)
  if (rule === undefined) return task(cancelled)
  const displaced = new AbortController()
  const signal = AbortSignal.any([cancelled, displaced.signal])
  const key = `${repository} ${rule.group}`.toLowerCase()
  return groups.enter(key, rule, { cancel: () => displaced.abort(), cancelled: signal }, () => task(signal))
}
