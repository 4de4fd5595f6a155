import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Demo, EnvironmentName, Gate, JsonValue } from '@promo/core'
import { firstRefusal } from '@promo/promotion'
import { cliError } from '../errors.ts'
import { gateOf } from './gate.ts'
import { git } from './git.ts'
import { callApi } from './github-api.ts'
import { BOOKSTORE, type Scene } from './scene.ts'

export type Refusal = Demo['refusals'][number]

/** A promotion that somebody who may write to the repository tries as a pull request. */
export interface Attempt {
  readonly scenario: string
  readonly environment: EnvironmentName
  /** The rule that this attempt is about, where several refuse it. */
  readonly code?: string
  readonly edit: (overlay: string) => string
  /** Further files that the same pull request changes. */
  readonly alsoEdit?: Readonly<Record<string, (text: string) => string>>
}

export interface Refused {
  readonly refusal: Refusal
  readonly number: number
  readonly environment: EnvironmentName
}

/** A pull request that was opened; the gate judges it while the story goes on. */
export interface Opened {
  readonly attempt: Attempt
  readonly number: number
  readonly head: string
}

/** Pushes a branch and opens its pull request. */
export async function openAttempt(scene: Scene, attempt: Attempt): Promise<Opened> {
  const head = await pushBranch(scene, attempt)
  const { scenario } = attempt
  const place = { title: `Promote ${scenario}`, head: branchOf(scenario), base: 'main', body: '' }
  return { attempt, head, number: numberOf(await callApi(scene, 'POST', `/repos/${BOOKSTORE}/pulls`, place)) }
}

/** What the gate says of it; throws `demo-failed` when it let the attempt through. */
export async function judgedAttempt(scene: Scene, { attempt, number, head }: Opened): Promise<Refused> {
  const { scenario, environment } = attempt
  const { gate, conclusion } = await gateOf(scene, head)
  const refusal = refusalOf(gate, attempt.code)
  if (refusal !== undefined && conclusion === 'failure')
    return { refusal: { scenario, ...refusal }, number, environment }
  throw cliError('demo-failed', { scenario, gate }, `the gate let through: ${scenario}`)
}

async function pushBranch(
  { bookstore }: Scene,
  { scenario, environment, edit, alsoEdit = {} }: Attempt,
): Promise<string> {
  const branch = branchOf(scenario)
  await git(bookstore, 'fetch', '--quiet', 'origin', 'main')
  await git(bookstore, 'checkout', '--quiet', '-B', branch, 'origin/main')
  const edits = { [`kustomize/overlays/${environment}/kustomization.yaml`]: edit, ...alsoEdit }
  for (const [path, change] of Object.entries(edits)) {
    const file = join(bookstore.directory, path)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }
  await git(bookstore, 'commit', '--quiet', '--all', `--message=Try ${scenario}`)
  await git(bookstore, 'push', '--quiet', 'origin', branch)
  return git(bookstore, 'rev-parse', 'HEAD')
}

/** The failed rule with the wanted code, else what the gate says first. */
function refusalOf(gate: Gate, wanted: string | undefined): Omit<Refusal, 'scenario'> | undefined {
  const rules = gate.verdicts.flatMap((verdict) => verdict.rules)
  const found = wanted === undefined ? undefined : rules.find(({ code }) => code === wanted)
  if (wanted !== undefined && found === undefined && gate.code !== wanted) return undefined
  return found === undefined ? firstRefusal(gate) : { code: found.code, fact: found.fact, remedy: found.remedy }
}

function branchOf(scenario: string): string {
  return scenario.replaceAll(/[^a-z]+/g, '-')
}

function numberOf(pullRequest: JsonValue): number {
  const number =
    typeof pullRequest === 'object' && pullRequest !== null && 'number' in pullRequest ? pullRequest.number : undefined
  if (typeof number === 'number') return number
  throw cliError('demo-failed', {}, 'the API gave no pull request number')
}
