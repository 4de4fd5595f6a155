import { createCommandFiles, takeCommandFiles, type CommandResults } from './file-commands.ts'
import type { Machine } from './machine.ts'
import type { StepOutput } from './step-output.ts'
import { runStepProcess, type ProcessEnd } from './step-process.ts'

export interface Launch {
  /** Shown name of the step, for faults. */
  readonly step: string
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Variables of workflow, job and step. */
  readonly env: Readonly<Record<string, string>>
  /** Variables that nothing overrides: inputs, state, tokens. */
  readonly variables: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

export interface LaunchEnd {
  readonly outcome: 'success' | 'failure' | 'cancelled'
  readonly commands: CommandResults
}

/** GitHub docs, "Workflow cancellation": what is left to do in a cancelled job is ended after five minutes. */
const CANCELLATION_MS = 5 * 60_000

/** Runs one process of a step on the machine and takes over what it left in the command files. */
export async function launch(machine: Machine, output: StepOutput, what: Launch): Promise<LaunchEnd> {
  const files = await createCommandFiles(machine.directories.commands)
  const fileVariables = Object.entries(files).map(([kind, path]) => [`GITHUB_${kind}`, path] as const)
  const merged = { ...machine.hostEnvironment, ...what.env, ...machine.variables, ...what.variables }
  const env = { ...merged, ...Object.fromEntries(fileVariables), PATH: searchPath(machine, merged['PATH']) }
  let seen = (_line: string): void => undefined
  const end = await runStepProcess({
    ...what,
    env,
    // Steps that run because of a cancellation (`if: always()`) are not cancelled by it, but have little time.
    ...(machine.cancelled.aborted
      ? { timeoutMs: Math.min(what.timeoutMs, CANCELLATION_MS), signal: machine.closing }
      : { timeoutMs: what.timeoutMs, signal: machine.cancelled }),
    onStart: (group) => {
      machine.groups.push(group)
      seen = machine.faults.watch({ ...machine.place, step: what.step }, group)
    },
    onLine: (line) => {
      output.accept(line)
      seen(line)
    },
  })
  const commands = await takeCommandFiles(files)
  for (const [name, value] of commands.env) machine.exported.set(name, value)
  machine.paths.unshift(...commands.paths.toReversed())
  output.record.summary += machine.masker.mask(commands.summary)
  return { outcome: outcomeOf(end, what, output), commands }
}

function searchPath(machine: Machine, base: string | undefined): string {
  return [...machine.paths, ...(base === undefined ? [] : [base])].join(':')
}

function outcomeOf(end: ProcessEnd, what: Launch, output: StepOutput): LaunchEnd['outcome'] {
  const fail = (message: string): 'failure' => {
    output.annotate({ level: 'error', message })
    return 'failure'
  }
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? 'success' : fail(`Process completed with exit code ${end.code}.`)
    case 'killed':
      return fail('Process completed with exit code 137.')
    case 'timed-out':
      return fail(`The action '${what.step}' has timed out after ${Math.round(what.timeoutMs / 60_000)} minutes.`)
    case 'not-started':
      return fail(`An error occurred trying to start process '${what.program}': ${end.reason}`)
    case 'cancelled':
      output.annotate({ level: 'error', message: 'The operation was canceled.' })
      return 'cancelled'
  }
}
