import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseYaml } from '@promo/core'
import { ROOT } from '../repository-root.ts'

/** One input of an action.yml. */
export interface ActionInput {
  readonly description: string
  readonly default?: string
  readonly required?: boolean
}

export interface ActionMetadata {
  readonly description: string
  readonly inputs: Readonly<Record<string, ActionInput>>
}

/** Reads an action.yml of this repository. Defaults that GitHub would compute are none on a laptop. */
export function readActionMetadata(action: string): ActionMetadata {
  const metadata = parseYaml(readFileSync(join(ROOT, action, 'action.yml'))) as unknown as ActionMetadata
  const inputs = Object.entries(metadata.inputs).map(([name, { default: value, ...input }]) => [
    name,
    value === undefined || value.startsWith('${{') ? input : { ...input, default: value },
  ])
  return { description: metadata.description, inputs: Object.fromEntries(inputs) as ActionMetadata['inputs'] }
}
