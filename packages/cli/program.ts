import { asPromoError } from '@promo/core'
import { Command, CommanderError } from 'commander'
import { actionCommands } from './commands/actions.ts'
import { demoCommand } from './commands/demo.ts'
import { inspectCommand } from './commands/inspect.ts'
import { unbuiltCommands } from './commands/unbuilt.ts'

export interface Program {
  /** Runs one command line and gives its exit code: 0 pass, 1 findings, 2 usage or configuration, 3 infrastructure. */
  run(argv: readonly string[]): Promise<number>
}

/** A command fills this in; what it does not set is a pass. */
export interface Ended {
  exitCode: number
}

const EXIT_CODES = { findings: 1, configuration: 2, infrastructure: 3 } as const

export function createProgram(): Program {
  return {
    run: async (argv) => {
      const ended: Ended = { exitCode: 0 }
      const program = describe(ended)
      try {
        await program.parseAsync([...argv])
        return ended.exitCode
      } catch (thrown) {
        return explain(thrown)
      }
    },
  }
}

function describe(ended: Ended): Command {
  const program = new Command('promo')
    .description('Build once, prove it, promote the same digest.')
    .showHelpAfterError('(promo --help lists the commands)')
    .exitOverride()
    .addHelpText('after', '\nExit codes: 0 pass, 1 findings or refusal, 2 usage or configuration, 3 infrastructure.')
  for (const command of [...actionCommands(ended), inspectCommand(), demoCommand(ended), ...unbuiltCommands()])
    program.addCommand(command.exitOverride())
  return program
}

function explain(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : EXIT_CODES.configuration
  const { code, message, remedy, ending } = asPromoError(thrown)
  process.stderr.write(`error ${code}: ${message}\n  what to do: ${remedy}\n`)
  return EXIT_CODES[ending]
}
