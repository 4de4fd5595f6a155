import { parseImageReference } from '@promo/core'
import { Command } from 'commander'

/** `promo inspect --reference TEXT`: the parts of an image reference. */
export function inspectCommand(): Command {
  const command = new Command('inspect').description('Parse an image reference and print its parts')
  return command.requiredOption('--reference <text>', 'image reference').action(() => {
    const { reference } = command.opts<{ reference: string }>()
    process.stdout.write(`${JSON.stringify(parseImageReference(reference), null, 2)}\n`)
  })
}
