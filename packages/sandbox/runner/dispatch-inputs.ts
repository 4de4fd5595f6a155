import type { JsonValue } from '@promo/core'
import { runnerError } from './errors.ts'
import { isJsonObject, pick, type JsonObject } from './json-object.ts'
import { child, entries, evaluateToken, literal } from './templates.ts'
import type { WorkflowFile } from './workflow-file.ts'

/** The `inputs` context of a workflow_dispatch run: what was given over the defaults, of the declared type. Throws `workflow-invalid`. */
export function dispatchInputs(workflow: WorkflowFile, payload: JsonObject): JsonObject {
  const inputs = pick(payload, 'inputs')
  const given = isJsonObject(inputs) ? inputs : {}
  const declared = entries(child(child(child(workflow.root, 'on'), 'workflow_dispatch'), 'inputs'))
  return Object.fromEntries(
    declared.map(([name, definition]) => {
      const type = literal(child(definition, 'type')) ?? 'string'
      const fallback = child(definition, 'default')
      const value = given[name] ?? (fallback === undefined ? '' : evaluateToken(fallback, { contexts: {} }))
      if (value === '' && literal(child(definition, 'required')) === 'true') {
        throw runnerError('workflow-invalid', { input: name }, `Required input '${name}' not provided`)
      }
      return [name, typed(type, value)]
    }),
  )
}

function typed(type: string, value: JsonValue): JsonValue {
  if (type === 'boolean') return value === true || value === 'true'
  if (type === 'number') return Number(value)
  return value === null || typeof value === 'object' ? '' : String(value)
}
