import { Option } from 'commander'
import { cliError } from '../errors.ts'
import type { ActionInput } from './action-metadata.ts'

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Registry:', ['registry-username', 'registry-password', 'registry-auths', 'insecure-registries']],
  ['Sigstore:', ['signing-config', 'trusted-root', 'identity-token', 'public-log', 'key', 'key-password']],
  ['GitHub:', ['token', 'app-id', 'app-private-key', 'repository']],
  ['Between jobs:', ['from-artifact', 'from-artifact-digest', 'artifact', 'artifact-prefix']],
  ['Ending:', ['mode', 'summary']],
]

/** A command line is seen by every user of the machine: these are read from variables too. */
const SECRETS = new Set([
  'registry-password',
  'registry-auths',
  'identity-token',
  'token',
  'app-private-key',
  'key',
  'key-password',
])

/**
 * The option of one input. Given more than once, its values are the lines of one list. Inputs that are not built are
 * taken, so that they are refused by name, and not shown.
 */
export function inputOption(name: string, { description, default: value, required }: ActionInput): Option {
  const isFlag = value === 'true' || value === 'false'
  const option = new Option(
    `--${name} ${isFlag ? '[boolean]' : placeholder(description)}`,
    required === true ? `${description} (required)` : description,
  )
  const given: string[] = []
  option.argParser((text: string) => {
    // Not commander's own error: that one quotes the value.
    if (text.includes('PRIVATE KEY-----')) throw cliError('key-on-command-line', {}, `--${name} holds a key itself`)
    given.push(text)
    return given.join('\n')
  })
  if (value !== undefined) option.default(value, value)
  if (SECRETS.has(name)) option.env(variableOf(name))
  if (/^Not built yet/i.test(description)) option.hideHelp()
  return option.helpGroup(GROUPS.find(([, names]) => names.includes(name))?.[0] ?? 'Options:')
}

function variableOf(name: string): string {
  return `PROMO_${name.toUpperCase().replaceAll('-', '_')}`
}

function placeholder(description: string): string {
  if (/\bJSON\b/.test(description)) return '<json>'
  if (/^(?:Path|Directory)\b/.test(description)) return '<path>'
  if (/\bone per line|^Lines\b|^OCI references\b/.test(description)) return '<list>'
  return '<value>'
}
