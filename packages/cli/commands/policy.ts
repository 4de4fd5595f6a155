import { environmentOrder, readConfig } from '@promo/core'
import { Command } from 'commander'
import { cliError } from '../errors.ts'
import { readFileWithin } from './read-file.ts'

/** No file that people review is larger. */
const CONFIG_LIMIT = 1024 * 1024

/** `promo policy check FILE`; `test` and `explain` refuse by name. */
export function policyCommand(): Command {
  const command = new Command('policy').description('Checks promo.yaml')
  command
    .command('check')
    .description('Reads promo.yaml as every action does, and says what it holds')
    .argument('[file]', 'promo.yaml', 'promo.yaml')
    .option('--json', 'print the configuration, with its defaults, on standard output')
    .action((file: string, { json }: { readonly json?: boolean }) => check(file, json === true))
  for (const name of ['test', 'explain']) {
    const unbuilt = command.command(`${name} [arguments...]`, { hidden: true }).allowUnknownOption()
    unbuilt.action(() => {
      throw cliError('command-not-built', { command: name }, `\`promo policy ${name}\` is not built in this release`)
    })
  }
  return command
}

function check(file: string, asJson: boolean): void {
  const config = readConfig(readFileWithin(file, CONFIG_LIMIT))
  const lines = [
    `${file} is valid`,
    `  images: ${Object.keys(config.images).join(', ') || 'none'}`,
    `  environments, in order: ${environmentOrder(config).join(' → ') || 'none'}`,
    `  trusted signers and keys: ${[...config.trust.signers, ...config.trust.keys].map(({ id }) => id).join(', ') || 'none: nothing can be verified'}`,
  ]
  process.stderr.write(`${lines.join('\n')}\n`)
  if (asJson) process.stdout.write(`${JSON.stringify(config, null, 2)}\n`)
}
