import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import {
  isBasicExpression,
  isBoolean,
  isMapping,
  isNumber,
  isSequence,
  isString,
} from '@actions/workflow-parser/templates/tokens/type-guards'
import { TokenType } from '@actions/workflow-parser/templates/tokens/types'
import type { JsonValue } from '@promo/core'
import { evaluate, evaluateText, type Scope } from './expressions.ts'
import { isJsonObject } from './json-object.ts'

export type { MappingToken, TemplateToken }

/** The value under a key of a mapping; undefined when the token is no mapping, or has no such key, or an empty value. */
export function child(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  if (token === undefined || !isMapping(token)) return undefined
  const found = token.find(key)
  return found === undefined || found.templateTokenType === TokenType.Null ? undefined : found
}

/** Key and value pairs of a mapping in the order of the file; nothing for other tokens. */
export function entries(token: TemplateToken | undefined): readonly (readonly [string, TemplateToken])[] {
  if (token === undefined || !isMapping(token)) return []
  return [...token].map((pair) => [pair.key.toString(), pair.value] as const)
}

export function items(token: TemplateToken | undefined): readonly TemplateToken[] {
  if (token === undefined) return []
  return isSequence(token) ? [...token] : [token]
}

/** Text as written, without evaluating: for keys where GitHub allows no expression. */
export function literal(token: TemplateToken | undefined): string | undefined {
  if (token === undefined) return undefined
  if (isString(token)) return token.value
  if (isNumber(token) || isBoolean(token)) return String(token.value)
  return undefined
}

/** The token's value with every expression in it evaluated, as JSON. Throws `expression-failed`. */
export function evaluateToken(token: TemplateToken, scope: Scope): JsonValue {
  if (isBasicExpression(token)) return evaluate(token.expression, scope)
  if (isString(token) || isNumber(token) || isBoolean(token)) return token.value
  if (isSequence(token)) return [...token].map((item) => evaluateToken(item, scope))
  if (isMapping(token)) return Object.fromEntries([...token].flatMap((pair) => evaluatePair(pair, scope)))
  return null
}

function evaluatePair(
  pair: { readonly key: TemplateToken; readonly value: TemplateToken },
  scope: Scope,
): readonly (readonly [string, JsonValue])[] {
  const value = evaluateToken(pair.value, scope)
  if (pair.key.templateTokenType === TokenType.InsertExpression) return isJsonObject(value) ? Object.entries(value) : []
  const key = isBasicExpression(pair.key) ? evaluateText(pair.key.expression, scope) : (literal(pair.key) ?? '')
  return [[key, value]]
}

/** The token as text, the way GitHub fills `env`, `with`, `run` and `name`. */
export function evaluateString(token: TemplateToken, scope: Scope): string {
  if (isBasicExpression(token)) return evaluateText(token.expression, scope)
  const value = evaluateToken(token, scope)
  return value === null || typeof value === 'object' ? '' : String(value)
}

/** A mapping (or an expression that yields one) as text values: `env`, `with`. */
export function evaluateStrings(token: TemplateToken | undefined, scope: Scope): Readonly<Record<string, string>> {
  if (token === undefined) return {}
  if (isMapping(token)) {
    return Object.fromEntries(
      [...token].flatMap((pair) =>
        pair.key.templateTokenType === TokenType.InsertExpression
          ? Object.entries(strings(evaluateToken(pair.value, scope)))
          : [[pair.key.toString(), evaluateString(pair.value, scope)] as const],
      ),
    )
  }
  return strings(evaluateToken(token, scope))
}

function strings(value: JsonValue): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member === null || typeof member === 'object' ? '' : String(member),
    ]),
  )
}
