/**
 * OpenAPI 3.0 schema objects as JSON Schema: `nullable` becomes a union with null, `discriminator` goes.
 * With `base`, local references are made absolute.
 */
export function toJsonSchema(value: unknown, base = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item, base))
  if (typeof value !== 'object' || value === null) return value
  const { nullable, discriminator: _, ...rest } = value as Readonly<Record<string, unknown>>
  const schema = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, toJsonSchema(item, base)]))
  if (typeof schema['$ref'] === 'string') schema['$ref'] = `${base}${schema['$ref']}`
  return nullable === true ? orNull(schema) : schema
}

function orNull(schema: Readonly<Record<string, unknown>>): unknown {
  return { anyOf: [schema, { type: 'null' }] }
}
