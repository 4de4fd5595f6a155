import { asPromoError, type JsonValue } from '@promo/core'
import { runComposite } from './composite.ts'
import { conditionHolds } from './conditions.ts'
import type { Scope } from './expressions.ts'
import type { LaunchEnd } from './launch.ts'
import type { Machine } from './machine.ts'
import { instanceOf } from './load-action.ts'
import { actionInputs, phaseHolds, runNodePhase } from './node-action.ts'
import { runScript } from './run-script.ts'
import { actionName, readStep, type Step } from './step.ts'
import type { StepOutput } from './step-output.ts'
import { environmentOf, expressionScope, type StepScope } from './step-scope.ts'
import { evaluateString, evaluateStrings, evaluateToken, literal, type TemplateToken } from './templates.ts'
import type { Conclusion } from './views.ts'

export interface StepEnd {
  readonly outcome: Conclusion
  readonly conclusion: Conclusion
}

interface Executed {
  readonly outcome: 'success' | 'failure' | 'cancelled'
  readonly outputs: Readonly<Record<string, string>>
}

/** How a composite runs the steps inside it. */
export type PerformStep = typeof performStep

/** Minutes a step may take when it says nothing; the job's limit ends it earlier. */
const DEFAULT_MINUTES = 360

/** Runs one step of a job or composite: condition, execution, outputs into `steps`, and what its end does to the status. */
export async function performStep(
  token: TemplateToken,
  scope: StepScope,
  machine: Machine,
  output: StepOutput,
): Promise<StepEnd> {
  const step = readStep(token)
  let executed: Executed | 'skipped'
  let tolerated = false
  try {
    const env = environmentOf(scope, machine)
    const own = evaluateStrings(step.env, expressionScope(scope, machine, env))
    const merged = environmentOf(scope, machine, own)
    const expressions = expressionScope(scope, machine, merged)
    const runs = conditionHolds(step.condition, expressions)
    tolerated = runs && truthy(step.continueOnError, expressions)
    executed = runs ? await execute({ step, scope, machine, output, expressions, env: merged, own }) : 'skipped'
  } catch (error) {
    output.annotate({ level: 'error', message: asPromoError(error).message })
    executed = { outcome: 'failure', outputs: {} }
  }
  return settle(step, scope, executed, tolerated)
}

function settle(step: Step, scope: StepScope, executed: Executed | 'skipped', tolerated: boolean): StepEnd {
  const outcome = executed === 'skipped' ? 'skipped' : executed.outcome
  const conclusion = outcome === 'failure' && tolerated ? 'success' : outcome
  if (step.id !== undefined) {
    const outputs = executed === 'skipped' ? {} : executed.outputs
    scope.steps.set(step.id, { outputs, outcome, conclusion })
  }
  if (conclusion === 'failure') scope.status.current = 'failure'
  return { outcome, conclusion }
}

function truthy(token: TemplateToken | undefined, expressions: Scope): boolean {
  if (token === undefined) return false
  const value: JsonValue = evaluateToken(token, expressions)
  return value === true || value === 'true'
}

export interface Execution {
  readonly step: Step
  readonly scope: StepScope
  readonly machine: Machine
  readonly output: StepOutput
  readonly expressions: Scope
  /** Every variable the step sees. */
  readonly env: Readonly<Record<string, string>>
  /** Those of its own `env:`. */
  readonly own: Readonly<Record<string, string>>
}

async function execute(execution: Execution): Promise<Executed> {
  const { step, scope, machine, output, expressions, env } = execution
  const name = stepName(step, expressions)
  const timeoutMs = 60_000 * minutesOf(step, expressions)
  if (step.run !== undefined) {
    const request = { step, name, scope, expressions, env, timeoutMs, script: step.run }
    const end = await runScript(machine, output, request)
    return { outcome: end.outcome, outputs: Object.fromEntries(end.commands.outputs) }
  }
  return runAction(execution, name, timeoutMs)
}

async function runAction(execution: Execution, name: string, timeoutMs: number): Promise<Executed> {
  const { step, scope, machine, output, expressions, env } = execution
  const instance = await instanceOf(step, scope, machine)
  const { file } = instance.action
  const given = evaluateStrings(step.with, expressions)
  const inputs = actionInputs(file, given, expressions, output)
  output.note(`##[group]Run ${step.uses ?? ''}`)
  for (const [key, value] of Object.entries(given)) output.note(`  ${key}: ${value}`)
  output.note('##[endgroup]')
  if (file.runs.kind === 'composite') return runComposite(execution, instance.action, file.runs, inputs, performStep)
  const phase = { instance, name, action: actionName(step), inputs, env, timeoutMs }
  const { post, postIf } = file.runs
  if (post !== undefined) {
    const run = async (postOutput: StepOutput): Promise<LaunchEnd | undefined> => {
      const now = environmentOf(scope, machine, execution.own)
      if (!phaseHolds(postIf, expressionScope(scope, machine, now))) return undefined
      return runNodePhase(machine, postOutput, { ...phase, env: now, name: `Post ${name}`, script: post })
    }
    machine.posts.push({ name: `Post ${name}`, run })
  }
  const end = await runNodePhase(machine, output, { ...phase, script: file.runs.main })
  return { outcome: end.outcome, outputs: Object.fromEntries(end.commands.outputs) }
}

/** The name GitHub shows: `name:`, else what the step runs. */
export function stepName(step: Step, expressions: Scope): string {
  if (step.name !== undefined) return evaluateString(step.name, expressions)
  if (step.uses !== undefined) return `Run ${step.uses}`
  const script = step.run === undefined ? '' : (literal(step.run) ?? evaluateString(step.run, expressions))
  return `Run ${script.trimStart().split('\n')[0] ?? ''}`
}

function minutesOf(step: Step, expressions: Scope): number {
  if (step.timeoutMinutes === undefined) return DEFAULT_MINUTES
  const minutes = Number(evaluateToken(step.timeoutMinutes, expressions))
  return minutes > 0 ? Math.min(minutes, DEFAULT_MINUTES) : DEFAULT_MINUTES
}
