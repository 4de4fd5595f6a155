import type { JsonValue } from '@promo/core'
import { runnerError } from './errors.ts'
import type { Scope } from './expressions.ts'
import { isJsonObject, type JsonObject } from './json-object.ts'
import { child, entries, evaluateString, evaluateToken, literal, type TemplateToken } from './templates.ts'
import type { WorkflowNode } from './workflow-tree.ts'

type Secrets = Readonly<Record<string, string>>

function callDefinition(workflow: WorkflowNode, part: 'inputs' | 'secrets' | 'outputs'): TemplateToken | undefined {
  return child(child(child(workflow.root, 'on'), 'workflow_call'), part)
}

/** The `inputs` context of a called workflow: `with:` over the defaults, of the declared type. Throws `workflow-invalid`. */
export function callInputs(workflow: WorkflowNode, given: TemplateToken | undefined, caller: Scope): JsonObject {
  const values = new Map(entries(given).map(([name, token]) => [name.toLowerCase(), token]))
  const own: Scope = { contexts: { ...caller.contexts } }
  return Object.fromEntries(
    entries(callDefinition(workflow, 'inputs')).map(([name, definition]) => {
      const type = literal(child(definition, 'type')) ?? 'string'
      const token = values.get(name.toLowerCase())
      const fallback = child(definition, 'default')
      if (token !== undefined) return [name, typed(name, type, evaluateToken(token, caller))]
      return [name, fallback === undefined ? (EMPTY[type] ?? '') : typed(name, type, evaluateToken(fallback, own))]
    }),
  )
}

const EMPTY: Readonly<Record<string, JsonValue>> = { string: '', boolean: false, number: 0 }

/** A string takes any scalar; a number or boolean must be one already: GitHub converts no text (workflow templates, input types). */
function typed(name: string, type: string, value: JsonValue): JsonValue {
  if (type === 'string' && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
    return String(value)
  }
  if (type === 'string' && value === null) return ''
  if (typeof value === type) return value
  throw runnerError('workflow-invalid', { input: name, type }, `Unexpected value for input '${name}': expected ${type}`)
}

/**
 * Stands for the token of whichever job reads it: a call that passes `secrets.GITHUB_TOKEN` on has no token itself.
 * No real secret can hold a NUL.
 */
export const OWN_TOKEN = '\0GITHUB_TOKEN'

/** The secrets a called workflow sees: those passed by name, or all with `inherit`. */
export function callSecrets(secrets: TemplateToken | undefined, caller: Scope, own: Secrets): Secrets {
  if (secrets === undefined) return {}
  if (literal(secrets) === 'inherit') return own
  return Object.fromEntries(
    entries(secrets).flatMap(([name, token]) => {
      const value = evaluateString(token, withOwnToken(caller))
      return value === '' ? [] : [[name, value] as const]
    }),
  )
}

function withOwnToken(caller: Scope): Scope {
  const { secrets } = caller.contexts
  return {
    contexts: { ...caller.contexts, secrets: { ...(isJsonObject(secrets) ? secrets : {}), GITHUB_TOKEN: OWN_TOKEN } },
  }
}

/** Outputs of a called workflow, from the ends of its jobs. */
export function callOutputs(workflow: WorkflowNode, scope: Scope): Secrets {
  return Object.fromEntries(
    entries(callDefinition(workflow, 'outputs')).map(([name, definition]) => {
      const value = child(definition, 'value')
      return [name, value === undefined ? '' : evaluateString(value, scope)] as const
    }),
  )
}
