import { Command } from 'commander'
import { cliError } from '../errors.ts'

/** Commands of the contract whose use cases are not built: each refuses by name. */
export const UNBUILT = ['rollback', 'rescan', 'audit', 'admission', 'report', 'notify', 'doctor', 'status'] as const

export function unbuiltCommands(): readonly Command[] {
  return UNBUILT.map((name) =>
    new Command(name)
      .description('Not built yet')
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => {
        throw cliError('command-not-built', { command: name }, `\`promo ${name}\` is not built in this release`)
      }),
  )
}
