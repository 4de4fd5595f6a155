import { join } from 'node:path'
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards'
import type { ActionFile } from './action-file.ts'
import type { LoadedAction } from './action-cache.ts'
import { evaluateTruth, type Scope } from './expressions.ts'
import { launch, type LaunchEnd } from './launch.ts'
import type { ActionInstance, Machine } from './machine.ts'
import type { StepOutput } from './step-output.ts'
import { evaluateString, literal, type TemplateToken } from './templates.ts'

/** Defaults of action.yml (empty without one) under what `with:` gives; undeclared inputs pass through, as on GitHub, with its warning. */
export function actionInputs(
  file: ActionFile,
  given: Readonly<Record<string, string>>,
  expressions: Scope,
  output?: StepOutput,
): Readonly<Record<string, string>> {
  const declared = new Set(file.inputs.map((input) => input.name.toLowerCase()))
  const unknown = Object.keys(given).filter((name) => !declared.has(name.toLowerCase()))
  if (unknown.length > 0) {
    const list = (names: Iterable<string>): string => [...names].map((name) => `'${name}'`).join(', ')
    const message = `Unexpected input(s) ${list(unknown)}, valid inputs are [${list(declared)}]`
    output?.annotate({ level: 'warning', message })
  }
  const defaults = file.inputs.map(
    ({ name, fallback }) =>
      [name.toLowerCase(), fallback === undefined ? '' : evaluateString(fallback, expressions)] as const,
  )
  const own = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries([...defaults, ...own])
}

/** GITHUB_ACTION_*: which action is running. */
export function actionIdentity(action: LoadedAction, name: string): Readonly<Record<string, string>> {
  return {
    GITHUB_ACTION: name,
    GITHUB_ACTION_PATH: action.directory,
    GITHUB_ACTION_REPOSITORY: action.repository,
    GITHUB_ACTION_REF: action.ref,
  }
}

export interface NodePhase {
  readonly instance: ActionInstance
  readonly script: string
  readonly name: string
  readonly action: string
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/** Runs pre, main or post of a JavaScript action with Node 24; the phases share STATE_*. */
export async function runNodePhase(machine: Machine, output: StepOutput, phase: NodePhase): Promise<LaunchEnd> {
  const { action, state } = phase.instance
  const end = await launch(machine, output, {
    step: phase.name,
    program: machine.node24Path,
    args: [join(action.directory, phase.script)],
    cwd: machine.directories.workspace,
    env: phase.env,
    variables: {
      ...actionIdentity(action, phase.action),
      ...machine.actionVariables,
      ...machine.identityVariables,
      ...prefixed('INPUT_', phase.inputs),
      ...prefixed('STATE_', Object.fromEntries(state)),
    },
    timeoutMs: phase.timeoutMs,
  })
  for (const [name, value] of end.commands.state) state.set(name, value)
  return end
}

/** Only blanks are replaced in the name of an input; state keeps its case (actions/runner, Handler.cs). */
function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const rename =
    prefix === 'INPUT_' ? (name: string) => name.replaceAll(' ', '_').toUpperCase() : (name: string) => name
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + rename(name), value]))
}

/** `pre-if` and `post-if` default to always() and are taken as they stand. */
export function phaseHolds(condition: TemplateToken | undefined, expressions: Scope): boolean {
  if (condition === undefined) return true
  return evaluateTruth(isBasicExpression(condition) ? condition.expression : (literal(condition) ?? ''), expressions)
}
