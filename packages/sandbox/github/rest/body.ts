import type { JsonObject } from '../types.ts'
import { ApiFault, invalidRequest } from './fault.ts'

export function parseBody(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new ApiFault(400, 'Problems parsing JSON')
  }
  if (!isObject(value)) throw new ApiFault(400, 'Body should be a JSON object')
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function requiredText(body: JsonObject, field: string): string {
  const value = body[field]
  if (value === undefined) throw invalidRequest(`"${field}" wasn't supplied.`)
  if (typeof value !== 'string') throw wrongType(field, value, 'a string')
  return value
}

export function optionalText(body: JsonObject, field: string): string | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(field, value, 'a string')
  return value
}

export function optionalFlag(body: JsonObject, field: string): boolean | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (typeof value !== 'boolean') throw wrongType(field, value, 'a boolean')
  return value
}

export function textList(body: JsonObject, field: string): readonly string[] | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw wrongType(field, value, 'an array')
  return value.map((item: unknown) => {
    if (typeof item !== 'string') throw wrongType(`${field}/0`, item, 'a string')
    return item
  })
}

export function objectList(body: JsonObject, field: string): readonly JsonObject[] {
  const value = body[field]
  if (value === undefined) throw invalidRequest(`"${field}" wasn't supplied.`)
  if (!Array.isArray(value)) throw wrongType(field, value, 'an array')
  return value.map((item: unknown) => {
    if (!isObject(item)) throw wrongType(`${field}/0`, item, 'an object')
    return item
  })
}

export function optionalObject(body: JsonObject, field: string): JsonObject | undefined {
  const value = body[field]
  if (value === undefined) return undefined
  if (!isObject(value)) throw wrongType(field, value, 'an object')
  return value
}

function wrongType(field: string, value: unknown, wanted: string): ApiFault {
  return invalidRequest(`For 'properties/${field}', ${JSON.stringify(value)} is not ${wanted}.`)
}
