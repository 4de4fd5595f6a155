import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runnerError } from './errors.ts'
import type { Scope } from './expressions.ts'
import { launch, type LaunchEnd } from './launch.ts'
import type { Machine } from './machine.ts'
import type { StepOutput } from './step-output.ts'
import { actionName, type Step } from './step.ts'
import type { StepScope } from './step-scope.ts'
import { evaluateString, type TemplateToken } from './templates.ts'

/** What the runner puts behind each `shell:` (GitHub docs, "Workflow syntax", shell). */
const SHELLS: Readonly<Record<string, { readonly extension: string; readonly command: string }>> = {
  bash: { extension: '.sh', command: 'bash --noprofile --norc -eo pipefail {0}' },
  sh: { extension: '.sh', command: 'sh -e {0}' },
  python: { extension: '.py', command: 'python3 {0}' },
}

/** Without `shell:` the runner calls bash with `-e` only. */
const DEFAULT_SHELL = { extension: '.sh', command: 'bash -e {0}' }

export interface ScriptRequest {
  readonly step: Step
  readonly name: string
  readonly scope: StepScope
  readonly expressions: Scope
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/** Runs a `run:` step. It gets the identity-token pair but none of the other ACTIONS_* variables. */
export async function runScript(
  machine: Machine,
  output: StepOutput,
  request: ScriptRequest & { readonly script: TemplateToken },
): Promise<LaunchEnd> {
  const { step, scope, expressions } = request
  const text = evaluateString(request.script, expressions)
  const evaluated = (token: TemplateToken | undefined, fallback: string | undefined): string | undefined =>
    token === undefined ? fallback : evaluateString(token, expressions)
  const shell = shellFor(evaluated(step.shell, scope.shell))
  const file = join(machine.directories.temp, `${randomUUID()}${shell.extension}`)
  await writeFile(file, text.endsWith('\n') ? text : `${text}\n`)
  output.note(`##[group]Run ${text.split('\n')[0] ?? ''}`)
  for (const line of text.trimEnd().split('\n')) output.note(line)
  output.note('##[endgroup]')
  const [program = 'bash', ...args] = shell.command.split(' ').map((part) => part.replace('{0}', file))
  try {
    return await launch(machine, output, {
      step: request.name,
      program,
      args,
      cwd: resolve(machine.directories.workspace, evaluated(step.workingDirectory, scope.workingDirectory) ?? ''),
      env: request.env,
      variables: { ...scope.variables, GITHUB_ACTION: actionName(step), ...machine.identityVariables },
      timeoutMs: request.timeoutMs,
    })
  } finally {
    await rm(file, { force: true })
  }
}

function shellFor(name: string | undefined): { readonly extension: string; readonly command: string } {
  if (name === undefined || name === '') return DEFAULT_SHELL
  const known = SHELLS[name]
  if (known !== undefined) return known
  if (name.includes('{0}')) return { extension: '', command: name }
  throw runnerError('workflow-unsupported', { shell: name }, `the sandbox has no shell '${name}'`)
}
