import type { JsonValue } from '@promo/core'
import { runnerError } from './errors.ts'
import { isJsonObject, pick, type JsonObject } from './json-object.ts'
import { child, entries, evaluateToken, items, literal, type TemplateToken } from './templates.ts'
import type { WorkflowFile } from './workflow-file.ts'

/**
 * The `inputs` context of a workflow_dispatch run: what was given over the defaults, of the declared type. Throws
 * `workflow-invalid` for an input that is missing, unknown or of another type.
 */
export function dispatchInputs(workflow: WorkflowFile, payload: JsonObject): JsonObject {
  const inputs = pick(payload, 'inputs')
  const given = isJsonObject(inputs) ? inputs : {}
  const declared = entries(child(child(child(workflow.root, 'on'), 'workflow_dispatch'), 'inputs'))
  const names = new Set(declared.map(([name]) => name))
  const unknown = Object.keys(given).filter((name) => !names.has(name))
  if (unknown.length > 0) throw invalid(unknown[0] ?? '', `Unexpected inputs provided: ${JSON.stringify(unknown)}`)
  return Object.fromEntries(declared.map(([name, definition]) => [name, inputValue(name, definition, given[name])]))
}

function inputValue(name: string, definition: TemplateToken, given: JsonValue | undefined): JsonValue {
  const fallback = child(definition, 'default')
  const value = given ?? (fallback === undefined ? '' : evaluateToken(fallback, { contexts: {} }))
  if (value === '' && literal(child(definition, 'required')) === 'true') {
    throw invalid(name, `Required input '${name}' not provided`)
  }
  return typed(name, definition, value)
}

function typed(name: string, definition: TemplateToken, value: JsonValue): JsonValue {
  const text = value === null || typeof value === 'object' ? '' : String(value)
  const wrong = (what: string): Error => invalid(name, `Provided value '${text}' for input '${name}' ${what}`)
  switch (literal(child(definition, 'type'))) {
    case 'boolean':
      if (!['', 'true', 'false'].includes(text)) throw wrong('is not a boolean')
      return text === 'true'
    case 'number':
      if (Number.isNaN(Number(text))) throw wrong('is not a number')
      return Number(text)
    case 'choice':
      if (text !== '' && !optionsOf(definition).includes(text)) throw wrong('not in the list of allowed values')
      return text
    default:
      return text
  }
}

function optionsOf(definition: TemplateToken): readonly string[] {
  return items(child(definition, 'options')).flatMap((item) => literal(item) ?? [])
}

function invalid(input: string, message: string): Error {
  return runnerError('workflow-invalid', { input }, message)
}
