import { asPromoError } from '@promo/core'
import { Command, CommanderError } from 'commander'
import { actionCommands } from './commands/actions.ts'
import { demoCommand } from './commands/demo.ts'
import { examplesOf, GUIDES } from './commands/guide.ts'
import { inspectCommand } from './commands/inspect.ts'
import { policyCommand } from './commands/policy.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { trustCommand } from './commands/trust.ts'
import { UNBUILT, unbuiltCommands } from './commands/unbuilt.ts'
import { endWithError } from './ending.ts'

export interface Program {
  /** Runs one command line and gives its exit code: 0 pass, 1 findings, 2 usage or configuration, 3 infrastructure. */
  run(argv: readonly string[]): Promise<number>
}

/** A command fills this in; what it does not set is a pass. */
export interface Ended {
  exitCode: number
}

const USAGE_ERROR = 2

const EXITS = `
Exit codes:
  0  pass
  1  findings, or a refusal
  2  usage or configuration: something must be changed first
  3  infrastructure: a service or tool failed, try again`

const AFTER = `
Start here:
  promo demo                      the whole story in a sandbox; needs Go and Python for the scanners
  promo policy check promo.yaml   is the file right?
  promo <command> --help          its options are the inputs of the action of that name
${EXITS}

Documents go to standard output with --json, everything else to standard error.
Outside a workflow, what names its sources (plan, record, collect, sign with provenance) needs:
  GITHUB_REPOSITORY=owner/name GITHUB_REPOSITORY_ID=<number> GITHUB_SHA=<commit> GITHUB_REF=refs/heads/<branch>
and all of these but plan also:
  GITHUB_RUN_ID=<number> GITHUB_RUN_ATTEMPT=<number> GITHUB_WORKFLOW_SHA=<commit>
  GITHUB_WORKFLOW_REF=owner/name/.github/workflows/<file>@<ref>
Secrets are better given as variables than as options: see the help of a command.
Not built yet: ${UNBUILT.join(', ')}.`

export function createProgram(): Program {
  return {
    run: async (argv) => {
      const ended: Ended = { exitCode: 0 }
      try {
        await programCommand(ended).parseAsync([...argv])
        return ended.exitCode
      } catch (thrown) {
        return explain(thrown)
      }
    },
  }
}

/** The whole command line: commands in their groups, those that are not built hidden. */
export function programCommand(ended: Ended): Command {
  const program = new Command('promo')
    .description('Build once, prove it, promote the same digest.')
    .showHelpAfterError('(add --help to see what there is)')
    .exitOverride()
    .addHelpText('after', AFTER)
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
  for (const command of [
    ...actionCommands(ended),
    inspectCommand(ended),
    policyCommand(),
    trustCommand(),
    demoCommand(ended),
    sandboxCommand(ended),
  ]) {
    const name = command.name()
    const guide = GUIDES[name]
    if (guide !== undefined) command.helpGroup(guide.group).summary(guide.summary)
    program.addCommand(overridden(command.addHelpText('after', `${examplesOf(name)}\n${EXITS}`)))
  }
  for (const command of unbuiltCommands()) program.addCommand(overridden(command), { hidden: true })
  return program
}

/** Every command, and those below it, throws instead of ending the process. */
function overridden(command: Command): Command {
  for (const below of command.commands) overridden(below.showHelpAfterError('(add --help to see what there is)'))
  return command.showHelpAfterError('(add --help to see what there is)').exitOverride()
}

function explain(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : USAGE_ERROR
  return endWithError(asPromoError(thrown))
}
