import { parseArgs } from 'node:util'
import { ToolFailure } from './failure.ts'
import { defaultToolsDirectory } from './layout.ts'

export interface ToolsOptions {
  /** Empty: all. */
  readonly names: readonly string[]
  readonly directory: string
  readonly list: boolean
  readonly json: boolean
  readonly help: boolean
}

export const USAGE = `Usage: npm run tools [-- <tool>…] [--directory DIR] [--list] [--json]

Puts the locked tools (tools/tools.json) into a directory outside the clone: built from their Go modules, or from wheels.

  --directory DIR  where to put them (default: $PROMO_TOOLS_DIR, else ~/.cache/promo/tools)
  --list           print what is locked and where it would stand, build nothing
  --json           print the result as JSON on standard output
`

const OPTIONS = {
  directory: { type: 'string' },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** Reads the command line. Throws ToolFailure for an option it does not know. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ToolsOptions {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
    const { directory = defaultToolsDirectory(environment), list, json, help } = values
    return { names: positionals, directory, list, json, help }
  } catch (cause) {
    throw new ToolFailure(cause instanceof Error ? cause.message : String(cause), USAGE, { cause })
  }
}
