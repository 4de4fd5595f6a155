import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template'
import { matchesPatterns } from './filters.ts'

/** What an event offers to the filters of `on:`. Paths are asked for only when a filter needs them. */
export interface TriggerFacts {
  readonly name: string
  readonly action: string | undefined
  /** `refs/heads/…` or `refs/tags/…` of a push. */
  readonly ref: string
  /** Base branch of a pull request. */
  readonly baseBranch: string | undefined
  readonly changedPaths: () => Promise<readonly string[]>
}

type Filter = Readonly<Record<string, unknown>>

/** GitHub docs, "Events that trigger workflows": activity types when `types` is not given. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
  // The other action, `destroyed`, is a webhook only.
  merge_group: ['checks_requested'],
}

/** Whether a workflow with these events starts. */
export async function isTriggered(events: EventsConfig, facts: TriggerFacts): Promise<boolean> {
  const filter = events[facts.name]
  if (!isFilter(filter)) return false
  return matchesType(filter, facts) && matchesRef(filter, facts) && (await matchesPaths(filter, facts))
}

function isFilter(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null
}

function list(filter: Filter, name: string): readonly string[] | undefined {
  const value = filter[name]
  return Array.isArray(value) ? value.map(String) : undefined
}

function matchesType(filter: Filter, facts: TriggerFacts): boolean {
  const types = list(filter, 'types') ?? DEFAULT_TYPES[facts.name]
  return types === undefined || (facts.action !== undefined && types.includes(facts.action))
}

function matchesRef(filter: Filter, facts: TriggerFacts): boolean {
  if (facts.baseBranch !== undefined) return passes(filter, 'branches', facts.baseBranch)
  if (facts.name !== 'push') return true
  const isTag = facts.ref.startsWith('refs/tags/')
  const [kind, other] = isTag ? ['tags', 'branches'] : ['branches', 'tags']
  const onlyOther = !has(filter, kind) && has(filter, other)
  return !onlyOther && passes(filter, kind, facts.ref.replace(/^refs\/(heads|tags)\//, ''))
}

function has(filter: Filter, kind: string): boolean {
  return list(filter, kind) !== undefined || list(filter, `${kind}-ignore`) !== undefined
}

function passes(filter: Filter, kind: string, value: string): boolean {
  const wanted = list(filter, kind)
  const ignored = list(filter, `${kind}-ignore`)
  return (
    (wanted === undefined || matchesPatterns(wanted, value)) &&
    (ignored === undefined || !matchesPatterns(ignored, value))
  )
}

async function matchesPaths(filter: Filter, facts: TriggerFacts): Promise<boolean> {
  if (!has(filter, 'paths') || facts.ref.startsWith('refs/tags/')) return true
  const changed = await facts.changedPaths()
  return changed.some((path) => passes(filter, 'paths', path))
}

/** GitHub docs, "Skipping workflow runs": for push and pull_request only, in the head commit's message. */
export function asksToSkip(message: string): boolean {
  return (
    /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/.test(message) || /^skip-checks: *true$/m.test(message)
  )
}
