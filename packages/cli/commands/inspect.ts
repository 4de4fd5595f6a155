import { asPromoError, normalReference, parseImageReference } from '@promo/core'
import { Command } from 'commander'

interface InspectOptions {
  readonly reference: string
  readonly json?: boolean
}

/** `promo inspect --reference TEXT`: the parts of an image reference, or the code that refuses it. */
export function inspectCommand(): Command {
  const command = new Command('inspect').description('Parse an image reference and print its parts')
  return command
    .requiredOption('--reference <text>', 'image reference')
    .option('--json', 'print the parts, or the code of the refusal, as JSON')
    .action(() => {
      const { reference, json = false } = command.opts<InspectOptions>()
      if (json) printJson(reference)
      else printLines(partsOf(reference))
    })
}

/** What was written, where it lies, and the distribution project's normal form. Throws `image-invalid`. */
function partsOf(text: string): Readonly<Record<string, string>> {
  const reference = parseImageReference(text)
  return { ...reference, normal: normalReference(reference) }
}

function printLines(parts: Readonly<Record<string, string>>): void {
  for (const [part, value] of Object.entries(parts)) process.stdout.write(`${part.padEnd(11)} ${value}\n`)
}

/** A refusal is printed and thrown on: its words go to standard error, as those of every command. */
function printJson(text: string): void {
  const print = (facts: unknown): void => void process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
  try {
    print({ outcome: 'pass', ...partsOf(text) })
  } catch (error) {
    const { ending, code, message, remedy } = asPromoError(error)
    print({ outcome: ending, code, message, remedy })
    throw error
  }
}
