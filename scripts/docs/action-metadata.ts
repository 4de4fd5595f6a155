import { parseYaml } from '@promo/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'

const text = z.union([z.string(), z.number(), z.boolean()])
const input = z.object({ description: z.string(), required: z.optional(z.boolean()), default: z.optional(text) })
const output = z.object({ description: z.string(), value: z.optional(z.string()) })

const schema = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.optional(z.record(z.string(), input)),
  outputs: z.optional(z.record(z.string(), output)),
  runs: z.object({ using: z.string(), main: z.optional(z.string()) }),
})

/** The parts of an `action.yml` that are documented and held against the sources. */
export type ActionMetadata = z.infer<typeof schema>

/** Reads `<folder>/action.yml`; throws when it lacks a name or a description of any input or output. */
export function readMetadata(root: string, folder: string): ActionMetadata {
  return schema.parse(parseYaml(readFileSync(join(root, folder, 'action.yml'), 'utf8')))
}
