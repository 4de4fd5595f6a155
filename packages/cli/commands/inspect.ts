import { asPromoError, normalReference, readReferenceParts } from '@promo/core'
import { Command } from 'commander'
import { cliError } from '../errors.ts'
import type { Ended } from '../program.ts'
import { readActionMetadata } from './action-metadata.ts'
import { inputOption } from './input-option.ts'
import { optionInputs } from './option-inputs.ts'

/** The inputs of verify-evidence that reading evidence needs; they mean the same here. */
const SHARED = [
  'evidence-repository',
  'offline',
  'trusted-root',
  'registry-username',
  'registry-password',
  'registry-auths',
  'insecure-registries',
]

/** `promo inspect IMAGE`: the evidence on it as a tree. `promo inspect --reference TEXT`: the parts of a reference. */
export function inspectCommand(ended: Ended): Command {
  const command = new Command('inspect')
    .description('Show all evidence on an image and its platforms, or the parts of an image reference')
    .argument('[image]', 'image by digest or tag')
    .option('--reference <text>', 'only parse this image reference and print its parts')
  const { inputs } = readActionMetadata('verify-evidence')
  for (const name of SHARED) {
    const input = inputs[name]
    if (input !== undefined) command.addOption(inputOption(name, input))
  }
  return command
    .optionsGroup('Output:')
    .option('--json', 'print what was found, or the parts, or the code of the refusal, as JSON')
    .action(async () => {
      ended.exitCode = await inspect(command)
    })
}

async function inspect(command: Command): Promise<number> {
  const values = command.opts<Readonly<Record<string, unknown>>>()
  const asJson = values['json'] === true
  const [image] = command.args
  const reference = values['reference']
  if (typeof reference === 'string') {
    if (asJson) printJson(reference)
    else printLines(partsOf(reference))
    return 0
  }
  if (image === undefined) throw cliError('option-missing', {}, '`promo inspect` needs an image, or `--reference`')
  const { inspectImage } = await import('./inspect-image.ts')
  return inspectImage({ ...optionInputs(command), image }, asJson)
}

/**
 * What was written, where it lies, and the distribution project's normal form; of a digest that promo acts on nowhere
 * (sha384, sha512) too, since the grammar has them. Throws `image-invalid`.
 */
function partsOf(text: string): Readonly<Record<string, string>> {
  const parts = readReferenceParts(text)
  return { ...parts, normal: normalReference(parts) }
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
