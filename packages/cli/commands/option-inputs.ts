import type { Command } from 'commander'
import { localPaths } from './local-paths.ts'

/** The options of a command that were given as text, by the names of the inputs they are. */
export function optionInputs(command: Command): Readonly<Record<string, string>> {
  const values = command.opts<Readonly<Record<string, unknown>>>()
  const given = command.options.map((option) => {
    const value = values[option.attributeName()]
    return [option.name(), option.optional && value === true ? 'true' : value] as const
  })
  return localPaths(
    Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  )
}
