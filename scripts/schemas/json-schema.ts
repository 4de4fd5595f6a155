import { configSchema, revocationsSchema, type DocumentKind } from '@promo/core'
import * as z from 'zod/mini'
import { withDescriptions, type SchemaNode } from '../docs/config-page.ts'
import type { GeneratedFiles } from '../generated.ts'

/**
 * JSON Schema files of `promo.yaml`, `promo.revocations.yaml` and of every document kind among `exported` (the exports of @promo/core).
 * They describe what a reader accepts: defaults may be left out and unknown fields of documents are ignored.
 */
export function schemaFiles(exported: Readonly<Record<string, unknown>>): GeneratedFiles {
  const kinds = Object.values(exported).filter(isDocumentKind)
  const documents = kinds.map(
    ({ kind, schemaId, schema }) => [`schemas/${kind}.schema.json`, jsonSchema(schemaId, schema)] as const,
  )
  const files = [
    ['schemas/promo.schema.json', written('promo.yaml', configJsonSchema())],
    ['schemas/revocations.schema.json', jsonSchema('promo.revocations.yaml', revocationsSchema)],
  ] as const
  return new Map([...documents, ...files])
}

/** The schema of `promo.yaml`, each key with its description. */
export function configJsonSchema(): SchemaNode {
  return withDescriptions(toJson(configSchema))
}

function jsonSchema(title: string, schema: z.ZodMiniType): string {
  return written(title, toJson(schema))
}

function toJson(schema: z.ZodMiniType): SchemaNode {
  // What JSON Schema cannot say (a date that exists, a name that fits its parser) stays open there.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode
}

function written(title: string, { $schema, ...rest }: SchemaNode): string {
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}

function isDocumentKind(value: unknown): value is DocumentKind<unknown> {
  return typeof value === 'object' && value !== null && 'schemaId' in value && 'schema' in value
}
