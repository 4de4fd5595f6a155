import { readFileSync } from 'node:fs'
import { parseJson, type JsonValue } from '@promo/core'
import { createConsoleRunner, perform, type FinalEnding } from '@promo/runner'
import { Command } from 'commander'
import type { Ended } from '../program.ts'
import { screenOf } from '../screen.ts'
import { terminalText } from '../terminal-text.ts'
import { ACTIONS, type ActionEntry } from './action-table.ts'
import { readActionMetadata } from './action-metadata.ts'
import { EXTENSIONS, type OptionValues } from './extensions.ts'
import { inputOption } from './input-option.ts'
import { localPaths } from './local-paths.ts'
import { optionInputs } from './option-inputs.ts'
import { positionalInputs } from './positional.ts'
import { READING_ACTIONS } from './reading.ts'
import { isShown, shownDocument } from './shown.ts'

/** One command for each action, with the action's inputs as its options, under the same names. */
export function actionCommands(ended: Ended): readonly Command[] {
  return ACTIONS.map((entry) => actionCommand(entry, ended))
}

function actionCommand(entry: ActionEntry, ended: Ended): Command {
  const { description, inputs } = readActionMetadata(entry.action)
  const command = new Command(entry.command).description(`${description}.`)
  if (entry.command === 'bump')
    command.argument('[file]', 'overlay to edit').argument('[images...]', 'NAME=IMAGE@DIGEST')
  if (entry.command === 'trace') command.argument('[subject]', 'where to start: the same as --subject')
  for (const [name, input] of Object.entries(inputs)) command.addOption(inputOption(name, input))
  for (const option of EXTENSIONS[entry.command]?.options() ?? []) command.addOption(option)
  return command
    .optionsGroup('Output:')
    .option('--json', 'print the document on standard output')
    .option('--verbose', 'say more')
    .action(async () => {
      ended.exitCode = (await EXTENSIONS[entry.command]?.run(command.opts())) ?? (await runEntry(entry, command))
    })
}

async function runEntry(entry: ActionEntry, command: Command): Promise<number> {
  const { readRequest, outputNames } = await entry.inputs()
  const values: OptionValues = command.opts()
  const runner = createConsoleRunner({
    env: process.env,
    stderr: process.stderr,
    inputs: { ...optionInputs(command), ...argumentInputs(entry, command) },
    verbose: values['verbose'] === true,
  })
  const { log } = runner.runner
  const summary = async (markdown: string): Promise<void> => {
    if (!isShown(entry)) log.info(terminalText(markdown))
  }
  const stage = { ...runner, runner: { ...runner.runner, summary } }
  const acting = !READING_ACTIONS.includes(entry.action)
  const ending = await perform(readRequest, entry.run, stage, { outputs: outputNames, acting })
  const shown = shownDocument(entry, runner.outputs, screenOf(process.stderr))
  if (shown !== undefined) process.stderr.write(`${shown}\n`)
  const code = runner.finish(ending)
  if (values['json'] === true) process.stdout.write(documentOf(entry, runner.outputs, ending))
  return code
}

/** Arguments as the inputs they stand for. */
function argumentInputs(entry: ActionEntry, command: Command): Readonly<Record<string, string>> {
  return localPaths(positionalInputs(entry.command, command.args))
}

/** The document of the command: what its output holds or names; without one, the outcome and all outputs. */
function documentOf(
  { document }: ActionEntry,
  outputs: ReadonlyMap<string, string>,
  { outcome, error }: FinalEnding,
): string {
  const value = document === undefined ? undefined : outputs.get(document.output)
  if (value === undefined || document === undefined) {
    const failure = error === undefined ? {} : { code: error.code, message: error.message, remedy: error.remedy }
    return `${JSON.stringify({ outcome, ...failure, ...valuesOf(outputs) }, null, 2)}\n`
  }
  return document.kind === 'json' ? `${value}\n` : readFileSync(value, 'utf8')
}

/** Outputs are text; those that are JSON are values here. */
function valuesOf(outputs: ReadonlyMap<string, string>): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    [...outputs].map(([name, text]) => [name, /^(?:[[{]|true$|false$)/.test(text) ? parseJson(text) : text]),
  )
}
