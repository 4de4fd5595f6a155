import { readFileSync } from 'node:fs'
import { createConsoleRunner, perform } from '@promo/runner'
import { Command, Option } from 'commander'
import type { Ended } from '../program.ts'
import { ACTIONS, type ActionEntry } from './action-table.ts'
import { readActionMetadata } from './action-metadata.ts'
import { positionalInputs } from './positional.ts'
import { shownDocument } from './shown.ts'

/** One command for each action, with the action's inputs as its options, under the same names. */
export function actionCommands(ended: Ended): readonly Command[] {
  return ACTIONS.map((entry) => actionCommand(entry, ended))
}

function actionCommand(entry: ActionEntry, ended: Ended): Command {
  const { description, inputs } = readActionMetadata(entry.action)
  const command = new Command(entry.command).description(description)
  if (entry.command === 'bump')
    command.argument('[file]', 'overlay to edit').argument('[images...]', 'NAME=IMAGE@DIGEST')
  if (entry.command === 'trace') command.argument('[subject]', 'where to start: the same as --subject')
  for (const [name, input] of Object.entries(inputs)) {
    const option = new Option(`--${name} <value>`, input.description)
    command.addOption(input.default === undefined ? option : option.default(input.default))
  }
  return command
    .option('--json', 'print the document on standard output')
    .option('--verbose', 'say more')
    .action(async () => {
      ended.exitCode = await runEntry(entry, command)
    })
}

async function runEntry(entry: ActionEntry, command: Command): Promise<number> {
  const { readRequest, outputNames } = await entry.inputs()
  const options = new Map(command.options.map((option) => [option.long?.slice(2) ?? '', option.attributeName()]))
  const values: Readonly<Record<string, unknown>> = command.opts()
  const given = [...options].flatMap(([name, key]) =>
    typeof values[key] === 'string' ? [[name, values[key]] as const] : [],
  )
  const inputs: Record<string, string> = {
    ...Object.fromEntries(given),
    ...positionalInputs(entry.command, command.args),
  }
  const runner = createConsoleRunner({
    env: process.env,
    stderr: process.stderr,
    inputs,
    verbose: values['verbose'] === true,
  })
  const ending = await perform(readRequest, entry.run, runner, { outputs: outputNames })
  const shown = shownDocument(entry, runner.outputs, process.stderr.isTTY && process.env['NO_COLOR'] === undefined)
  if (shown !== undefined) process.stderr.write(`${shown}\n`)
  const code = runner.finish(ending)
  if (values['json'] === true) process.stdout.write(documentOf(entry, runner.outputs))
  return code
}

/** The document of the command: what its output holds or names; without one, all outputs. */
function documentOf({ document }: ActionEntry, outputs: ReadonlyMap<string, string>): string {
  const value = document === undefined ? undefined : outputs.get(document.output)
  if (value === undefined || document === undefined) return `${JSON.stringify(Object.fromEntries(outputs), null, 2)}\n`
  return document.kind === 'json' ? `${value}\n` : readFileSync(value, 'utf8')
}
